import CKernels

/// A catalogue of item factors, ready to be searched: the best items for a viewer's vector, exactly.
///
/// The score of an item is the dot product of the viewer's row and the item's, plus a bias if one is given, with one
/// definition of rounding for every processor (`mq_score.h`). Beside the factors themselves stand int8 codes, a quarter
/// of their size; a scan of the codes with a proven error bound leaves few items whose score must be computed.
/// Without codes, or on a processor without AVX2, every row is scored; the answer is the same.
public struct FactorIndex: Sendable {
    /// [items, factors], row-major; kept as given, not copied.
    public let factors: FrozenArray<Float>
    /// How many items it holds: numbers 0..<itemCount.
    public let itemCount: Int
    /// The length of a vector.
    public let factorCount: Int
    /// The kernels that search it.
    public let instructionSet: InstructionSet
    private let codes: FactorCodes?

    /// Indexes row-major `factors`. Rows that are not finite are allowed; a score that is NaN is passed over.
    ///
    /// - Parameters:
    ///   - factors: [itemCount, factorCount].
    ///   - coded: false leaves the codes out: 1 byte less for each factor, and slower answers.
    /// - Precondition: `factors.count == itemCount * factorCount`, `factorCount > 0`.
    /// - Complexity: O(items · factors); about 4 ms for 27,278 × 64.
    public init(
        factors: FrozenArray<Float>, itemCount: Int, factorCount: Int,
        instructionSet: InstructionSet = .detected, coded: Bool = true
    ) {
        precondition(factorCount > 0 && factorCount <= Int32.max, "a factor model has factors")
        precondition(itemCount >= 0 && itemCount <= Int32.max, "too many items for an item number")
        precondition(factors.count == itemCount * factorCount, "factors are not [items, factors]")
        self.factors = factors
        self.itemCount = itemCount
        self.factorCount = factorCount
        self.instructionSet = instructionSet
        let useful = coded && itemCount > 0 && instructionSet >= .avx2 && factorCount <= FactorCodes.largestFactorCount
        codes = useful ? FactorCodes(factors, itemCount: itemCount, factorCount: factorCount, instructionSet) : nil
    }

    /// Replaces `slate` by the best `count` eligible items for `user`, in the total order of `ScoredItem`.
    ///
    /// - Parameters:
    ///   - user: [factors]; usually finite, but need not be. The span of a variable: a temporary's does not live long
    ///     enough.
    ///   - bias: added to each item's score.
    ///   - eligible: [items] who may appear.
    /// - Precondition: shapes agree; `count >= 0`.
    /// - Complexity: O(items · factors). Allocates nothing once `scratch` and `slate` have grown to size.
    public func rank(
        user: Span<Float>, bias: ItemBias? = nil, eligible: borrowing ItemMask, count: Int,
        scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        check(userCount: user.count, bias: bias?.values)
        precondition(eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        let limit = min(count, itemCount)
        guard limit > 0 else { return }
        scratch.keys.grow(to: Int(mq_ranking_room(Int32(limit))))
        scratch.codes.grow(to: codeRoom)
        let words = eligible.words
        user.withUnsafeBufferPointer { user in
            words.withUnsafeBufferPointer { words in
                scratch.keys.withUnsafeMutableBufferPointer { keys in
                    scratch.codes.withUnsafeMutableBufferPointer { codes in
                        var request = mq_request(
                            user: user.baseAddress, biasWeight: bias?.weight ?? 0, eligible: words.baseAddress,
                            ranking: mq_ranking(limit: limit, keys: keys.baseAddress), codes: codes.baseAddress)
                        answer(&request, count: 1, bias: bias?.values)
                        slate.append(request.ranking)
                    }
                }
            }
        }
    }

    /// Writes every item's score for `user`, eligible or not.
    /// - Precondition: shapes agree; `scores.count == itemCount`.
    /// - Complexity: O(items · factors).
    public func scoreAll(user: Span<Float>, bias: ItemBias? = nil, into scores: UnsafeMutableBufferPointer<Float>) {
        check(userCount: user.count, bias: bias?.values)
        precondition(scores.count == itemCount, "one place for each item's score")
        guard let target = scores.baseAddress, itemCount > 0 else { return }
        let (kernel, size) = (instructionSet.kernel, Int32(itemCount))
        user.withUnsafeBufferPointer { user in
            factors.withUnsafeBufferPointer { rows in
                mq_dot_rows(kernel, user.baseAddress, rows.baseAddress, Int32(factorCount), size, target)
            }
        }
        guard let bias else { return }
        bias.values.withUnsafeBufferPointer { mq_add_scaled(kernel, bias.weight, $0.baseAddress, target, size) }
    }

    /// The score of one item for `user`: what `rank` and `scoreAll` would say.
    /// - Precondition: shapes agree; `item` is below `itemCount`.
    /// - Complexity: O(factors).
    public func score(user: Span<Float>, item: ItemNumber, bias: ItemBias? = nil) -> Float {
        check(userCount: user.count, bias: bias?.values)
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        let dot = user.withUnsafeBufferPointer { user in
            factors.withUnsafeBufferPointer { rows in
                mq_dot(
                    instructionSet.kernel, user.baseAddress, rows.baseAddress.map { $0 + item.index * factorCount },
                    Int32(factorCount))
            }
        }
        guard let bias else { return dot }
        return dot + bias.values[item.index] * bias.weight
    }

    private func check(userCount: Int, bias: FrozenArray<Float>?) {
        precondition(userCount == factorCount, "the viewer's vector has another number of factors")
        precondition(bias.map { $0.count == itemCount } ?? true, "one bias for each item")
    }
}

// MARK: - Kernels

extension FactorIndex {
    /// Bytes of room for a viewer's codes.
    var codeRoom: Int { (factorCount + 3) / 4 * 4 }

    /// Answers 1...32 requests whose pointers and shapes are right, but for the bias, which is put in here.
    func answer(_ requests: UnsafeMutablePointer<mq_request>, count: Int, bias: FrozenArray<Float>?) {
        if let bias {
            bias.withUnsafeBufferPointer { bias in
                for place in 0..<count { requests[place].bias = bias.baseAddress }
                answer(requests, count: count)
            }
        } else {
            answer(requests, count: count)
        }
    }

    private func answer(_ requests: UnsafeMutablePointer<mq_request>, count: Int) {
        factors.withUnsafeBufferPointer { rows in
            var items = mq_items(
                rows: rows.baseAddress, count: Int32(itemCount), factors: Int32(factorCount), codes: nil, ratio: 0,
                largest_norm: 0)
            guard let codes else { return mq_top(instructionSet.kernel, &items, requests, Int32(count)) }
            codes.bytes.withUnsafeBufferPointer { bytes in
                items.codes = bytes.baseAddress
                items.ratio = codes.ratio
                items.largest_norm = codes.largestNorm
                mq_top(instructionSet.kernel, &items, requests, Int32(count))
            }
        }
    }
}

extension mq_request {
    /// One viewer's question; the pointers must outlive the call that answers it.
    init(
        user: UnsafePointer<Float>?, biasWeight: Float, eligible: UnsafePointer<UInt64>?, ranking: mq_ranking,
        codes: UnsafeMutablePointer<Int8>?
    ) {
        self.init(
            user: user, bias: nil, bias_weight: biasWeight, eligible: eligible, ranking: ranking, codes: codes, step: 0,
            reach: 0, offset: 0)
    }
}

/// The int8 form of a catalogue. The layout and the proof are in `mq_codes.h`.
struct FactorCodes: Sendable {
    /// Beyond this, sums of code products are no exact floats.
    static let largestFactorCount = Int(MQ_CODES_FACTORS)

    let bytes: FrozenArray<UInt8>
    let ratio: Float
    let largestNorm: Float

    /// - Complexity: O(items · factors).
    init(_ factors: FrozenArray<Float>, itemCount: Int, factorCount: Int, _ instructionSet: InstructionSet) {
        var (ratio, largestNorm): (Float, Float) = (0, 0)
        var norms = [Float](repeating: 0, count: 2 * itemCount)
        bytes = FrozenArray(count: mq_codes_size(Int32(itemCount), Int32(factorCount))) { target in
            factors.withUnsafeBufferPointer { rows in
                mq_codes_pack(
                    instructionSet.kernel, rows.baseAddress, Int32(itemCount), Int32(factorCount), &norms,
                    target.baseAddress, &ratio, &largestNorm)
            }
        }
        self.ratio = ratio
        self.largestNorm = largestNorm
    }
}

// MARK: - Plain twin

extension FactorIndex {
    /// The plain twin of `rank`: scores everything one by one, then sorts.
    package func rankReference(
        user: [Float], bias: ItemBias? = nil, eligible: ItemMask, count: Int
    ) -> [ScoredItem] {
        InstructionSet.rankReference(
            scores: scoreAllReference(user: user, bias: bias), eligible: eligible, count: count)
    }

    /// The plain twin of `scoreAll`.
    package func scoreAllReference(user: [Float], bias: ItemBias? = nil) -> [Float] {
        (0..<itemCount).map { item in
            let row = Array(factors[item * factorCount..<(item + 1) * factorCount])
            let dot = InstructionSet.dotReference(user, row)
            guard let bias else { return dot }
            return dot + bias.values[item] * bias.weight
        }
    }
}
