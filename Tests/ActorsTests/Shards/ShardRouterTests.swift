import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct ShardRouterTests {
    @Test func `a viewer always meets the same shard, in this run and the next`() {
        let router = ShardRouter(shardCount: 4), other = ShardRouter(shardCount: 4)
        for viewer in 0..<100 {
            let key = ShardRouter.key("u\(viewer)")
            let place = router.shards.firstIndex { $0 === router.shard(for: key) }
            #expect(place == other.shards.firstIndex { $0 === other.shard(for: key) })
        }
    }

    @Test func `viewers spread evenly`() {
        let router = ShardRouter(shardCount: 4)
        var counts = [Int](repeating: 0, count: 4)
        for viewer in 0..<10_000 { counts[Int(ShardRouter.key("\(viewer)") % 4)] += 1 }
        // 2,500 each is even; five standard deviations of a fair draw are about 217.
        for count in counts { #expect(abs(count - 2_500) < 217) }
        #expect(router.shards.count == 4)
    }

    @Test func `events of many viewers all arrive, each viewer's in order`() async throws {
        let server = TestServer(.fixture(.small), shardCount: 3)
        let events = (0..<300).map { Interaction.rating(UserID("new\($0 % 30)"), ItemID("i\($0 / 30 % 8)"), 5) }
        await withTaskGroup { group in
            for viewer in 0..<30 {
                group.addTask {
                    await server.router.remember(events.filter { $0.user == UserID("new\(viewer)") })
                }
            }
        }
        let state = await server.router.liveState
        #expect(state.viewers == 30)
        #expect(state.events == 30 * 8)
    }

    @Test func `more requests than the bound are refused and counted`() async throws {
        let counters = CounterBoard()
        let router = ShardRouter(shardCount: 1, maximumInFlight: 1, counters: counters)
        let snapshot = ServingSnapshot.fixture(.small)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for task in 0..<500 {
                group.addTask {
                    let order = RankingOrder(subject: .popular, key: UInt64(task), count: 3)
                    return (try? await router.answer(order, from: snapshot)) != nil
                }
            }
            return await group.reduce(into: (served: 0, refused: 0)) { $1 ? ($0.served += 1) : ($0.refused += 1) }
        }
        #expect(outcomes.served >= 1)
        #expect(outcomes.refused == counters[.requestsRefused])
        // The bound frees itself: afterwards a request is served again.
        _ = try await router.answer(RankingOrder(subject: .popular, key: 0, count: 3), from: snapshot)
    }
}
