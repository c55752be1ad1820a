import Models
import TestSupport
import Testing

/// Conjugate gradients against implicit's, and against the exact solution.
@Suite struct `Conjugate gradients` {
    struct Golden: Sendable {
        var offset: Float
        var steps: Int
        var rows: [[Float]]
    }

    /// `implicit.cpu.als.least_squares_cg` of implicit 0.7.3, in double precision, regularisation 0.7, on the data of
    /// `example`; confidences 1 + 1.5·w, and max(1, 1.5·w).
    static let golden = [
        Golden(
            offset: 0, steps: 1, rows: [[-0.818239, 0.9484789, -0.4750501], [0.8817328, 0.0688854, -0.2893186]]),
        Golden(
            offset: 0, steps: 2, rows: [[-1.2428666, 0.9207501, -0.3444741], [0.909267, 0.0473695, -0.2243569]]),
        Golden(
            offset: 0, steps: 3, rows: [[-1.2403546, 0.9301733, -0.3336332], [0.9140665, 0.0733796, -0.2055549]]),
        Golden(
            offset: -1, steps: 1, rows: [[-0.5511428, 0.7755885, -0.4789699], [0.6217114, 0.0327217, -0.1963299]]),
        Golden(
            offset: -1, steps: 2, rows: [[-1.0069564, 0.7461988, -0.4148472], [0.6467324, -0.0020717, -0.143184]]),
        Golden(
            offset: -1, steps: 3, rows: [[-1.0105629, 0.7228553, -0.4418556], [0.6500729, 0.0117107, -0.1313278]]),
    ]

    /// Two rows over five fixed vectors of three factors, Y[i][f] = ((7i + 3f) mod 11 − 5) / 10.
    private func example(offset: Float, _ set: InstructionSet) async throws -> HalfStep {
        let fixed = padded((0..<5).map { item in (0..<3).map { Float((item * 7 + $0 * 3) % 11 - 5) / 10 } })
        let rows: [[(column: Int, weight: Float)]] = [[(0, 2), (2, 1), (4, 3)], [(1, 0.5), (3, 1)]]
        return HalfStep(
            interactions: InteractionMatrix(rows: rows, columnCount: 5), fixed: fixed,
            gram: try await GramMatrix.compute(
                of: fixed, workerCount: 1, instructionSet: set, throwing: CancellationError()),
            ridges: FrozenArray([0.7, 0.7]), alpha: 1.5, offset: offset)
    }

    private func padded(_ rows: [[Float]]) -> FactorMatrix {
        let buffer = FactorBuffer(rowCount: rows.count, factorCount: rows[0].count)
        for (number, row) in rows.enumerated() {
            for (factor, value) in row.enumerated() { buffer.pointer(toRow: number)[factor] = value }
        }
        return buffer.freeze()
    }

    private func vectors(_ matrix: FactorMatrix) -> [[Float]] {
        (0..<matrix.rowCount).map { matrix.withRow($0) { Array($0) } }
    }

    @Test(arguments: InstructionSet.available, golden)
    func `steps are those of implicit`(set: InstructionSet, golden: Golden) async throws {
        let step = try await example(offset: golden.offset, set)
        let buffer = FactorBuffer(copying: padded([[0.1, -0.2, 0.3], [0, 0, 0]]), rowCount: 2)
        _ = step.improve(
            rows: 0..<2, of: buffer, steps: golden.steps, instructionSet: set, scratch: SolveScratch(factorCount: 3))
        for (actual, expected) in zip(vectors(buffer.freeze()), golden.rows) {
            #expect(zip(actual, expected).map { abs($0 - $1) }.max() ?? 1 < 3e-6)
        }
    }

    /// Around every boundary of the kernel: a vector, a block and a bit, blocks of 64 entries and more.
    @Test(arguments: InstructionSet.available, [1, 15, 17, 48, 64, 65, 128])
    func `enough steps are the exact solution, sums too`(set: InstructionSet, factorCount: Int) async throws {
        var random = SplitMix(seed: UInt64(factorCount))
        let fixed = padded(
            (0..<150).map { _ in (0..<factorCount).map { _ in Float.random(in: -0.5...0.5, using: &random) } })
        let rows = [0, 1, 63, 64, 65, 140].map { count in
            (0..<150).shuffled(using: &random).prefix(count).map {
                (column: $0, weight: Float.random(in: 0.1...2, using: &random))
            }
        }
        let step = HalfStep(
            interactions: InteractionMatrix(rows: rows, columnCount: 150), fixed: fixed,
            gram: try await GramMatrix.compute(
                of: fixed, workerCount: 1, instructionSet: set, throwing: CancellationError()),
            ridges: FrozenArray(rows.map { _ in 2 }), alpha: 1.5, offset: -1)
        let scratch = SolveScratch(factorCount: factorCount)
        let exact = FactorBuffer(rowCount: rows.count, factorCount: factorCount)
        let near = FactorBuffer(rowCount: rows.count, factorCount: factorCount)
        let exactSums = try step.solve(rows: 0..<rows.count, into: exact, instructionSet: set, scratch: scratch)
        let nearSums = step.improve(
            rows: 0..<rows.count, of: near, steps: 100, instructionSet: set, scratch: scratch)
        for (one, other) in zip(vectors(exact.freeze()), vectors(near.freeze())) {
            #expect(zip(one, other).map { abs($0 - $1) }.max() ?? 0 < 2e-4)
        }
        #expect(abs(exactSums.explained - nearSums.explained) < 1e-4 * max(1, exactSums.explained))
        #expect(abs(exactSums.penalty - nearSums.penalty) < 1e-3 * max(1, exactSums.penalty))
    }
}
