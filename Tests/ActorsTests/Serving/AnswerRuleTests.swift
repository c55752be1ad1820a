import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct `Rules of an answer` {
    private let snapshot = ServingSnapshot.fixture(
        .small, model: FixedRecommender(scores: (0..<8).map { Float(8 - $0) }, userCount: 3))

    private func broken(_ items: [Int], scores: [Float]? = nil, _ change: (inout RankingOrder) -> Void = { _ in })
        -> Int
    {
        var order = RankingOrder(subject: .viewer("u0"), key: 0, count: 40)
        change(&order)
        let list = items.enumerated().map { ScoredItem(item: ItemNumber($1), score: scores?[$0] ?? 1) }
        return AnswerRules.broken(by: list, order, snapshot)
    }

    @Test func `a list that keeps the rules breaks none`() {
        #expect(broken([]) == 0 && broken([0, 1, 2]) == 0)
        #expect(broken([0, 1]) { $0.exclude = [ItemNumber(2)] } == 0)
    }

    @Test func `each rule is counted once`() {
        #expect(broken([0, 1, 2]) { $0.count = 2 } == 1)
        #expect(broken([0, 1], scores: [.nan, .infinity]) == 1)
        #expect(broken([0, 3, 0, 3]) == 1)
        #expect(broken(Array(0..<8) + Array(repeating: 7, count: 32)) == 1)
        #expect(broken([0, 2]) { $0.exclude = [ItemNumber(2), ItemNumber(0)] } == 1)
        #expect(broken([0, 0], scores: [.nan, 1]) { $0.count = 1 } == 3)
        // The first film is of 1990.
        #expect(broken([0]) { $0.filter.yearMin = 1991 } == 1)
    }

    @Test func `a model that breaks a rule is counted, and one that does not is not`() async throws {
        let counters = CounterBoard()
        let good = RecommendationService(
            store: ModelStore(serving: snapshot), router: ShardRouter(shardCount: 1), counters: counters)
        _ = try await good.recommend(RecommendationRequest(requestID: "r", user: "u0", count: 3))
        #expect(counters[.ruleViolations] == 0)
        let model = FixedRecommender(scores: Array(repeating: .nan, count: 8), userCount: 3)
        let bad = RecommendationService(
            store: ModelStore(serving: .fixture(.small, model: model)), router: ShardRouter(shardCount: 1),
            counters: counters)
        _ = try await bad.recommend(RecommendationRequest(requestID: "r", user: "u0", count: 3))
        #expect(counters[.ruleViolations] == 1)
    }
}
