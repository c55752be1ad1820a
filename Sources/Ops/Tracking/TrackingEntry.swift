public import Actors
public import Foundation

/// One thing worth writing down of a training run.
public enum TrackingEntry: Sendable, Equatable, Codable {
    case runStarted(RunID, experiment: String, name: String, at: Date, tags: [String: String])
    /// Settings and other facts of a run, by name.
    case parameters(RunID, [String: String])
    case metrics(RunID, [MetricPoint])
    case tags(RunID, [String: String])
    /// A file that stays where it is, under the name it is kept by.
    case artefact(RunID, file: URL, name: String)
    case runFinished(RunID, RunStatus, at: Date)
    /// A version came of a run; `folder` holds its files.
    case registered(RunID, ModelVersion, folder: URL)
    case stage(ModelVersion, ModelStage)
    /// Nil takes the alias away.
    case alias(ModelAlias, name: String, ModelVersion?)
}

/// One value of one metric. Names are lower case with underscores (`ndcg_at_10`): some trackers refuse others.
public struct MetricPoint: Sendable, Equatable, Codable {
    public var name: String
    /// Finite.
    public var value: Double
    /// Epoch, sweep or batch; 0 where there is one value.
    public var step: Int
    public var at: Date

    public init(name: String, value: Double, step: Int = 0, at: Date = Date()) {
        self.name = name
        self.value = value
        self.step = step
        self.at = at
    }
}

/// How a run ended.
public enum RunStatus: String, Sendable, Codable {
    case finished, failed
    /// Cancelled, or cut off by the end of its process.
    case killed
}
