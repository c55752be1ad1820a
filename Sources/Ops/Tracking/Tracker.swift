/// Port: where training runs are written down. The embedded tracker keeps them in SQLite; MLflow is another.
public protocol Tracker: Sendable {
    /// Takes entries in order. What it has taken is kept: a tracker whose server is away queues on disk.
    func record(_ entries: [TrackingEntry]) async throws

    /// Whether it takes the files of artefacts away, so that some are worth writing for it alone.
    var takesFiles: Bool { get }
}

extension Tracker {
    public var takesFiles: Bool { false }
}

/// Tells several trackers the same.
public struct TrackerGroup: Tracker {
    private let trackers: [any Tracker]

    public init(_ trackers: [any Tracker]) { self.trackers = trackers }

    public var takesFiles: Bool { trackers.contains(where: \.takesFiles) }

    public func record(_ entries: [TrackingEntry]) async throws {
        for tracker in trackers { try await tracker.record(entries) }
    }
}
