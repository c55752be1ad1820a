public import Foundation
public import Logging
public import ServiceLifecycle

/// Where a process writes down its training runs: in its own database, and for MLflow where that is configured.
public struct Tracking: Sendable {
    /// Takes entries for all of them.
    public let tracker: any Tracker
    /// What has to run for entries to arrive; for the server's group.
    public let services: [any Service]
    private let shipper: MLflowShipper?
    private let local: SQLiteTracker
    private let mlflow: MLflowTracker?
    private let logger: Logger

    /// - Throws: `ConfigurationError` when `MLFLOW_TRACKING_URI` or its companions cannot be used.
    public init(
        _ database: OperationsDatabase, environment: [String: String], logger: Logger
    ) throws(ConfigurationError) {
        let configuration = try MLflowConfiguration(environment: environment)
        shipper = configuration.map { MLflowShipper($0, database, logger: logger) }
        services = shipper.map { [$0] } ?? []
        let local = SQLiteTracker(database)
        let mlflow = configuration.map { _ in MLflowTracker(database) }
        tracker = mlflow.map { TrackerGroup([local, $0]) } ?? local
        self.local = local
        self.mlflow = mlflow
        self.logger = logger
    }

    /// Marks the runs of ended processes as killed, here and in MLflow: nobody will ever tell how they went. One that is
    /// taken up later runs again. What cannot be written is told in the log and stops nothing.
    public func closeAbandonedRuns(at moment: Date = Date()) {
        do {
            let abandoned = try local.abandonedRuns()
            // MLflow first: a process that ends in between leaves them to be closed again.
            try mlflow?.end(abandoned, .killed, at: moment)
            try local.close(abandoned, at: moment)
            for run in abandoned {
                logger.notice("a training run was cut off by the end of its process", metadata: ["run": "\(run)"])
            }
        } catch {
            logger.warning("runs that were cut off still count as running", metadata: ["reason": "\(error)"])
        }
    }

    /// For a command that trains; nil, and told in the log, when the database cannot be opened: training goes on.
    /// - Throws: `ConfigurationError`.
    public static func inProcess(
        _ home: HomeFolder, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ConfigurationError) -> Tracking? {
        let logger = Logger(label: "marquee.tracking")
        let database: OperationsDatabase
        do {
            database = try OperationsDatabase(home: home.url)
        } catch {
            logger.warning("nothing is tracked", metadata: ["reason": "\(error)"])
            return nil
        }
        return try Tracking(database, environment: environment, logger: logger)
    }

    /// Sends what waits for MLflow, for at most `limit`; the rest stays queued. For a process that ends.
    ///
    /// - Returns: how many entries still wait; 0 without MLflow, or where another process sends them.
    public func shipQueued(within limit: Duration) async -> Int {
        guard let shipper else { return 0 }
        return await shipper.shipQueued(within: limit)
    }
}
