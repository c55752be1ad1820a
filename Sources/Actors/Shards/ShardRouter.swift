public import Models
import Synchronization

/// Spreads viewers over shards by a stable hash of their id: one viewer, one shard, in every run.
public final class ShardRouter: Sendable {
    /// The shards, in the order of the rule.
    public let shards: [ScoringShard]
    /// The most requests at once, waiting ones included; more are refused.
    public let maximumInFlight: Int
    private let inFlight = Atomic<Int>(0)
    private let counters: CounterBoard

    /// - Parameters:
    ///   - shardCount: about the number of cores.
    ///   - maximumInFlight: the bound of all shards' queues together.
    public init(
        shardCount: Int, maximumInFlight: Int = 4_096,
        configuration: ScoringShard.Configuration = ScoringShard.Configuration(),
        counters: CounterBoard = CounterBoard(), time: ServingTime = .system
    ) {
        precondition(shardCount > 0 && maximumInFlight > 0, "a router needs a shard and room for a request")
        shards = (0..<shardCount).map { _ in
            ScoringShard(configuration: configuration, counters: counters, time: time)
        }
        self.maximumInFlight = maximumInFlight
        self.counters = counters
    }

    /// Requests that wait for a ranking or are being ranked.
    public var waiting: Int { inFlight.load(ordering: .relaxed) }

    /// The key of a viewer, a film or a request: what picks the shard.
    static func key(_ text: String) -> UInt64 { StableHash.hash(text) }

    func shard(for key: UInt64) -> ScoringShard { shards[Int(key % UInt64(shards.count))] }

    /// Hands `order` to its shard.
    /// - Throws: `.overloaded` when too many are waiting.
    func answer(_ order: RankingOrder, from snapshot: ServingSnapshot) async throws(ServingError) -> RankedSlate {
        let waiting = inFlight.wrappingAdd(1, ordering: .relaxed).newValue
        defer { inFlight.wrappingSubtract(1, ordering: .relaxed) }
        guard waiting <= maximumInFlight else {
            counters.add(.requestsRefused)
            throw ServingError.overloaded
        }
        return await shard(for: order.key).answer(order, from: snapshot)
    }

    /// Makes what viewers did known to their shards, each viewer's events in order. Stores nothing: callers store
    /// first. Also how a restarted process learns the events that came after its model was trained.
    public func remember(_ interactions: [Interaction]) async {
        if interactions.count == 1 {
            return await shard(for: Self.key(interactions[0].user.rawValue)).remember(interactions)
        }
        var share = Array(repeating: [Interaction](), count: shards.count)
        for interaction in interactions {
            share[Int(Self.key(interaction.user.rawValue) % UInt64(shards.count))].append(interaction)
        }
        for (shard, interactions) in zip(shards, share) where !interactions.isEmpty {
            await shard.remember(interactions)
        }
    }

    /// How many viewers have live state, and how many films are in it, over all shards.
    public var liveState: (viewers: Int, events: Int) {
        get async {
            var sum = (viewers: 0, events: 0)
            for shard in shards {
                let state = await shard.liveState
                sum.viewers += state.viewers
                sum.events += state.events
            }
            return sum
        }
    }
}
