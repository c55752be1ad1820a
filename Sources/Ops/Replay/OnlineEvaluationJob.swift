public import Foundation
public import Logging
public import Models
public import ServiceLifecycle

/// Judges what was served of late by what followed, again and again, and keeps what it found.
///
/// ```swift
/// OnlineEvaluationJob(events: database, requests: store, history: EvaluationHistory(operations), logger: logger)
/// ```
public struct OnlineEvaluationJob: Service {
    public struct Configuration: Sendable {
        /// The pause before each evaluation.
        public var interval: Duration
        /// How far back the lists go that are judged.
        public var span: Duration
        /// How long after a list an event counts for it.
        public var window: Duration

        public init(
            interval: Duration = .seconds(3_600), span: Duration = .seconds(7 * 86_400),
            window: Duration = .seconds(86_400)
        ) {
            self.interval = interval
            self.span = span
            self.window = window
        }
    }

    private let events: EventDatabase
    private let requests: SQLiteRecordStore
    private let history: EvaluationHistory
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let logger: Logger

    public init(
        events: EventDatabase, requests: SQLiteRecordStore, history: EvaluationHistory,
        configuration: Configuration = Configuration(), clock: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) {
        self.events = events
        self.requests = requests
        self.history = history
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
    }

    /// Evaluates until shutdown or cancellation. What fails is logged and tried again at the next turn.
    public func run() async throws {
        while true {
            try? await cancelWhenGracefulShutdown { [clock, configuration] in
                try await clock.sleep(for: configuration.interval)
            }
            guard !Task.isCancelled && !Task.isShuttingDownGracefully else { return }
            do {
                _ = try await cancelWhenGracefulShutdown { try await self.evaluate() }
            } catch is CancellationError {
                return
            } catch {
                logger.warning("what was served could not be evaluated", metadata: ["reason": "\(error)"])
            }
        }
    }

    /// One evaluation, kept.
    /// - Returns: nil when nothing was served in that time.
    @discardableResult
    public func evaluate(at moment: Date = Date()) async throws -> OnlineReport? {
        let now = Int64(moment.timeIntervalSince1970 * 1000)
        let settings = ReplaySettings(
            window: configuration.window.components.seconds * 1000,
            since: now - configuration.span.components.seconds * 1000)
        let report = try await ReplayRun(events: events, requests: requests, settings: settings).run(now: now)
        guard report.counts.lists > 0 else { return nil }
        try history.record(report, at: moment)
        logger.info(
            "what was served is evaluated",
            metadata: ["lists": "\(report.counts.lists)", "joined": "\(report.counts.joined)"])
        return report
    }
}
