import Actors
import Models

/// Time that moves when it is told to.
final class TestTime: Sendable {
    private let now = Locked(Duration.zero)

    func advance(by duration: Duration) { now.withLock { $0 += duration } }

    var time: ServingTime {
        ServingTime(
            wallMilliseconds: { self.now.withLock { $0.components.seconds * 1_000 } },
            elapsed: { self.now.withLock { $0 } })
    }
}

/// A clock on which every wait is over at once: loops that pause turn as fast as they can.
struct InstantClock: Clock {
    struct Instant: InstantProtocol {
        var offset = Duration.zero
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    var now: Instant { Instant() }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        await Task.yield()
        try Task.checkCancellation()
    }
}

/// A clock on which no wait ever ends by itself: only cancellation ends it.
struct StoppedClock: Clock {
    typealias Instant = InstantClock.Instant

    var now: Instant { Instant() }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self, bufferingPolicy: .bufferingNewest(1))
        for await _ in stream {}
        continuation.finish()
        try Task.checkCancellation()
    }
}

/// A door that holds callers until it is opened, and says when one arrived.
actor Gate {
    private var isOpen = false
    private var arrived = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        arrived = true
        for watcher in watchers { watcher.resume() }
        watchers = []
        guard !isOpen else { return }
        await withCheckedContinuation { held.append($0) }
    }

    func waitForArrival() async {
        guard !arrived else { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for caller in held { caller.resume() }
        held = []
    }
}

/// A clock on which every wait is over at once, and which knows how long they would have been.
final class RecordingClock: Clock {
    typealias Instant = InstantClock.Instant

    private let waits = Locked<[Duration]>([])

    var rests: [Duration] { waits.withLock { $0 } }
    var now: Instant { Instant() }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        waits.withLock { $0.append(deadline.offset) }
        await Task.yield()
    }
}
