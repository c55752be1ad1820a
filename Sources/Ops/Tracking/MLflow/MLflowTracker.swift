import Foundation

/// Writes down for MLflow what a run does. Never touches the network: `MLflowShipper` sends it when MLflow is there.
public struct MLflowTracker: Tracker {
    private let outbox: MLflowOutbox

    public init(_ database: OperationsDatabase) { outbox = MLflowOutbox(database) }

    package init(_ outbox: MLflowOutbox) { self.outbox = outbox }

    /// Durable when it returns. A full queue is no error: `MLflowStatus.dropped` counts what found no place.
    /// - Throws: `StorageError`.
    @concurrent public func record(_ entries: [TrackingEntry]) async throws {
        try outbox.append(entries)
    }

    public var takesFiles: Bool { true }

    /// Ends runs whose process ended; those that MLflow was never told of are left out.
    /// - Throws: `StorageError`.
    func end(_ runs: [RunID], _ status: RunStatus, at moment: Date) throws {
        let begun = try runs.filter { try outbox.hasBegun($0) }
        try outbox.append(begun.map { .runFinished($0, status, at: moment) })
    }

    /// How far MLflow is behind.
    /// - Throws: `StorageError`.
    public func status() throws -> MLflowStatus { try outbox.status() }

    /// Sends again what MLflow did not want, when its reason is gone.
    /// - Returns: how many entries that are.
    /// - Throws: `StorageError`.
    public func retry() throws -> Int { try outbox.retry() }
}
