public import Actors
public import Foundation

/// A run as the embedded tracker knows it.
public struct TrackedRun: Sendable, Equatable, Codable {
    public enum Status: String, Sendable, Codable {
        case running, finished, failed
        /// Cancelled, or cut off by the end of its process.
        case killed
    }

    public var id: RunID
    public var experiment: String
    public var name: String
    public var status: Status
    public var startedAt: Date
    /// Nil while it runs.
    public var endedAt: Date?
    public var tags: [String: String]
    /// The value of the last step of each metric.
    public var metrics: [String: Double]
    /// The versions that came of it.
    public var versions: [ModelVersion]
}

/// All that is known of one run.
public struct TrackedRunDetails: Sendable, Equatable, Codable {
    public var run: TrackedRun
    public var parameters: [String: String]
    /// Every step of every metric, by name and step.
    public var points: [MetricPoint]
    /// Where each file stands, by the name it is kept by.
    public var artefacts: [String: String]
}
