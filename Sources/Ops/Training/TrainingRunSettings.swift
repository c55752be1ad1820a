public import Actors
public import Foundation
public import Models

/// What a training run is told.
public struct TrainingRunSettings: Sendable {
    /// The plug-in's name.
    public var model = "blend"
    /// Hyper-parameters that are given; the rest is chosen on validation or takes its default.
    public var given: ModelSettings = [:]
    public var preprocessing = PreprocessingSettings()
    /// The data of this snapshot, made again, instead of all that the store holds; its settings then count, and
    /// `preprocessing` does not.
    public var snapshot: DataSnapshot?
    /// The version whose vectors the final training begins from, or `active` for the one that serves; nil begins anew.
    /// Choosing and judging always begin anew: an earlier version has seen the days that judge.
    public var warmStart: String?
    /// How the data are parted for choosing and judging.
    public var splitProtocol = SplitProtocol.globalTime
    /// False trains with the given settings and defaults at once, and judges nothing.
    public var evaluates = true
    public var seed: UInt64 = 42
    public var workerCount = max(1, ProcessInfo.processInfo.activeProcessorCount)
    public var instructionSet = InstructionSet.detected
    /// Whether the result serves from now on.
    public var activates = true

    public init() {}
}

/// What a training run is doing.
public enum TrainingRunProgress: Sendable {
    case loading
    case comparing(ModelComparison.Progress)
    case fitting(TrainingProgress)
    case publishing
}

/// What a training run made.
public struct TrainingRunOutcome: Sendable {
    /// What the tracker knows the run by.
    public var runID: RunID
    public var version: ModelVersion
    public var descriptor: ModelDescriptor
    /// Nil when nothing was judged.
    public var report: EvaluationReport?
    /// The report's file for a person to read.
    public var reportFile: URL?
    /// The data it was trained on, by name.
    public var snapshot: DataSnapshot
    public var isActive: Bool
}

/// Why a training run made nothing.
public struct TrainingRunError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, and what to try.
    public var message: String
    public init(message: String) { self.message = message }
    public var description: String { message }
}
