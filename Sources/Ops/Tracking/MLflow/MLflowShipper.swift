import Foundation
public import Logging
public import ServiceLifecycle

/// Sends what waits for MLflow: in order, each entry once, for as long as it takes.
///
/// ```
///   outbox ─ oldest entry ─► MLflow ─ answer ─► one transaction: the answer is kept, the entry is gone
///                               │
///                               ├─ away: wait longer each time, then the same entry again
///                               └─ refused: the entry is set aside, with the reason
/// ```
/// One process at a time sends, of all that share a home; a lock that ends with its process sees to it.
public struct MLflowShipper: Service {
    private let configuration: MLflowConfiguration
    private let outbox: MLflowOutbox
    private let lock: URL
    private let settings: Settings
    private let logger: Logger

    package struct Settings: Sendable {
        /// How often the queue is looked at: others may write to it.
        package var interval = Duration.seconds(1)
        package var backoff = Backoff()
        /// Faults of the server at one entry before it is set aside.
        package var maximumAttempts = 20
        package var limits = MLflowClient.Limits()
        package var clock: any Clock<Duration> = ContinuousClock()
        package init() {}
    }

    /// How long to wait after failures: anything up to a bound that doubles ("full jitter"), so that many clients do not
    /// come back at once.
    package struct Backoff: Sendable {
        package var first = Duration.seconds(1)
        package var most = Duration.seconds(60)
        package init() {}

        /// The bound after so many failures in a row, from 1.
        package func bound(after failures: Int) -> Duration {
            min(most, first * Int(1 << min(max(failures, 1) - 1, 20)))
        }

        func delay(after failures: Int) -> Duration { bound(after: failures) * Double.random(in: 0...1) }
    }

    /// How a round ended.
    package enum Round: Sendable, Equatable {
        /// Nothing waits any more.
        case done
        /// MLflow does not take anything now.
        case away
        /// Another process sends.
        case taken
    }

    public init(_ configuration: MLflowConfiguration, _ database: OperationsDatabase, logger: Logger) {
        self.init(configuration, MLflowOutbox(database), settings: Settings(), logger: logger)
    }

    package init(_ configuration: MLflowConfiguration, _ outbox: MLflowOutbox, settings: Settings, logger: Logger) {
        self.configuration = configuration
        self.outbox = outbox
        self.settings = settings
        self.logger = logger
        lock = URL(filePath: outbox.database.path + ".mlflow.lock")
    }

    /// Until shutdown, which it does not hold up: a call that is cut off is made again at the next start.
    public func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await MLflowClient.with(configuration, limits: settings.limits) { client in await keepShipping(client) }
        }
    }

    private func keepShipping(_ client: MLflowClient) async {
        var failures = 0
        while !Task.isCancelled {
            let round = await ship(client, isFirstFailure: failures == 0)
            if round == .done, failures > 0 { logger.notice("MLflow takes entries again") }
            failures = round == .away ? failures + 1 : 0
            let pause = failures > 0 ? settings.backoff.delay(after: failures) : settings.interval
            try? await settings.clock.sleep(for: pause)
        }
    }

    /// Sends what waits now, for at most `limit`; stops where MLflow is away. For processes that end.
    ///
    /// - Returns: how many entries still wait; 0 where another process sends them.
    public func shipQueued(within limit: Duration) async -> Int {
        let round = await withTaskGroup(of: Round?.self) { group in
            group.addTask {
                try? await MLflowClient.with(configuration, limits: settings.limits) { await ship($0) }
            }
            group.addTask {
                try? await settings.clock.sleep(for: limit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard round != .taken, round != .done else { return 0 }
        return (try? outbox.status().waiting) ?? 0
    }

    /// One round: everything that waits, or up to the first entry that cannot be sent now.
    package func ship(_ client: MLflowClient, isFirstFailure: Bool = true) async -> Round {
        do {
            guard try outbox.next() != nil else { return .done }
            guard let lock = try takeLock() else { return .taken }
            defer { withExtendedLifetime(lock) {} }
            while let queued = try outbox.next() { try await ship(queued, client) }
            return .done
        } catch {
            if !Task.isCancelled { tell(error, isFirst: isFirstFailure) }
            return .away
        }
    }

    /// - Throws: what keeps this entry from being sent for now.
    private func ship(_ queued: MLflowOutbox.Queued, _ client: MLflowClient) async throws {
        do {
            let answer = try await MLflowDelivery(client, outbox).deliver(queued.entry)
            try outbox.markSent(queued, answer: answer, server: configuration.address)
        } catch let error as MLflowError where error.code == .refused {
            try setAside(queued, error)
        } catch let error as MLflowError where error.code == .failing {
            guard try outbox.countAttempt(queued) >= settings.maximumAttempts else { throw error }
            try setAside(queued, error)
        }
    }

    private func setAside(_ queued: MLflowOutbox.Queued, _ error: MLflowError) throws {
        try outbox.setAside(queued.sequence, because: error.message)
        logger.warning(
            "MLflow does not want an entry; it is set aside",
            metadata: [
                "entry": "\(queued.entry.kind)", "of": "\(queued.entry.subject)", "reason": "\(error)",
            ])
    }

    /// Once for each time that MLflow goes away; the queue keeps the last reason.
    private func tell(_ error: any Error, isFirst: Bool) {
        if isFirst { logger.warning("entries wait for MLflow", metadata: ["reason": "\(error)"]) }
        do {
            try outbox.note(error)
        } catch {
            logger.debug("the reason could not be written down", metadata: ["reason": "\(error)"])
        }
    }

    private func takeLock() throws -> HomeLock? {
        do throws(FileError) {
            return try HomeLock(lock)
        } catch {
            guard error.code == EWOULDBLOCK else { throw error }
            return nil
        }
    }
}
