@testable import Models
import TestSupport
import Testing

@Suite struct TruncatedSVDTests {
    /// 60 × 40; an entry where (3r² + 5c² + 7rc + r) mod 11 < 4, of ((3r + 5c) mod 7 + 1) / 4.
    private let matrix = InteractionMatrix(
        rows: (0..<60).map { r in
            (0..<40).filter { c in (r * r * 3 + c * c * 5 + r * c * 7 + r) % 11 < 4 }
                .map { c in (column: c, weight: Float((r * 3 + c * 5) % 7 + 1) / 4) }
        }, columnCount: 40)

    private func decompose(
        _ count: Int, workers: Int = 2, instructionSet: InstructionSet = .detected
    ) async throws -> TruncatedSVD {
        try await TruncatedSVD.compute(
            of: matrix, count: count, iterations: 12,
            options: TrainingOptions(workerCount: workers, instructionSet: instructionSet))
    }

    /// numpy 2.4.6, `np.linalg.svd`: singular values, and entries of V·Vᵀ of the first four right singular vectors,
    /// which unlike the vectors have a sign.
    @Test(arguments: InstructionSet.available)
    func `values and space are those of numpy`(instructionSet: InstructionSet) async throws {
        let found = try await decompose(4, instructionSet: instructionSet)
        let values = [20.192755, 11.248649, 10.652209, 9.377485]
        #expect(found.values.count == 4)
        for (value, expected) in zip(found.values, values) { #expect(abs(value - expected) < 2e-5) }
        let first: [Float] = [0.124558, -0.00671, 0.013508, 0.021612, 0.03214, 0.060019]
        let last: [Float] = [-0.001178, -0.035797, 0.00129, 0.085689, -0.007427, -0.000298]
        for column in 0..<6 {
            #expect(abs(product(found, 0, column) - first[column]) < 1e-5)
            #expect(abs(product(found, 39, 30 + column) - last[column]) < 1e-5)
        }
    }

    /// Row `left` of V times row `right` of V.
    private func product(_ found: TruncatedSVD, _ left: Int, _ right: Int) -> Float {
        found.vectors.withRow(left) { left in
            found.vectors.withRow(right) { right in zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
        }
    }

    @Test func `all there is comes when more is asked for`() async throws {
        // Rank 2: two kinds of rows.
        let small = InteractionMatrix(
            rows: (0..<20).map { r in (0..<6).filter { $0 % 2 == r % 2 }.map { ($0, 1) } }, columnCount: 6)
        let found = try await TruncatedSVD.compute(
            of: small, count: 100, iterations: 4, options: TrainingOptions(workerCount: 1))
        // Ten rows times three columns of ones, twice: √30 both.
        #expect(found.values.count == 2)
        for value in found.values { #expect(abs(value - 30.0.squareRoot()) < 1e-5) }
    }

    @Test func `the bytes do not depend on how many work`() async throws {
        let (one, three) = (try await decompose(4, workers: 1), try await decompose(4, workers: 3))
        #expect(one.values == three.values)
        #expect(one.vectors.values == three.vectors.values)
    }

    @Test func `a matrix of zeros is refused`() async throws {
        let zeros = InteractionMatrix(rows: [[], []], columnCount: 3)
        await #expect(throws: TrainingError.self) {
            _ = try await TruncatedSVD.compute(
                of: zeros, count: 1, iterations: 1, options: TrainingOptions(workerCount: 1))
        }
    }

    @Test func `hand-computed eigenvalues`() throws {
        // [[2, 1], [1, 2]]: 3 along (1, 1), 1 along (1, −1).
        let eigen = try SymmetricEigen([2, 1, 0, 2], side: 2)
        #expect(abs(eigen.values[0] - 3) < 1e-14 && abs(eigen.values[1] - 1) < 1e-14)
        #expect(abs(eigen.vectors[0] - eigen.vectors[1]) < 1e-14)
    }

    @Test(arguments: [1, 2, 3, 17, 40]) func `eigenvectors make the matrix again`(side: Int) throws {
        var random = SplitMix(seed: 3)
        var matrix = [Double](repeating: 0, count: side * side)
        for row in 0..<side {
            for column in row..<side {
                matrix[row * side + column] = Double.random(in: -1...1, using: &random)
                matrix[column * side + row] = matrix[row * side + column]
            }
        }
        let eigen = try SymmetricEigen(matrix, side: side)
        #expect(eigen.values == eigen.values.sorted(by: >))
        for row in 0..<side {
            for column in 0..<side {
                let sum = (0..<side).reduce(0.0) {
                    $0 + eigen.values[$1] * eigen.vectors[$1 * side + row] * eigen.vectors[$1 * side + column]
                }
                #expect(abs(sum - matrix[row * side + column]) < 1e-12)
            }
        }
    }

    @Test(arguments: [1, 16, 40, 80], InstructionSet.available)
    func `a sparse product is that of its plain twin`(width: Int, instructionSet: InstructionSet) async throws {
        var random = SplitMix(seed: 11)
        func block(_ rows: Int) -> (DenseBlock, [[Double]]) {
            let block = DenseBlock(rowCount: rows, columnCount: width)
            let values: [[Double]] = (0..<rows).map { row in
                (0..<width).map { column in
                    block.pointer(toRow: row)[column] = Float.random(in: -1...1, using: &random)
                    return Double(block.pointer(toRow: row)[column])
                }
            }
            return (block, values)
        }
        let ((dense, denseValues), (base, baseValues)) = (block(40), block(60))
        let sparse = SparseOperator(matrix, width: width)
        let target = DenseBlock(rowCount: 60, columnCount: width)
        try await sparse.multiply(
            dense, adding: base, scale: 0.5, into: target,
            options: TrainingOptions(workerCount: 2, instructionSet: instructionSet))
        let expected = sparse.multiplyReference(denseValues, adding: baseValues, scale: 0.5)
        for row in 0..<60 {
            for column in 0..<width {
                #expect(abs(Double(target.pointer(toRow: row)[column]) - expected[row][column]) < 1e-5)
            }
        }
    }
}
