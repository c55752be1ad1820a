import CKernels

/// Solves one row at a time against fixed factors: fold-in and explanations.
///
/// The same kernels as `HalfStep`, so the same row comes out. Works in a caller's scratch and allocates nothing once
/// that has grown.
package struct RowSolver: Sendable {
    /// Y, [fixed rows, factors]
    let fixed: FactorMatrix
    /// YᵀY
    let gram: GramMatrix
    /// Confidence is max(1, 1 + offset + alpha · weight).
    let alpha: Float
    let offset: Float
    let instructionSet: InstructionSet

    /// - Precondition: the shapes agree.
    package init(
        fixed: FactorMatrix, gram: GramMatrix, alpha: Float, offset: Float = 0, instructionSet: InstructionSet
    ) {
        precondition(gram.factorCount == fixed.factorCount, "the Gram matrix is of other factors")
        self.fixed = fixed
        self.gram = gram
        self.alpha = alpha
        self.offset = offset
        self.instructionSet = instructionSet
    }

    /// Replaces `vector` by the solution for `entries`: zeros when there are none.
    ///
    /// - Precondition: every item is a row of the fixed factors; weights are positive and finite.
    /// - Returns: false, and a zero vector, when the normal matrix is not positive definite.
    /// - Complexity: O(entries · factors² + factors³).
    package func solve(
        _ entries: [WeightedItem], ridge: Float, scratch: inout [Float], into vector: inout [Float]
    ) -> Bool {
        check(entries)
        resize(&vector, to: fixed.factorCount)
        grow(&scratch, to: Int(mq_solve_scratch_count(Int64(fixed.factorCount))))
        let failed = withKernelStep(entries, ridge: ridge) { step in
            vector.withUnsafeMutableBufferPointer { vector in
                var sums = (0.0, 0.0)
                step.solved = vector.baseAddress
                return withUnsafeMutableBytes(of: &sums) { sums in
                    mq_solve_als_rows(
                        instructionSet.kernel, &step, 0, 1, &scratch,
                        sums.baseAddress?.assumingMemoryBound(to: Double.self))
                }
            }
        }
        guard failed >= 0 else { return true }
        for factor in vector.indices { vector[factor] = 0 }
        return false
    }

    /// Replaces `vector` by the solution of the normal equations of `entries` with another right-hand side: `target`'s
    /// factors. Its dot product with a factor vector is the similarity of the two as this viewer sees it
    /// (Hu, Koren and Volinsky 2008, section 5).
    ///
    /// - Returns: false, and a zero vector, when the normal matrix is not positive definite.
    package func solve(
        _ entries: [WeightedItem], ridge: Float, towards target: ItemNumber, scratch: inout [Float],
        into vector: inout [Float]
    ) -> Bool {
        check(entries)
        precondition(target.index >= 0 && target.index < fixed.rowCount, "item out of range")
        let side = gram.side
        let kernelScratch = Int(mq_solve_scratch_count(Int64(fixed.factorCount)))
        grow(&scratch, to: kernelScratch + side * side + side)
        resize(&vector, to: side)
        let failed = withKernelStep(entries, ridge: ridge) { step in
            scratch.withUnsafeMutableBufferPointer { scratch in
                guard let work = scratch.baseAddress else { return Int32(-1) }
                let matrix = work + kernelScratch
                mq_solve_normal(instructionSet.kernel, &step, 0, matrix, matrix + side * side, work)
                fixed.withRow(target.index) { factors in
                    for factor in vector.indices { vector[factor] = factor < factors.count ? factors[factor] : 0 }
                }
                return mq_solve_cholesky(
                    instructionSet.kernel, matrix, ridge, &vector, Int64(fixed.factorCount), work)
            }
        }
        if failed != 0 { for factor in vector.indices { vector[factor] = 0 } }
        resize(&vector, to: fixed.factorCount)
        return failed == 0
    }

    private func check(_ entries: [WeightedItem]) {
        for entry in entries {
            precondition(entry.item.index >= 0 && entry.item.index < fixed.rowCount, "item out of range")
            precondition(entry.weight > 0 && entry.weight.isFinite, "a weight is positive and finite")
        }
    }

    private func grow(_ scratch: inout [Float], to count: Int) {
        if scratch.count < count { scratch = Array(repeating: 0, count: count) }
    }

    private func resize(_ vector: inout [Float], to count: Int) {
        if vector.count > count { vector.removeLast(vector.count - count) }
        while vector.count < count { vector.append(0) }
    }

    /// A half-step of one row whose entries are `entries` as they lie in memory: pairs of a column and a weight.
    private func withKernelStep<Result>(
        _ entries: [WeightedItem], ridge: Float, _ body: (inout mq_als_half_step) -> Result
    ) -> Result {
        let offsets = (Int64(0), Int64(entries.count))
        return fixed.values.withUnsafeBufferPointer { fixedValues in
            gram.padded.withUnsafeBufferPointer { gram in
                entries.withUnsafeBytes { pairs in
                    withUnsafeBytes(of: offsets) { offsets in
                        withUnsafePointer(to: ridge) { ridge in
                            var step = mq_als_half_step(
                                factor_count: Int64(fixed.factorCount), fixed: fixedValues.baseAddress,
                                fixed_stride: Int64(fixed.stride), gram: gram.baseAddress,
                                offsets: offsets.baseAddress?.assumingMemoryBound(to: Int64.self),
                                columns: pairs.baseAddress?.assumingMemoryBound(to: Int32.self),
                                weights: (pairs.baseAddress?.advanced(by: 4))?.assumingMemoryBound(to: Float.self),
                                entry_stride: 2, ridge: ridge, alpha: alpha, offset: offset, solved: nil,
                                solved_stride: Int64(self.gram.side))
                            return body(&step)
                        }
                    }
                }
            }
        }
    }
}
