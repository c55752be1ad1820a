public import Actors
public import Foundation
public import Logging
public import ServiceLifecycle

/// Writes down once a minute, and at the end, what was counted since: so that a day's counts outlive the process.
///
/// What is counted around midnight may fall to the next day, by a minute at most.
public actor DayCounterJob: Service {
    private let counters: DayCounters
    private let metrics: MetricsActor
    private let interval: Duration
    private let now: @Sendable () -> Date
    private let logger: Logger
    /// What is written down already.
    private var written: [DayCounter: Int] = [:]

    public init(
        _ operations: OperationsDatabase, metrics: MetricsActor, interval: Duration = .seconds(60),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        counters = DayCounters(operations)
        self.metrics = metrics
        self.interval = interval
        self.now = now
        self.logger = logger
    }

    public func run() async throws {
        await everyTime(interval) { await write() }
        await write()
    }

    /// What cannot be written is tried again at the next turn.
    func write() async {
        let report = await metrics.report(over: .sinceStart)
        let counted = [DayCounter: Int](report, secondsUp: Int(await metrics.uptime.inSeconds))
        let amounts = counted.since(written)
        do {
            try counters.add(amounts, at: now())
            written = counted
        } catch {
            logger.warning("the day's counts could not be written down", metadata: ["reason": "\(error)"])
        }
    }
}
