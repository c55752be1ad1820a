import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct `Shadow traffic` {
    /// Serves i0, i1, … in that order, less what was met.
    private let serving = ServingSnapshot.fixture(
        .small, model: FixedRecommender(scores: (0..<8).map { Float(8 - $0) }, userCount: 3))

    private func challenger(_ scores: [Float], _ training: TrainingSet = .small) -> ServingSnapshot {
        .fixture(training, model: FixedRecommender(scores: scores, userCount: 3), version: 2)
    }

    private func service(_ queue: ShadowQueue?) -> RecommendationService {
        RecommendationService(store: ModelStore(serving: serving), router: ShardRouter(shardCount: 1), shadow: queue)
    }

    private func request(_ number: Int = 0, count: Int = 2) -> RecommendationRequest {
        RecommendationRequest(requestID: "r\(number)", user: "u0", count: count)
    }

    @Test func `lists are compared by their films, and nobody sees the challenger's`() async throws {
        let queue = ShadowQueue(share: 1)
        // u0 met i0 and i2. Served: i1, i3. The challenger's: i1, i7.
        let shadow = ShadowTraffic(queue: queue, challenger: challenger([0, 9, 0, 1, 2, 3, 4, 5]))
        let answer = try await service(queue).recommend(request())
        #expect(answer.items.map(\.item.index) == [1, 3])
        #expect(answer.snapshot.version == .test(1))
        await shadow.compareWhatIsThere()
        let findings = await shadow.findings
        #expect(findings.challenger == .test(2))
        #expect(findings.compared == 1)
        #expect(findings.overlap == 0.5)
        #expect(findings.servedLatency.count == 1)
        #expect(findings.challengerLatency.count == 1)
        #expect(findings.failed == 0)
    }

    @Test func `the queue is bounded, and what it drops is counted`() async throws {
        let queue = ShadowQueue(share: 1, capacity: 2)
        let shadow = ShadowTraffic(queue: queue, challenger: challenger(Array(repeating: 1, count: 8)))
        let service = service(queue)
        for number in 0..<5 { _ = try await service.recommend(request(number)) }
        await shadow.compareWhatIsThere()
        let findings = await shadow.findings
        #expect(findings.offered == 5)
        #expect(findings.dropped == 3)
        #expect(findings.compared == 2)
    }

    @Test func `what the challenger cannot answer is counted`() async throws {
        let queue = ShadowQueue(share: 1)
        // The challenger's films have no genres.
        let bare = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8)
        let shadow = ShadowTraffic(queue: queue, challenger: challenger(Array(repeating: 1, count: 8), bare))
        var request = request()
        request.genres = ["Drama"]
        _ = try await service(queue).recommend(request)
        await shadow.compareWhatIsThere()
        #expect(await shadow.findings.failed == 1)
        #expect(await shadow.findings.overlap == nil)
    }

    /// Of 4,000 ids a quarter: 1,000, and four standard deviations of √(4000 · ¼ · ¾) = 27 each way.
    @Test func `a share of the requests is taken, by their ids`() async throws {
        let queue = ShadowQueue(share: 0.25, capacity: 1)
        let none = ShadowQueue(share: 0)
        let services = [service(queue), service(none), service(nil)]
        for number in 0..<4_000 {
            for service in services { _ = try await service.recommend(request(number, count: 1)) }
        }
        #expect((890...1_110).contains(queue.counts.offered))
        #expect(none.counts.offered == 0)
    }

    @Test func `a challenger that serves is not compared with itself`() async throws {
        let queue = ShadowQueue(share: 1)
        let shadow = ShadowTraffic(queue: queue, challenger: serving)
        _ = try await service(queue).recommend(request())
        await shadow.compareWhatIsThere()
        #expect(await shadow.findings.compared == 0)
    }

    @Test func `it compares by itself until it is cancelled`() async throws {
        let queue = ShadowQueue(share: 1)
        let shadow = ShadowTraffic(
            queue: queue, challenger: challenger(Array(repeating: 1, count: 8)), clock: InstantClock())
        let running = Task { try await shadow.run() }
        _ = try await service(queue).recommend(request())
        while await shadow.findings.compared == 0 { await Task.yield() }
        running.cancel()
        try await running.value
    }
}
