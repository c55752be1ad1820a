import Dispatch
public import Foundation
public import Logging
public import ServiceLifecycle

/// Writes the report of each day once the day is over; at a start, that of yesterday if it is missing.
public struct DailyReportJob: Service {
    private let builder: DailyReportBuilder
    private let folder: ReportFolder
    private let interval: Duration
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// - Parameter interval: how often it is looked whether a day is over.
    public init(
        home: HomeFolder, events: EventDatabase, operations: OperationsDatabase,
        settings: MonitorSettings = MonitorSettings(), interval: Duration = .seconds(600),
        now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
    ) {
        builder = DailyReportBuilder(home: home, events: events, operations: operations, settings: settings, now: now)
        folder = ReportFolder(home)
        self.interval = interval
        self.now = now
        self.logger = logger
    }

    public func run() async throws { await everyTime(interval) { await writeMissing() } }

    /// Writes yesterday's report unless it is there.
    public func writeMissing() async {
        let day = ReportDay(now()).previous
        guard !folder.isComplete(day) else { return }
        do {
            let report = try await builder.report(of: day)
            try await BackgroundThread.run { try folder.write(report, of: day) }
            logger.notice("the report of a day is written", metadata: ["file": "\(folder.page(of: day).path)"])
        } catch {
            logger.warning(
                "a day's report could not be written; will try again",
                metadata: ["day": "\(day)", "reason": "\(error)"])
        }
    }
}

/// Long work that blocks: not on the threads that answer.
enum BackgroundThread {
    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(with: Result { try body() }) }
        }
    }
}
