import Actors
import Foundation
import FoundationNetworking
import Models
import TestSupport
import Testing

@testable import Gateway

/// Over real sockets: what a challenger does in the shadow is not seen.
@Suite struct `Shadow traffic over HTTP` {
    private static let count = 60

    /// The bodies of many requests, one after another on sockets of their own, without what a clock writes into them.
    private func bodies(from world: GatewayWorld) async throws -> [String] {
        try await world.live { port in
            var bodies: [String] = []
            for number in 0..<Self.count {
                var request = URLRequest(url: URL(string: "http://127.0.0.1:\(port)/recommend")!)
                request.httpMethod = "POST"
                request.setValue("application/json", forHTTPHeaderField: "Content-Type")
                request.setValue("request-\(number)", forHTTPHeaderField: "X-Request-ID")
                request.httpBody = Data(
                    #"{"user_id":"u\#(number % 4)","k":\#(number % 7 + 1),"explain":\#(number % 2 == 0)}"#.utf8)
                let (data, response) = try await URLSession.shared.data(for: request)
                #expect((response as? HTTPURLResponse)?.statusCode == 200)
                bodies.append(String(decoding: data, as: UTF8.self).replacing(/"latency_ms":[0-9.]+/, with: ""))
            }
            return bodies
        }
    }

    /// Serves with `challenger` in the shadow of every request until all are answered, then says what it found.
    private func serve(beside challenger: ServingSnapshot) async throws -> (bodies: [String], report: ShadowReport) {
        let queue = ShadowQueue(share: 1, capacity: 16)
        let traffic = ShadowTraffic(
            queue: queue, champion: ServingSnapshot.small.version, challenger: challenger,
            router: ShardRouter(shardCount: 1), effort: 1)
        let comparing = Task(priority: .background) {
            while !Task.isCancelled {
                await traffic.compareWhatIsThere()
                await Task.yield()
            }
        }
        let bodies = try await bodies(from: GatewayWorld(shadow: queue))
        comparing.cancel()
        await comparing.value
        return (bodies, await traffic.findings)
    }

    private func snapshot(_ model: any Recommender, _ training: TrainingSet) throws -> ServingSnapshot {
        try ServingSnapshot(
            version: ModelVersion(name: "test", version: "2"), model: model, users: training.users,
            items: training.items, seen: training.seen, popularity: PopularityModel(counting: training),
            catalogue: Catalogue(items: training.items, movies: []))
    }

    @Test func `answers are the same bytes with a challenger in the shadow and without`() async throws {
        let training = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8)
        let backwards = FixedRecommender(scores: (0..<8).map(Float.init), userCount: 3)
        let shadowed = try await serve(beside: try snapshot(backwards, training))
        #expect(try await bodies(from: GatewayWorld()) == shadowed.bodies)
        #expect(shadowed.report.offered == Self.count && shadowed.report.compared > 0)
    }

    @Test func `a challenger that is slow, and one that fails, harm nothing`() async throws {
        let expected = try await bodies(from: GatewayWorld())
        let training = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8)
        let slow = try await serve(beside: try snapshot(SlowRecommender(itemCount: 8), training))
        #expect(slow.bodies == expected)
        // What it could not keep up with was dropped, and counted.
        #expect(slow.report.offered == Self.count && slow.report.dropped > 0)
    }

    @Test func `a challenger that cannot answer is counted, and the viewer gets the answer`() async throws {
        let queue = ShadowQueue(share: 1)
        let bare = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8)
        // Its films have no genres, so it cannot know which are dramas.
        let challenger = try snapshot(FixedRecommender(scores: Array(repeating: 1, count: 8), userCount: 3), bare)
        let traffic = ShadowTraffic(
            queue: queue, champion: ServingSnapshot.small.version, challenger: challenger,
            router: ShardRouter(shardCount: 1))
        let answer = try await GatewayWorld(shadow: queue).post(
            "/recommend", #"{"user_id":"u1","k":2,"genres":["Drama"]}"#)
        await traffic.compareWhatIsThere()
        #expect(answer.status == 200 && answer.items.count == 2)
        #expect(await traffic.findings.failed == 1)
    }
}

/// Takes twenty milliseconds of a processor for each list.
private struct SlowRecommender: Recommender {
    let descriptor: ModelDescriptor
    var itemCount: Int { descriptor.itemCount }
    var needsHistory: Bool { false }

    init(itemCount: Int) { descriptor = .fixture(algorithm: "slow", userCount: 3, itemCount: itemCount) }

    func personalizes(_ query: borrowing Query) -> Bool { true }

    func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        let end = ContinuousClock.now + .milliseconds(20)
        while ContinuousClock.now < end {}
        slate.removeAll()
    }

    func tensors() -> [NamedTensor] { [] }
}
