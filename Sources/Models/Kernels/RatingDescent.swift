import CKernels

/// The sizes of the steps of stochastic gradient descent.
package struct DescentSteps: Sendable, Equatable {
    package var rate: Float
    package var penalty: Float
    package var biasRate: Float
    package var biasPenalty: Float

    package init(rate: Float, penalty: Float, biasRate: Float, biasPenalty: Float) {
        self.rate = rate
        self.penalty = penalty
        self.biasRate = biasRate
        self.biasPenalty = biasPenalty
    }
}

/// Ratings in the order in which they are learned from.
package struct RatingEntries: Sendable {
    /// [entries] numbers of users and items, and the stars.
    package let users: FrozenArray<Int32>
    package let items: FrozenArray<Int32>
    package let ratings: FrozenArray<Float>

    package init(users: FrozenArray<Int32>, items: FrozenArray<Int32>, ratings: FrozenArray<Float>) {
        precondition(users.count == items.count && users.count == ratings.count, "one user, item and rating an entry")
        self.users = users
        self.items = items
        self.ratings = ratings
    }

    package var count: Int { ratings.count }
}

/// Factors and biases of viewers and films while they are being learned.
///
/// `@unchecked Sendable` invariant: between its making and `freeze`, tasks that run at the same time are given entries of
/// different users and different items (`RatingGrid` sees to it), or rows of one side that only they write; so no number
/// is written by one and touched by another.
package final class RatingDescent: @unchecked Sendable {
    let users: FactorBuffer
    let items: FactorBuffer
    /// y of SVD++, [items, factors]; no rows where there is none.
    let implicit: FactorBuffer
    /// [users], [items]
    let userBiases: UnsafeMutableBufferPointer<Float>
    let itemBiases: UnsafeMutableBufferPointer<Float>
    let mean: Float

    /// All zero.
    package init(userCount: Int, itemCount: Int, factorCount: Int, mean: Float, hasImplicit: Bool = false) {
        users = FactorBuffer(rowCount: userCount, factorCount: factorCount)
        items = FactorBuffer(rowCount: itemCount, factorCount: factorCount)
        implicit = FactorBuffer(rowCount: hasImplicit ? itemCount : 0, factorCount: factorCount)
        userBiases = .allocate(capacity: max(1, userCount))
        itemBiases = .allocate(capacity: max(1, itemCount))
        userBiases.initialize(repeating: 0)
        itemBiases.initialize(repeating: 0)
        self.mean = mean
    }

    deinit {
        userBiases.deallocate()
        itemBiases.deallocate()
    }

    /// A step for each of `range`'s entries, in order.
    /// - Returns: the sum of squared errors before each step.
    package func descend(
        _ entries: RatingEntries, _ range: Range<Int>, _ steps: DescentSteps, _ instructionSet: InstructionSet
    ) -> Double {
        precondition(range.lowerBound >= 0 && range.upperBound <= entries.count, "entries out of range")
        return entries.users.withUnsafeBufferPointer { users in
            entries.items.withUnsafeBufferPointer { items in
                entries.ratings.withUnsafeBufferPointer { ratings in
                    var job = mq_sgd(
                        stride: Int64(self.users.stride), users: self.users.pointer(toRow: 0),
                        items: self.items.pointer(toRow: 0), user_biases: userBiases.baseAddress,
                        item_biases: itemBiases.baseAddress, entry_users: users.baseAddress,
                        entry_items: items.baseAddress, ratings: ratings.baseAddress, mean: mean, rate: steps.rate,
                        penalty: steps.penalty, bias_rate: steps.biasRate, bias_penalty: steps.biasPenalty)
                    return mq_sgd_run(instructionSet.kernel, &job, Int64(range.lowerBound), Int64(range.upperBound))
                }
            }
        }
    }

    /// A step of SVD++ for each rating of the users of `range`, in order.
    /// - Precondition: made with `hasImplicit`; `ratings` is [users, items].
    /// - Returns: the sum of squared errors before each step.
    package func descendImplicitly(
        _ ratings: InteractionMatrix, _ range: Range<Int>, _ steps: DescentSteps, _ instructionSet: InstructionSet
    ) -> Double {
        precondition(implicit.rowCount == items.rowCount, "made without implicit factors")
        precondition(
            ratings.rowCount == users.rowCount && ratings.columnCount == items.rowCount && range.lowerBound >= 0
                && range.upperBound <= ratings.rowCount, "ratings of another shape")
        var scratch = [Float](repeating: 0, count: 2 * users.stride)
        return ratings.offsets.withUnsafeBufferPointer { offsets in
            ratings.columns.withUnsafeBufferPointer { columns in
                ratings.weights.withUnsafeBufferPointer { stars in
                    var job = mq_svdpp(
                        stride: Int64(users.stride), users: users.pointer(toRow: 0), items: items.pointer(toRow: 0),
                        implicit: implicit.pointer(toRow: 0), user_biases: userBiases.baseAddress,
                        item_biases: itemBiases.baseAddress, offsets: offsets.baseAddress,
                        columns: columns.baseAddress, ratings: stars.baseAddress, mean: mean, rate: steps.rate,
                        penalty: steps.penalty, bias_rate: steps.biasRate, bias_penalty: steps.biasPenalty)
                    return mq_svdpp_run(
                        instructionSet.kernel, &job, Int64(range.lowerBound), Int64(range.upperBound), &scratch)
                }
            }
        }
    }

    /// Whether every bias is a finite number: what a diverging run loses first.
    package var isFinite: Bool {
        userBiases.allSatisfy(\.isFinite) && itemBiases.allSatisfy(\.isFinite)
    }
}

// MARK: - Non-negative factors

/// One side of a non-negative factorisation, as it was and as it becomes.
package struct NonNegativeSide: Sendable {
    /// [rows, columns]
    package let ratings: InteractionMatrix
    package let mean: Float
    package let penalty: Float

    package init(ratings: InteractionMatrix, mean: Float, penalty: Float) {
        self.ratings = ratings
        self.mean = mean
        self.penalty = penalty
    }

    /// The multiplicative step for `rows`: reads `own` and `other`, writes `next`.
    /// - Precondition: the shapes agree.
    /// - Returns: the sum of squared errors before the step.
    package func step(
        _ rows: Range<Int>, own: FactorBuffer, other: FactorBuffer, next: FactorBuffer, ownBiases: [Float],
        otherBiases: [Float], _ instructionSet: InstructionSet
    ) -> Double {
        precondition(
            own.rowCount == ratings.rowCount && next.rowCount == ratings.rowCount
                && other.rowCount == ratings.columnCount && ownBiases.count == ratings.rowCount
                && otherBiases.count == ratings.columnCount && own.stride == other.stride && own.stride == next.stride,
            "a side's shapes")
        precondition(rows.lowerBound >= 0 && rows.upperBound <= ratings.rowCount, "rows out of range")
        var scratch = [Float](repeating: 0, count: 2 * own.stride)
        return ratings.offsets.withUnsafeBufferPointer { offsets in
            ratings.columns.withUnsafeBufferPointer { columns in
                ratings.weights.withUnsafeBufferPointer { stars in
                    ownBiases.withUnsafeBufferPointer { ownBiases in
                        otherBiases.withUnsafeBufferPointer { otherBiases in
                            var job = mq_nmf(
                                stride: Int64(own.stride), own: own.pointer(toRow: 0), other: other.pointer(toRow: 0),
                                next: next.pointer(toRow: 0), own_biases: ownBiases.baseAddress,
                                other_biases: otherBiases.baseAddress, offsets: offsets.baseAddress,
                                columns: columns.baseAddress, ratings: stars.baseAddress, mean: mean, penalty: penalty)
                            return mq_nmf_run(
                                instructionSet.kernel, &job, Int64(rows.lowerBound), Int64(rows.upperBound), &scratch)
                        }
                    }
                }
            }
        }
    }

    /// Σ (r − mean − other bias − own · other) over `row`'s ratings: what its bias has to explain.
    /// - Precondition: the shapes agree.
    package func sumOfRests(
        _ row: Int, own: FactorBuffer, other: FactorBuffer, otherBiases: [Float], _ instructionSet: InstructionSet
    ) -> Double {
        precondition(own.stride == other.stride && otherBiases.count == other.rowCount, "a side's shapes")
        let vector = own.pointer(toRow: row)
        let count = Int32(own.stride)
        return ratings.withRow(row) { columns, stars in
            var sum = 0.0
            for place in columns.indices {
                let column = Int(columns[place])
                let dot = mq_dot(instructionSet.kernel, vector, other.pointer(toRow: column), count)
                sum += Double(stars[place] - mean - otherBiases[column] - dot)
            }
            return sum
        }
    }
}
