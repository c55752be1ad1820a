import CKernels

/// YᵀY of a factor matrix, kept as the solving kernels want it.
package struct GramMatrix: Sendable {
    package let factorCount: Int
    /// The padded side: the next multiple of 16.
    let side: Int
    /// [side × side], the upper half; 1 on the padded diagonal.
    let padded: FrozenArray<Float>

    /// Rows that are summed in one go, in single precision. A constant, so that the sums do not depend on who adds.
    private static let rowsPerChunk = 512

    /// Sums runs of rows in single precision and the runs, in their order, in double precision.
    /// - Complexity: O(rows · factors²) over all workers.
    package static func compute<Failure: Error>(
        of factors: FactorMatrix, workerCount: Int, instructionSet: InstructionSet, throwing cancellation: Failure
    ) async throws(Failure) -> GramMatrix {
        let chunks = RowChunks(rowCount: factors.rowCount, size: rowsPerChunk)
        let parts = try await ParallelChunks.map(
            chunks.count, workerCount: workerCount,
            makeScratch: { SolveScratch(factorCount: factors.factorCount) }, throwing: cancellation
        ) { (chunk: Int, scratch: inout SolveScratch) throws(Failure) -> [Float] in
            partialSum(of: factors, rows: chunks[chunk], instructionSet: instructionSet, scratch: scratch)
        }
        return GramMatrix(summing: parts, factorCount: factors.factorCount)
    }

    /// The padded sum over `rows`.
    package static func partialSum(
        of factors: FactorMatrix, rows: Range<Int>, instructionSet: InstructionSet, scratch: SolveScratch
    ) -> [Float] {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= factors.rowCount, "rows out of range")
        let side = Int(mq_solve_padded(Int64(factors.factorCount)))
        var sum = [Float](repeating: 0, count: side * side)
        guard !rows.isEmpty else { return sum }
        factors.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            mq_solve_gram(
                instructionSet.kernel, base + rows.lowerBound * factors.stride, Int64(rows.count),
                Int64(factors.stride), Int64(factors.factorCount), &sum, scratch.floats)
        }
        return sum
    }

    private init(summing parts: [[Float]], factorCount: Int) {
        let side = Int(mq_solve_padded(Int64(factorCount)))
        var sum = [Double](repeating: 0, count: side * side)
        for part in parts {
            for index in sum.indices { sum[index] += Double(part[index]) }
        }
        self.init(padding: factorCount) { row, column in Float(sum[row * side + column]) }
    }

    /// Of no rows at all.
    package init(zero factorCount: Int) {
        self.init(padding: factorCount) { _, _ in 0 }
    }

    /// From a symmetric matrix [factors, factors].
    package init(symmetric values: FrozenArray<Float>, factorCount: Int) {
        precondition(values.count == factorCount * factorCount, "a Gram matrix is square")
        self.init(padding: factorCount) { row, column in values[row * factorCount + column] }
    }

    private init(padding factorCount: Int, _ element: (_ row: Int, _ column: Int) -> Float) {
        let side = Int(mq_solve_padded(Int64(factorCount)))
        self.factorCount = factorCount
        self.side = side
        padded = FrozenArray(count: side * side) { target in
            target.initialize(repeating: 0)
            for row in 0..<factorCount {
                for column in row..<factorCount {
                    target[row * side + column] = element(row, column)
                    target[column * side + row] = target[row * side + column]
                }
            }
            for row in factorCount..<side { target[row * side + row] = 1 }
        }
    }

    /// The whole symmetric matrix without padding, [factors, factors].
    package func symmetric() -> FrozenArray<Float> {
        FrozenArray(count: factorCount * factorCount) { target in
            for row in 0..<factorCount {
                for column in 0..<factorCount { target[row * factorCount + column] = padded[row * side + column] }
            }
        }
    }
}
