import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct VarietyTests {
    @Test func `a question with variety is kept as it was asked, and one without is the usual one`() throws {
        let usual = RecommendationRequest(requestID: "r", user: "u0", variety: 0)
        #expect(ServedQuestion(usual, count: 10) == nil)
        let varied = RecommendationRequest(requestID: "r", user: "u0", variety: 0.25)
        let kept = try #require(ServedQuestion(varied, count: 10))
        #expect(ServedQuestion.request(kept, requestID: "r", user: "u0") == varied)
        #expect(kept != ServedQuestion(RecommendationRequest(requestID: "r", variety: 0.5), count: 10))
    }

    @Test func `what was asked of popular films is kept where it was not the usual`() throws {
        let kept = try #require(
            ServedQuestion(popularOf: "Drama", yearMin: 1990, yearMax: 1999, trending: true, count: 10))
        #expect(kept.genres == ["Drama"] && kept.yearMin == 1990 && kept.yearMax == 1999 && kept.trending == true)
        let ofAllTime = try #require(ServedQuestion(popularOf: nil, yearMin: 1990, count: 10))
        #expect(ofAllTime.trending == nil && ofAllTime.yearMax == nil)
    }

    @Test func `a list is chosen from five times as many, from fifty at least and five hundred at most`() {
        var order = RankingOrder(subject: .viewer(nil), key: 0, count: 10)
        #expect(order.candidateCount == 10)
        order.variety = 0.5
        #expect(order.candidateCount == 50)
        order.count = 20
        #expect(order.candidateCount == 100)
        order.count = 400
        #expect(order.candidateCount == 500)
        order.count = 1_000
        #expect(order.candidateCount == 1_000)
    }

    @Test func `a varied list keeps the model's scores, its rules and its reasons`() async throws {
        let server = TestServer()
        let plain = try await server.service.recommend(
            RecommendationRequest(requestID: "a", user: "u0", count: 8, explain: true))
        let varied = try await server.service.recommend(
            RecommendationRequest(requestID: "b", user: "u0", count: 8, explain: true, variety: 0.7))
        #expect(Set(varied.numbers) == Set(plain.numbers))
        #expect(varied.numbers.first == plain.numbers.first)
        for (item, reason) in zip(varied.items, varied.reasons) {
            let place = try #require(plain.items.firstIndex(of: item))
            #expect(plain.reasons[place] == reason)
        }
    }

    @Test func `what is out of bounds is taken to the nearest bound`() async throws {
        let server = TestServer()
        let most = try await server.service.recommend(RecommendationRequest(requestID: "a", user: "x", variety: 1))
        let more = try await server.service.recommend(RecommendationRequest(requestID: "b", user: "x", variety: 7))
        #expect(most.numbers == more.numbers)
        let none = try await server.service.recommend(RecommendationRequest(requestID: "c", user: "x", variety: -1))
        let plain = try await server.service.recommend(RecommendationRequest(requestID: "d", user: "x"))
        #expect(none.numbers == plain.numbers)
    }
}
