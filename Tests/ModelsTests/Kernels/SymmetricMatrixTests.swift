@testable import Models
import TestSupport
import Testing

@Suite struct SymmetricMatrixTests {
    /// XᵀX + I of random X [side, side], by plain double arithmetic.
    private func positiveDefinite(_ side: Int) -> [[Double]] {
        var random = SplitMix(seed: 7)
        let rows: [[Double]] = (0..<side).map { _ in
            (0..<side).map { _ in Double.random(in: -1...1, using: &random) }
        }
        var sums = [[Double]](repeating: [Double](repeating: 0, count: side), count: side)
        for row in rows {
            for i in 0..<side {
                for j in 0..<side { sums[i][j] += row[i] * row[j] / Double(side) }
            }
        }
        for i in 0..<side { sums[i][i] += 1 }
        return sums
    }

    private func inverted(
        _ entries: [[Double]], workers: Int = 2, instructionSet: InstructionSet = .detected
    ) async throws -> [[Float]] {
        let matrix = SymmetricMatrix(count: entries.count)
        for (row, values) in entries.enumerated() {
            for column in 0...row { matrix.pointer(toRow: row)[column] = Float(values[column]) }
        }
        try await matrix.invert(workerCount: workers, instructionSet: instructionSet, throwing: CancellationError())
        return entries.indices.map { row in entries.indices.map { -matrix[row, $0] } }
    }

    /// One block, a whole number of blocks, and a padded one.
    @Test(arguments: [5, 128, 300], InstructionSet.available)
    func `a matrix times its inverse is one`(side: Int, instructionSet: InstructionSet) async throws {
        let entries = positiveDefinite(side)
        let inverse = try await inverted(entries, instructionSet: instructionSet)
        for row in 0..<side {
            for column in 0..<side {
                var sum = 0.0
                for between in 0..<side { sum += entries[row][between] * Double(inverse[between][column]) }
                guard abs(sum - (row == column ? 1 : 0)) < 2e-4 else {
                    Issue.record("[\(row), \(column)] is \(sum)")
                    return
                }
            }
        }
    }

    @Test func `a hand-computed inverse`() async throws {
        // [[4, 2], [2, 3]]⁻¹ = 1/8 · [[3, −2], [−2, 4]]
        let inverse = try await inverted([[4, 2], [2, 3]])
        #expect(inverse == [[0.375, -0.25], [-0.25, 0.5]])
    }

    @Test func `the bytes do not depend on how many work`() async throws {
        let entries = positiveDefinite(300)
        #expect(try await inverted(entries, workers: 1) == inverted(entries, workers: 3))
    }

    @Test func `a matrix that is not positive definite is refused`() async throws {
        await #expect(throws: NotPositiveDefinite(row: 0)) { _ = try await inverted([[1, 2], [2, 1]]) }
    }
}
