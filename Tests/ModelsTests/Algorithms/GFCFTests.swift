@testable import Models
import TestSupport
import Testing

@Suite struct GFCFTests {
    /// 12 viewers, 9 films, nobody likes the last: u likes i where (3u² + 5i² + 7ui + u) mod 11 < 4, with the weight
    /// 1 + ((u + 2i) mod 3) / 2.
    private let data = TrainingSet.weighted(
        rows: (0..<12).map { u in
            (0..<8).filter { i in (u * u * 3 + i * i * 5 + u * i * 7 + u) % 11 < 4 }
                .map { i in (item: i, weight: 1 + Float((u + 2 * i) % 3) / 2) }
        }, itemCount: 9)

    private func train(_ settings: ModelSettings = ["factors": .integer(3), "alpha": .number(0.3)]) async throws
        -> GFCFModel
    {
        let model = try await GFCFPlugin().makeTrainer(settings)
            .train(on: data, options: TrainingOptions(workerCount: 2))
        return try #require(model as? GFCFModel)
    }

    private func scores(_ model: GFCFModel, _ history: [WeightedItem], share: Float = 1) -> [Float] {
        var scratch = RankingScratch()
        var scores = [Float](repeating: .nan, count: 9)
        let query = Query(subject: .folded, history: history, personalShare: share, eligible: ItemMask(count: 9))
        scores.withUnsafeMutableBufferPointer { model.scoreAll(query, scratch: &scratch, into: $0) }
        return scores
    }

    private func liked(_ items: [(Int, Float)]) -> [WeightedItem] {
        items.map { WeightedItem(item: ItemNumber($0.0), weight: $0.1) }
    }

    /// numpy 2.4.6: r @ (R̃ᵀR̃ + 0.3 · D^−½ V Vᵀ D^½), V the first three right singular vectors by `np.linalg.svd`.
    @Test func `scores are those of numpy`() async throws {
        let model = try await train()
        let cases: [([(Int, Float)], [Float])] = [
            (
                [(1, 1), (4, 2)],
                [0.524792, 0.815056, 0.279011, 0.456271, 1.134567, 0.020686, 0.079428, 0.754238, 0]
            ),
            (
                [(0, 1), (2, 1), (7, 1)],
                [0.743293, 0.362388, 0.36503, 0.426357, 0.657148, 0.236454, 0.400015, 0.717227, 0]
            ),
        ]
        for (history, expected) in cases {
            for (score, wanted) in zip(scores(model, liked(history)), expected) { #expect(abs(score - wanted) < 1e-5) }
        }
    }

    /// numpy 2.4.6: cosines of the rows of V·Σ.
    @Test func `films are alike as the low-pass sees them`() async throws {
        let model = try await train()
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        model.findSimilar(to: ItemNumber(0), count: 4, eligible: ItemMask(count: 9), scratch: &scratch, into: &slate)
        #expect(slate.map(\.item.index) == [3, 6, 2, 5])
        for (scored, expected) in zip(slate, [0.914873, 0.837456, 0.791766, 0.791426] as [Float]) {
            #expect(abs(scored.score - expected) < 1e-5)
        }
    }

    @Test func `the reasons add up to the score`() async throws {
        let model = try await train()
        let history = liked([(0, 1), (2, 1.5), (7, 1)])
        var scratch = RankingScratch()
        let query = Query(subject: .folded, history: history, eligible: ItemMask(count: 9))
        let own = scores(model, history)
        for item in 0..<9 {
            let reasons = model.contributions(to: ItemNumber(item), query: query, count: 9, scratch: &scratch)
            #expect(abs(reasons.reduce(0) { $0 + $1.score } - own[item]) < 1e-5)
        }
    }

    @Test func `a new viewer's best film counts 1 before popularity is mixed in`() async throws {
        let model = try await train()
        let history = liked([(1, 1), (4, 2)])
        let mixed = scores(model, history, share: 0.5)
        // Film 7 is the best besides the history, with 0.754238; film 0 has 0.524792. Popularity: 6 and 7 of 7 viewers.
        #expect(abs(mixed[7] - (0.5 + 0.5 * 6 / 7)) < 1e-5)
        #expect(abs(mixed[0] - (0.5 * 0.524792 / 0.754238 + 0.5)) < 1e-5)
    }

    @Test func `a pruned filter is saved and loaded as it was`() async throws {
        let model = try await train(["factors": .integer(3), "alpha": .number(0.3), "kept": .integer(2)])
        let loaded = try GFCFPlugin().load(TensorArchive(model.tensors()), descriptor: model.descriptor)
        let query = Query(subject: .folded, history: liked([(0, 1)]), eligible: ItemMask(count: 9))
        #expect(loaded.recommend(for: query, count: 9) == model.recommend(for: query, count: 9))
    }

    @Test func `more films than a dense matrix is sensible for are refused in time`() async throws {
        let many = TrainingSet.fixture(likes: [[0, 1]], itemCount: 20_001)
        await #expect(throws: TrainingError.self) {
            _ = try await GFCFPlugin().makeTrainer([:]).train(on: many, options: TrainingOptions(workerCount: 1))
        }
    }
}
