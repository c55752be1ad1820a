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

    private func shadow(_ queue: ShadowQueue, _ challenger: ServingSnapshot) -> ShadowTraffic {
        ShadowTraffic(
            queue: queue, champion: .test(1), challenger: challenger, router: ShardRouter(shardCount: 1),
            clock: InstantClock())
    }

    private func request(_ number: Int = 0, count: Int = 2) -> RecommendationRequest {
        RecommendationRequest(requestID: "r\(number)", user: "u0", count: count)
    }

    @Test func `lists are compared by their films, and nobody sees the challenger's`() async throws {
        let queue = ShadowQueue(share: 1)
        // u0 met i0 and i2. Served: i1, i3. The challenger's: i1, i7.
        let shadow = self.shadow(queue, challenger([0, 9, 0, 1, 2, 3, 4, 5]))
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
        let shadow = self.shadow(queue, challenger(Array(repeating: 1, count: 8)))
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
        let shadow = self.shadow(queue, challenger(Array(repeating: 1, count: 8), bare))
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
        let shadow = self.shadow(queue, serving)
        _ = try await service(queue).recommend(request())
        await shadow.compareWhatIsThere()
        #expect(await shadow.findings.compared == 0)
    }

    @Test func `a queue that is closed keeps nothing, and lets go of what it held`() async throws {
        let queue = ShadowQueue(share: 1, isOpen: false)
        _ = try await service(queue).recommend(request(1))
        #expect(queue.counts.offered == 0)
        queue.open()
        _ = try await service(queue).recommend(request(2))
        #expect(queue.counts.offered == 1)
        queue.close()
        let shadow = self.shadow(queue, challenger(Array(repeating: 1, count: 8)))
        await shadow.compareWhatIsThere()
        let findings = await shadow.findings
        #expect(findings.compared == 0 && findings.offered == 0)
    }

    @Test func `answers of another version than the champion are let go of`() async throws {
        let queue = ShadowQueue(share: 1)
        let shadow = ShadowTraffic(
            queue: queue, champion: .test(7), challenger: challenger(Array(repeating: 1, count: 8)),
            router: ShardRouter(shardCount: 1))
        _ = try await service(queue).recommend(request())
        await shadow.compareWhatIsThere()
        #expect(await shadow.findings.compared == 0)
    }

    /// Each answer takes 3 ms by this time: with a twentieth of the time to work in, 57 ms of rest follow each.
    @Test func `a slow challenger rests nineteen times as long as it works`() async throws {
        let queue = ShadowQueue(share: 1)
        for number in 0..<4 { _ = try await service(queue).recommend(request(number)) }
        let clock = RecordingClock()
        let ticks = Locked(Duration.zero)
        // Read at the start and the end of the work, and twice by the service in between.
        let time = ServingTime(
            wallMilliseconds: { 0 },
            elapsed: {
                ticks.withLock { ticks in
                    defer { ticks += .milliseconds(1) }; return ticks
                }
            })
        let shadow = ShadowTraffic(
            queue: queue, champion: .test(1), challenger: challenger(Array(repeating: 1, count: 8)),
            router: ShardRouter(shardCount: 1), effort: 0.05, time: time, clock: clock)
        await shadow.compareWhatIsThere()
        #expect(await shadow.findings.compared == 4)
        #expect(clock.rests == Array(repeating: .milliseconds(57), count: 4))
    }
}
