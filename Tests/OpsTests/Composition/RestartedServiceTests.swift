import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Ops

@Suite struct `Work in the background` {
    private struct Failure: Error {}

    /// Fails as often as told, ends early once, then goes on until it is stopped.
    private final class Shaky: Service {
        let starts = Mutex(0)
        let settled = AsyncStream.makeStream(of: Void.self)
        private let failures: Int

        init(failures: Int) { self.failures = failures }

        func run() async throws {
            let start = starts.withLock { starts in
                starts += 1
                return starts
            }
            if start <= failures { throw Failure() }
            if start == failures + 1 { return }
            settled.continuation.yield()
            try await gracefulShutdown()
        }
    }

    /// Stands for time: sleeping takes none, and is written down.
    private final class Naps: Sendable {
        let taken = Mutex<[Duration]>([])
    }

    private struct NapClock: Clock {
        let naps: Naps
        var now: ContinuousClock.Instant { .now }
        var minimumResolution: Duration { .zero }
        func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
            try Task.checkCancellation()
            naps.taken.withLock { $0.append(ContinuousClock.now.duration(to: deadline)) }
        }
    }

    @Test func `what fails or ends early is started again, later and later, and what serves goes on`() async throws {
        let shaky = Shaky(failures: 4), naps = Naps()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let service = RestartedService(
            service: shaky, logger: logger, firstPause: .seconds(100), longestPause: .seconds(400),
            clock: NapClock(naps: naps))
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: service, failureTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await _ in shaky.settled.stream { break }
            // It would have ended the group, had its failures reached it.
            #expect(shaky.starts.withLock { $0 } == 6)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        // Doubling up to the longest; the clock runs on by less than a second between asking and noting.
        let rounded = naps.taken.withLock { $0.map { Int(($0 / .seconds(100)).rounded()) } }
        #expect(rounded == [1, 2, 4, 4, 4])
    }
}
