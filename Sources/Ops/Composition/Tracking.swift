public import Foundation
public import Logging
public import ServiceLifecycle

/// Where a process writes down its training runs: in its own database, and for MLflow where that is configured.
public struct Tracking: Sendable {
    /// Takes entries for all of them.
    public let tracker: any Tracker
    /// What has to run for entries to arrive; for the server's group.
    public let services: [any Service]
    /// What runs are filed under: `MLFLOW_EXPERIMENT_NAME`, or `marquee`.
    public let experiment: String
    private let shipper: MLflowShipper?

    /// - Parameter local: trackers that are always told.
    /// - Throws: `ConfigurationError` when `MLFLOW_TRACKING_URI` or its companions cannot be used.
    public init(
        _ database: OperationsDatabase, local: [any Tracker] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment, logger: Logger
    ) throws(ConfigurationError) {
        let named = environment["MLFLOW_EXPERIMENT_NAME"] ?? ""
        experiment = named.isEmpty ? "marquee" : named
        let configuration = try MLflowConfiguration(environment: environment)
        shipper = configuration.map { MLflowShipper($0, database, logger: logger) }
        services = shipper.map { [$0] } ?? []
        tracker = TrackerGroup(local + (configuration == nil ? [] : [MLflowTracker(database)]))
    }

    /// Sends what waits for MLflow, for at most `limit`; the rest stays queued. For a process that ends.
    public func shipQueued(within limit: Duration) async {
        await shipper?.shipQueued(within: limit)
    }
}
