import CKernels

/// One half-step of alternating least squares: every row of one side solved while the other side stands still.
///
/// For each row r of `interactions`, exactly (Hu, Koren and Volinsky 2008, equation 4):
/// (YᵀY + Σ (c − 1)·y·yᵀ + λᵣ·I) x = Σ c·y, the sums over the row's entries, with c = max(1, 1 + offset + α·w); a row
/// without entries becomes 0.
package struct HalfStep: Sendable {
    /// [solved rows, fixed rows], weights > 0 and finite.
    package let interactions: InteractionMatrix
    /// Y, [fixed rows, factors]
    package let fixed: FactorMatrix
    /// YᵀY
    package let gram: GramMatrix
    /// λ of each solved row.
    package let ridges: FrozenArray<Float>
    /// Confidence is max(1, 1 + offset + alpha · weight).
    package let alpha: Float
    package let offset: Float

    /// - Precondition: the shapes agree.
    package init(
        interactions: InteractionMatrix, fixed: FactorMatrix, gram: GramMatrix, ridges: FrozenArray<Float>,
        alpha: Float,
        offset: Float = 0
    ) {
        precondition(interactions.columnCount == fixed.rowCount, "interactions and fixed factors disagree")
        precondition(gram.factorCount == fixed.factorCount, "the Gram matrix is of other factors")
        precondition(ridges.count == interactions.rowCount, "one ridge for each row")
        self.interactions = interactions
        self.fixed = fixed
        self.gram = gram
        self.ridges = ridges
        self.alpha = alpha
        self.offset = offset
    }

    /// What the rows add to the objective, summed in double precision.
    package struct Sums: Sendable, Equatable {
        /// Σ c·(x·y) over the entries; of rows that were improved and not solved, 2·Σ c·(x·y) − x·A·x.
        package var explained = 0.0
        /// Σ λᵣ·|x|² over the rows.
        package var penalty = 0.0
    }

    /// Solves `rows` into `solved`.
    ///
    /// - Complexity: O(entries · factors² + rows · factors³).
    /// - Throws: `NotPositiveDefinite` with the first row that has no solution.
    package func solve(
        rows: Range<Int>, into solved: FactorBuffer, instructionSet: InstructionSet, scratch: SolveScratch
    ) throws(NotPositiveDefinite) -> Sums {
        precondition(
            solved.rowCount == interactions.rowCount && solved.factorCount == fixed.factorCount, "solved's shape")
        precondition(rows.lowerBound >= 0 && rows.upperBound <= interactions.rowCount, "rows out of range")
        var sums = [0.0, 0.0]
        let failed = withKernelStep(into: solved.pointer(toRow: 0), stride: solved.stride) { step in
            mq_solve_als_rows(
                instructionSet.kernel, &step, Int64(rows.lowerBound), Int64(rows.upperBound), scratch.floats, &sums)
        }
        if failed >= 0 { throw NotPositiveDefinite(row: Int(failed)) }
        return Sums(explained: sums[0], penalty: sums[1])
    }

    /// Improves `rows` of `solved` by `steps` steps of conjugate gradients from what they hold.
    ///
    /// - Precondition: the fixed factors are padded.
    /// - Complexity: O(steps · (entries · factors + rows · factors²)).
    package func improve(
        rows: Range<Int>, of solved: FactorBuffer, steps: Int, instructionSet: InstructionSet, scratch: SolveScratch
    ) -> Sums {
        precondition(
            solved.rowCount == interactions.rowCount && solved.factorCount == fixed.factorCount, "solved's shape")
        precondition(rows.lowerBound >= 0 && rows.upperBound <= interactions.rowCount, "rows out of range")
        precondition(fixed.stride >= gram.side && steps >= 1, "padded factors, and at least one step")
        var sums = [0.0, 0.0]
        withKernelStep(into: solved.pointer(toRow: 0), stride: solved.stride) { step in
            mq_solve_cg_rows(
                instructionSet.kernel, &step, Int64(rows.lowerBound), Int64(rows.upperBound), Int64(steps),
                scratch.floats, &sums)
        }
        return Sums(explained: sums[0], penalty: sums[1])
    }

    /// The normal equations of `row`: the padded upper matrix without λ, and the right-hand side. For tests.
    package func normalEquations(
        ofRow row: Int, instructionSet: InstructionSet, scratch: SolveScratch
    ) -> (matrix: [Float], right: [Float]) {
        precondition(row >= 0 && row < interactions.rowCount, "row out of range")
        var matrix = [Float](repeating: 0, count: gram.side * gram.side)
        var right = [Float](repeating: 0, count: gram.side)
        withKernelStep(into: nil, stride: gram.side) { step in
            mq_solve_normal(instructionSet.kernel, &step, Int64(row), &matrix, &right, scratch.floats)
        }
        return (matrix, right)
    }

    private func withKernelStep<Result>(
        into solved: UnsafeMutablePointer<Float>?, stride: Int, _ body: (inout mq_als_half_step) -> Result
    ) -> Result {
        fixed.values.withUnsafeBufferPointer { fixedValues in
            gram.padded.withUnsafeBufferPointer { gram in
                interactions.offsets.withUnsafeBufferPointer { offsets in
                    interactions.columns.withUnsafeBufferPointer { columns in
                        interactions.weights.withUnsafeBufferPointer { weights in
                            ridges.withUnsafeBufferPointer { ridges in
                                var step = mq_als_half_step(
                                    factor_count: Int64(fixed.factorCount), fixed: fixedValues.baseAddress,
                                    fixed_stride: Int64(fixed.stride), gram: gram.baseAddress,
                                    offsets: offsets.baseAddress, columns: columns.baseAddress,
                                    weights: weights.baseAddress, entry_stride: 1, ridge: ridges.baseAddress,
                                    alpha: alpha, offset: offset, solved: solved, solved_stride: Int64(stride))
                                return body(&step)
                            }
                        }
                    }
                }
            }
        }
    }
}
