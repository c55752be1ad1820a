@testable import Models
import TestSupport
import Testing

@Suite struct EASETests {
    private let data = TrainingSet.fixture(
        likes: [
            [0, 1, 2], [0, 1], [1, 2, 3], [0, 3, 4], [2, 3, 4, 5], [1, 5], [0, 1, 2, 3], [4, 5], [0, 2, 4],
        ], itemCount: 6)

    private func train(_ settings: ModelSettings) async throws -> EASEModel {
        let model = try await EASEPlugin().makeTrainer(settings)
            .train(on: data, options: TrainingOptions(workerCount: 2))
        return try #require(model as? EASEModel)
    }

    private func history(_ items: [Int]) -> [WeightedItem] { items.map { WeightedItem(item: ItemNumber($0)) } }

    private func folded(_ items: [Int]) -> Query {
        Query(subject: .folded, history: history(items), eligible: ItemMask(count: 6))
    }

    /// numpy: with d = degree^−a, C = inv(XᵀdX + diag(λ + p/(1−p)·diag(XᵀdX))), B = −C / diag(C), diagonal 0.
    static let golden: [(ModelSettings, [[Float]])] = [
        (
            ["regularization": .number(2), "viewerExponent": .number(0), "dropout": .number(0)],
            [
                [0, 0.37014, 0.184904, 0.041543, 0.295562, -0.223577],
                [0.371488, 0, 0.262918, 0.141939, -0.30232, 0.222674],
                [0.189906, 0.269051, 0, 0.284372, 0.148682, 0.019874],
                [0.043704, 0.148782, 0.291287, 0, 0.19599, 0.026197],
                [0.341311, -0.347849, 0.167173, 0.215134, 0, 0.392502],
                [-0.257544, 0.255573, 0.02229, 0.028684, 0.39153, 0],
            ]
        ),
        (
            ["regularization": .number(0.5), "viewerExponent": .number(0.5), "dropout": .number(0.3)],
            [
                [0, 0.333473, 0.171211, 0.052869, 0.244063, -0.170645],
                [0.320395, 0, 0.213053, 0.114377, -0.228417, 0.199687],
                [0.184511, 0.238977, 0, 0.24722, 0.129286, 0.00859],
                [0.064465, 0.145157, 0.279714, 0, 0.187096, 0.020511],
                [0.297199, -0.2895, 0.146084, 0.186847, 0, 0.354361],
                [-0.219438, 0.267267, 0.010249, 0.021631, 0.374215, 0],
            ]
        ),
    ]

    @Test(arguments: golden) func `weights are those of numpy`(settings: ModelSettings, expected: [[Float]])
        async throws
    {
        let weights = try await train(settings).weights
        for row in 0..<6 {
            for column in 0..<6 {
                #expect(abs(weights[row, column] - expected[row][column]) < 2e-6, "[\(row), \(column)]")
            }
        }
    }

    @Test func `a score sums what the history says`() async throws {
        let model = try await train(Self.golden[0].0)
        let slate = model.recommend(for: folded([0, 4]), count: 6)
        let scores = Dictionary(uniqueKeysWithValues: slate.map { ($0.item.index, $0.score) })
        #expect(abs((scores[1] ?? 0) - (0.37014 - 0.347849)) < 1e-5)
        #expect(abs((scores[5] ?? 0) - (-0.223577 + 0.392502)) < 1e-5)
    }

    @Test func `the reasons add up to the score`() async throws {
        let model = try await train(Self.golden[1].0)
        var scratch = RankingScratch()
        for item in 0..<6 {
            let query = folded([0, 2, 4].filter { $0 != item })
            let reasons = model.contributions(to: ItemNumber(item), query: query, count: 6, scratch: &scratch)
            let score = model.recommend(for: query, count: 6).first { $0.item.index == item }?.score
            #expect(abs(reasons.reduce(0) { $0 + $1.score } - (score ?? .nan)) < 1e-4)
        }
    }

    @Test func `only the weights furthest from 0 are kept, whatever their sign`() async throws {
        let settings = Self.golden[0].0.merging(["kept": .integer(2)]) { $1 }
        let weights = try await train(settings).weights
        // Column 1 keeps rows 0 (0.37014) and 4 (−0.347849); column 5 rows 4 and 0.
        #expect((0..<6).map { weights[$0, 1] != 0 } == [true, false, false, false, true, false])
        #expect((0..<6).map { weights[$0, 5] != 0 } == [true, false, false, false, true, false])
        #expect(abs(weights[4, 1] + 0.347849) < 2e-6)
    }

    @Test func `a pruned model is saved and loaded as it was`() async throws {
        let model = try await train(Self.golden[0].0.merging(["kept": .integer(2)]) { $1 })
        let loaded = try EASEPlugin().load(TensorArchive(model.tensors()), descriptor: model.descriptor)
        #expect(loaded.recommend(for: folded([0, 4]), count: 6) == model.recommend(for: folded([0, 4]), count: 6))
    }

    @Test func `likeness is the partial correlation`() async throws {
        // C_ij of numpy for λ = 2: B_01 = −C_01/C_11 and B_10 = −C_10/C_00, so the correlation is √(B_01 · B_10).
        let model = try await train(Self.golden[0].0)
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        model.findSimilar(
            to: ItemNumber(0), count: 2, eligible: ItemMask(count: 6), scratch: &scratch, into: &slate)
        #expect(slate.map(\.item.index) == [1, 4])
        #expect(abs(slate[0].score - (0.37014 * 0.371488 as Float).squareRoot()) < 1e-5)
    }

    @Test func `more films than a dense matrix is sensible for are refused in time`() async throws {
        let many = TrainingSet.fixture(likes: [[0, 1]], itemCount: 20_001)
        await #expect(throws: TrainingError.self) {
            _ = try await EASEPlugin().makeTrainer([:]).train(on: many, options: TrainingOptions(workerCount: 1))
        }
    }
}
