import Actors
import GRDB
import Models

/// What a server told its shards at one moment (`LiveStateJournal`).
struct LiveState: Sendable, Equatable {
    /// Milliseconds since 1970, when it had been told.
    var at: Int64
    /// Whether the shards were empty then: a process began.
    var starts: Bool
    /// The events after this one …
    var after: Int64
    /// … up to this one.
    var last: Int64
    var shards: Int
}

extension SQLiteRecordStore {
    /// What the shards that answered at `time` had been told, the start of their process first; empty when it is not known.
    func liveStates(at time: Int64) throws(StorageError) -> [LiveState] {
        try read { database in
            let rows = try StatementLoop(
                database,
                """
                SELECT at, starts, after, last, shards FROM live_states WHERE at <= ?1
                    AND key >= (SELECT max(key) FROM live_states WHERE starts AND at <= ?1) ORDER BY key
                """)
            rows.bind(1, time)
            var states: [LiveState] = []
            while try rows.next() {
                states.append(
                    LiveState(
                        at: rows.integer(0), starts: rows.integer(1) != 0, after: rows.integer(2),
                        last: rows.integer(3), shards: max(1, min(Int(rows.integer(4)), 1_024))))
            }
            return states
        }
    }
}

/// Tells fresh shards what those of an earlier moment knew, in the order they had learnt it: order decides which viewers
/// and films had given way to others.
struct PastShards: ~Copyable {
    let router: ShardRouter
    private let events: EventDatabase
    private let states: [LiveState]
    /// Live events up to here were told.
    private var told: Int64
    private(set) var eventCount = 0

    /// - Parameter states: not empty, the start of the process first.
    init(_ states: [LiveState], events: EventDatabase) {
        self.states = states
        self.events = events
        router = ShardRouter(shardCount: states[0].shards)
        told = states[0].last
    }

    /// Tells what was told in stretches, and every event that came meanwhile and until `time`.
    mutating func tell(until time: Int64) async throws {
        for stretch in states.dropFirst() {
            try await tellLive(until: min(stretch.at, time))
            try await tell(after: stretch.after, upTo: stretch.last)
        }
        try await tellLive(until: time)
    }

    /// The events that arrived until `time` and were not told yet, in order.
    func rest(until time: Int64) throws -> [ArrivedEvent] {
        var found: [ArrivedEvent] = []
        var sequence = told
        while true {
            let page = try events.stream(after: sequence)
            found += page.events.filter { $0.receivedAt <= time }
            // Events on their way together are stored in any order, but not for long.
            let isBeyond = page.events.last.map { $0.receivedAt > time + 60_000 } ?? false
            guard page.last > sequence, !isBeyond else { return found }
            sequence = page.last
        }
    }

    mutating func tell(_ event: ArrivedEvent) async {
        await router.remember([event.interaction])
        eventCount += 1
    }

    /// Stops before the first event that came later.
    private mutating func tellLive(until time: Int64) async throws {
        while true {
            let page = try events.stream(after: told)
            let known = page.events.prefix { $0.receivedAt <= time }
            await router.remember(known.map(\.interaction))
            eventCount += known.count
            guard known.count == page.events.count, page.last > told else {
                told = known.last?.sequence ?? told
                return
            }
            told = page.last
        }
    }

    private mutating func tell(after first: Int64, upTo last: Int64) async throws {
        var sequence = first
        while sequence < last {
            let page = try events.stream(after: sequence, upTo: last)
            guard page.last > sequence else { return }
            await router.remember(page.events.map(\.interaction))
            eventCount += page.events.count
            sequence = page.last
        }
    }
}
