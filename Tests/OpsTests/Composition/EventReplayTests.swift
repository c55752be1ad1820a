import Actors
import Models
import Ops
import Synchronization
import Testing

/// Events 1, 2, 3, … of one viewer each, two at a time, with a disk that can fail.
private final class EventShelf: Sendable {
    struct Failure: Error {}
    private let failsAfter = Mutex<Int64>(.max)
    private let handedOut = Mutex<[Int64]>([])

    /// The sequence numbers that were handed out, ascending.
    var told: [Int64] { handedOut.withLock { $0.sorted() } }

    func fail(after sequence: Int64) { failsAfter.withLock { $0 = sequence } }

    func events(after: Int64, last: Int64) throws -> ArrivedEvents {
        guard after < failsAfter.withLock({ $0 }) else { throw Failure() }
        let end = min(after + 2, last)
        handedOut.withLock { $0 += (after + 1)...end }
        let interactions = (after..<end).map { number in
            Interaction(user: UserID("u\(number + 1)"), item: "50", kind: .watch, value: 10, timestamp: number + 1)
        }
        return ArrivedEvents(interactions: interactions, lastSequence: end)
    }
}

@Suite struct `Event replay` {
    private let shelf = EventShelf()
    private let router = ShardRouter(shardCount: 2)
    private let replay: EventReplay

    init() {
        replay = EventReplay(router: router, newest: 9) { [shelf] in try shelf.events(after: $0, last: $1) }
    }

    @Test func `what came after the model is told, and further back for an older one`() async throws {
        try await replay.cover(after: 5)
        #expect(shelf.told == Array(6...9))
        try await replay.cover(after: 7)
        #expect(shelf.told == Array(6...9))
        try await replay.cover(after: 0)
        #expect(shelf.told == Array(1...9))
        #expect(await router.liveState.viewers == 9)
    }

    @Test func `what an error left out is told the next time, once`() async throws {
        shelf.fail(after: 4)
        await #expect(throws: EventShelf.Failure.self) { try await replay.cover(after: 0) }
        #expect(shelf.told == Array(1...4))
        shelf.fail(after: .max)
        try await replay.cover(after: 3)
        #expect(shelf.told == Array(1...9))
        #expect(await router.liveState.viewers == 9)
    }

    @Test func `calls at once tell each event once`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sequence in (0..<8).reversed() { group.addTask { try await replay.cover(after: Int64(sequence)) } }
            try await group.waitForAll()
        }
        #expect(shelf.told == Array(1...9))
    }
}
