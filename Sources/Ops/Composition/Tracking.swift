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

    /// - Throws: `ConfigurationError` when `MLFLOW_TRACKING_URI` or its companions cannot be used.
    public init(
        _ database: OperationsDatabase, environment: [String: String], logger: Logger
    ) throws(ConfigurationError) {
        let configuration = try MLflowConfiguration(environment: environment)
        shipper = configuration.map { MLflowShipper($0, database, logger: logger) }
        services = shipper.map { [$0] } ?? []
        let local = SQLiteTracker(database)
        tracker = configuration == nil ? local : TrackerGroup([local, MLflowTracker(database)])
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
