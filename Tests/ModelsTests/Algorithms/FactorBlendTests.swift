@testable import Models
import TestSupport
import Testing

/// Popularity's share and a prior inside a factor model's search, against the same sums done one by one.
@Suite struct FactorBlendTests {
    private let data = TrainingSet.randomLikes(users: 60, items: 90)
    private let settings: ModelSettings = [
        "als.factors": .integer(12), "als.sweeps": .integer(3), "weight": .number(0.7), "head": .integer(8),
    ]

    private func train() async throws -> BlendModel<ALSModel> {
        let model = try await PluginCatalogue.standard["blend"]?.makeTrainer(settings).train(
            on: data, options: TrainingOptions(workerCount: 2))
        return try #require(model as? BlendModel<ALSModel>)
    }

    private func query(_ user: Int, share: Float) -> Query {
        var query = Query(subject: .known(UserNumber(user)), personalShare: share, eligible: ItemMask(count: 90))
        for item in stride(from: user % 7, to: 90, by: 7) { query.eligible.exclude(ItemNumber(item)) }
        return query
    }

    /// share · (vector · item) + (1 − share) · popularity, summed in Double.
    private func base(_ model: ALSModel, _ user: Int, share: Float) -> [Double] {
        (0..<90).map { item in
            var dot = 0.0
            for factor in 0..<model.factorCount {
                dot +=
                    Double(model.userFactors[user * model.factorCount + factor])
                    * Double(model.itemFactors[item * model.factorCount + factor])
            }
            return Double(share) * dot + (1 - Double(share)) * Double(model.popularity.scores[item])
        }
    }

    @Test(arguments: [1, 0.5, 0.25, 0] as [Float]) func `popularity fills what is not the viewer's own`(share: Float)
        async throws
    {
        let model = try await train().base
        for user in 0..<60 where model.personalizes(query(user, share: share)) {
            let expected = base(model, user, share: share)
            let slate = model.recommend(for: query(user, share: share), count: 90)
            #expect(slate.count == query(user, share: share).eligible.allowedCount)
            for scored in slate { #expect(abs(Double(scored.score) - expected[scored.item.index]) < 1e-5) }
        }
    }

    @Test(arguments: [1, 0.5, 0] as [Float])
    func `the head is by base and recency, the rest by the base`(share: Float) async throws {
        let blend = try await train()
        for user in 0..<60 where blend.personalizes(query(user, share: share)) {
            let base = base(blend.base, user, share: share)
            let slate = blend.recommend(for: query(user, share: share), count: 30)
            #expect(slate.count == 30)
            #expect(Set(slate.map(\.item)).count == 30)
            for (place, scored) in slate.enumerated() {
                let recency = 0.7 * Double(blend.recency.scores[scored.item.index])
                let expected = base[scored.item.index] + (place < 8 ? recency : 0)
                #expect(abs(Double(scored.score) - expected) < 1e-5)
            }
            for (earlier, later) in zip(slate, slate.dropFirst()) { #expect(earlier.precedes(later)) }
        }
    }

    @Test func `a batch of all kinds of viewers is answered as one by one`() async throws {
        let blend = try await train()
        var queries = (0..<40).map { query($0, share: $0 % 5 == 0 ? 0.5 : 1) } + [Query(eligible: ItemMask(count: 90))]
        for place in queries.indices { queries[place].takesRecency = place % 3 > 0 }
        var scratch = RankingScratch()
        var slates: [[ScoredItem]] = []
        for count in [0, 3, 8, 40] {
            blend.rankBatch(queries, count: count, scratch: &scratch, into: &slates)
            #expect(slates == queries.map { blend.recommend(for: $0, count: count) })
        }
    }

    @Test(arguments: [1, 0.5] as [Float])
    func `a question that takes no recency is answered as by the base`(share: Float) async throws {
        let blend = try await train()
        var question = query(4, share: share)
        #expect(blend.recommend(for: question, count: 20) != blend.base.recommend(for: question, count: 20))
        question.takesRecency = false
        #expect(blend.recommend(for: question, count: 20) == blend.base.recommend(for: question, count: 20))
    }

    @Test func `it can all that its base can`() async throws {
        let blend: any Recommender = try await train()
        #expect(blend is any FoldsInUsers)
        #expect(blend is any RanksBatches)
        #expect(blend is any FindsSimilarItems)
        #expect(blend is any ExplainsItems)
    }
}
