import Models
import TestSupport
import Testing

/// The kernels of alternating least squares against their plain twins in double precision.
@Suite struct `Solving kernels` {
    /// Around every boundary: one vector, a block, a block and a bit, three-vector tiles, several blocks.
    static let factorCounts = [1, 3, 15, 16, 17, 33, 50, 64, 65, 128]
    static let entryCounts = [0, 1, 2, 15, 64, 97, 200]

    @Test(arguments: InstructionSet.available, factorCounts)
    func `the Gram matrix is that of the plain loops`(instructionSet: InstructionSet, factorCount: Int) async throws {
        let factors = Fixture.factors(rowCount: 600, factorCount: factorCount)
        let gram = try await GramMatrix.compute(
            of: factors, workerCount: 2, instructionSet: instructionSet, throwing: CancellationError()
        ).symmetric()
        let expected = LeastSquaresReference.gram(factors)
        // 512 terms of at most 1/4 in single precision, about 1e-6 of their sum.
        #expect(zip(gram, expected).map { abs(Double($0) - $1) }.max() ?? 0 < 1e-4)
    }

    @Test(arguments: InstructionSet.available, factorCounts)
    func `normal equations are those of the plain loops`(
        instructionSet: InstructionSet, factorCount: Int
    ) async throws {
        let fixture = try await Fixture(factorCount: factorCount, instructionSet: instructionSet)
        let scratch = SolveScratch(factorCount: factorCount)
        for row in Self.entryCounts.indices {
            let (matrix, right) = fixture.step.normalEquations(
                ofRow: row, instructionSet: instructionSet, scratch: scratch)
            let expected = fixture.expectedEquations(ofRow: row)
            let side = right.count
            var worst = 0.0
            for i in 0..<factorCount {
                worst = max(worst, abs(Double(right[i]) - expected.right[i]))
                for j in i..<factorCount {
                    worst = max(worst, abs(Double(matrix[i * side + j]) - expected.matrix[i * factorCount + j]))
                }
            }
            // Sums of up to 400 terms of about 1 in single precision.
            #expect(worst < 1e-3, "row \(row)")
        }
    }

    @Test(arguments: InstructionSet.available, factorCounts)
    func `a half-step is the exact solution of every row`(
        instructionSet: InstructionSet, factorCount: Int
    ) async throws {
        let fixture = try await Fixture(factorCount: factorCount, instructionSet: instructionSet)
        let (solved, sums) = try fixture.solveAll(instructionSet)
        var explained = 0.0
        var penalty = 0.0
        for row in Self.entryCounts.indices {
            let equations = fixture.expectedEquations(ofRow: row)
            let expected = try #require(
                LeastSquaresReference.solve(equations.matrix, ridge: Double(fixture.ridge), equations.right))
            solved.withRow(row) { vector in
                #expect(zip(vector, expected).map { abs(Double($0) - $1) }.max() ?? 0 < 1e-4, "row \(row)")
            }
            explained += zip(equations.right, expected).reduce(0) { $0 + $1.0 * $1.1 }
            penalty += Double(fixture.ridge) * expected.reduce(0) { $0 + $1 * $1 }
        }
        #expect(abs(sums.explained - explained) < 1e-4 * max(1, explained))
        #expect(abs(sums.penalty - penalty) < 1e-4 * max(1, penalty))
    }

    @Test(arguments: InstructionSet.available)
    func `factors read with and without padding give the same bytes`(instructionSet: InstructionSet) async throws {
        let fixture = try await Fixture(factorCount: 50, instructionSet: instructionSet)
        let padded = FactorBuffer(rowCount: fixture.step.fixed.rowCount, factorCount: 50)
        for row in 0..<padded.rowCount {
            fixture.step.fixed.withRow(row) { vector in
                for factor in 0..<50 { padded.pointer(toRow: row)[factor] = vector[factor] }
            }
        }
        var other = fixture
        other.step = HalfStep(
            interactions: fixture.step.interactions, fixed: padded.freeze(), gram: fixture.step.gram,
            ridges: fixture.step.ridges, alpha: fixture.step.alpha)
        #expect(try other.solveAll(instructionSet).0.values == fixture.solveAll(instructionSet).0.values)
    }

    @Test(arguments: InstructionSet.available, [1, 17, 64])
    func `a matrix that is not positive definite is named by its row`(
        instructionSet: InstructionSet, factorCount: Int
    ) async throws {
        var fixture = try await Fixture(factorCount: factorCount, instructionSet: instructionSet)
        let rowCount = Self.entryCounts.count
        fixture.step = HalfStep(
            interactions: fixture.step.interactions, fixed: fixture.step.fixed, gram: fixture.step.gram,
            ridges: FrozenArray((0..<rowCount).map { $0 == 3 ? -1e6 : 1 }), alpha: fixture.step.alpha)
        #expect(throws: NotPositiveDefinite(row: 3)) { try fixture.solveAll(instructionSet) }
    }

    @Test(arguments: InstructionSet.available)
    func `one row alone comes out as in the half-step`(instructionSet: InstructionSet) async throws {
        let fixture = try await Fixture(factorCount: 65, instructionSet: instructionSet)
        let (solved, _) = try fixture.solveAll(instructionSet)
        let solver = RowSolver(
            fixed: fixture.step.fixed, gram: fixture.step.gram, alpha: fixture.step.alpha,
            instructionSet: instructionSet)
        var scratch: [Float] = []
        var vector: [Float] = []
        for row in Self.entryCounts.indices {
            let history = fixture.entries(ofRow: row).map {
                WeightedItem(item: ItemNumber($0.column), weight: $0.weight)
            }
            #expect(solver.solve(history, ridge: fixture.ridge, scratch: &scratch, into: &vector))
            solved.withRow(row) { expected in #expect(vector.elementsEqual(expected)) }
        }
    }

    /// By hand: Y = [[1, 2], [3, 4]], one entry on row 1 with weight 2, α = 0.5, λ = 3.
    /// YᵀY = [[10, 14], [14, 20]]; α·w·y·yᵀ = [[9, 12], [12, 16]]; A + λI = [[22, 26], [26, 39]]; b = 2·[3, 4] = [6, 8];
    /// the determinant is 858 − 676 = 182; x = [39·6 − 26·8, 22·8 − 26·6] / 182 = [26, 20] / 182.
    @Test(arguments: InstructionSet.available)
    func `a small example worked by hand`(instructionSet: InstructionSet) async throws {
        let factors = FactorMatrix([1, 2, 3, 4].frozen, rowCount: 2, factorCount: 2)
        let gram = try await GramMatrix.compute(
            of: factors, workerCount: 1, instructionSet: instructionSet, throwing: CancellationError())
        let solver = RowSolver(fixed: factors, gram: gram, alpha: 0.5, instructionSet: instructionSet)
        var scratch: [Float] = []
        var vector: [Float] = []
        let history = [WeightedItem(item: ItemNumber(1), weight: 2)]
        #expect(solver.solve(history, ridge: 3, scratch: &scratch, into: &vector))
        #expect(abs(vector[0] - 26.0 / 182) < 1e-6 && abs(vector[1] - 20.0 / 182) < 1e-6)
    }
}

/// Random factors and a matrix whose rows have the entry counts of the suite.
private struct Fixture {
    let ridge: Float = 1.5
    let alpha: Float = 2
    var step: HalfStep

    init(factorCount: Int, instructionSet: InstructionSet) async throws {
        let fixed = Self.factors(rowCount: 220, factorCount: factorCount)
        let gram = try await GramMatrix.compute(
            of: fixed, workerCount: 1, instructionSet: instructionSet, throwing: CancellationError())
        var random = SplitMix(seed: 7)
        let rows = `Solving kernels`.entryCounts.map { count in
            (0..<fixed.rowCount).shuffled(using: &random).prefix(count).map {
                (column: $0, weight: Float.random(in: 0.5...5, using: &random))
            }
        }
        step = HalfStep(
            interactions: InteractionMatrix(rows: rows, columnCount: fixed.rowCount), fixed: fixed, gram: gram,
            ridges: FrozenArray(rows.map { _ in 1.5 }), alpha: alpha)
    }

    static func factors(rowCount: Int, factorCount: Int) -> FactorMatrix {
        var random = SplitMix(seed: UInt64(factorCount))
        let values = (0..<rowCount * factorCount).map { _ in Float.random(in: -0.5...0.5, using: &random) }
        return FactorMatrix(values.frozen, rowCount: rowCount, factorCount: factorCount)
    }

    func entries(ofRow row: Int) -> [(column: Int, weight: Float)] {
        step.interactions.withRow(row) { columns, weights in
            zip(columns, weights).map { (column: Int($0), weight: $1) }
        }
    }

    func expectedEquations(ofRow row: Int) -> (matrix: [Double], right: [Double]) {
        LeastSquaresReference.normalEquations(entries(ofRow: row), fixed: step.fixed, alpha: Double(alpha))
    }

    func solveAll(_ instructionSet: InstructionSet) throws -> (FactorMatrix, HalfStep.Sums) {
        let buffer = FactorBuffer(rowCount: step.interactions.rowCount, factorCount: step.fixed.factorCount)
        let sums = try step.solve(
            rows: 0..<step.interactions.rowCount, into: buffer, instructionSet: instructionSet,
            scratch: SolveScratch(factorCount: step.fixed.factorCount))
        return (buffer.freeze(), sums)
    }
}

extension [Float] {
    fileprivate var frozen: FrozenArray<Float> { FrozenArray(self) }
}
