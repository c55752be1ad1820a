public import Actors
import Foundation
public import Logging
public import Models

/// One retraining run: data snapshot → every configured model judged beside the serving one → the best trained on
/// everything → the gate → promoted, held or refused, with every reason on record.
///
/// Each step is journaled when it is whole; a run that was cut off goes on after it. Until the last step nothing that
/// serves is touched, and that step is one activation: whatever stops the process, the champion serves.
public struct Retraining: Sendable {
    let home: HomeFolder
    let events: EventDatabase
    let settings: RetrainingSettings
    let plugins: PluginCatalogue
    let registry: ModelRegistry
    let journal: RunJournal
    let tracking: RunTracking
    /// Serves a version from now on; durable when it returns.
    let activate: @Sendable (ModelVersion) async throws -> Void
    /// Called after each step; for tests that stop a run there.
    let afterStep: @Sendable (RunStep) async throws -> Void

    public init(
        home: HomeFolder, events: EventDatabase, operations: OperationsDatabase, settings: RetrainingSettings,
        plugins: PluginCatalogue = .standard, tracker: any Tracker, logger: Logger,
        activate: @escaping @Sendable (ModelVersion) async throws -> Void,
        afterStep: @escaping @Sendable (RunStep) async throws -> Void = { _ in }
    ) {
        self.home = home
        self.events = events
        self.settings = settings
        self.plugins = plugins
        registry = ModelRegistry(operations)
        journal = RunJournal(operations)
        tracking = RunTracking(tracker: tracker, logger: logger)
        self.activate = activate
        self.afterStep = afterStep
    }

    /// What a run is doing.
    public enum Progress: Sendable {
        case began(RunStep)
        case judging(ModelComparison.Progress)
        case fitting(TrainingProgress)
    }

    /// Thrown by `afterStep` to leave a run as the end of its process would: nothing more is written down.
    public struct Interruption: Error {
        public init() {}
    }

    /// Runs, or takes up what was cut off under the same id.
    ///
    /// - Parameters:
    ///   - reasons: why it runs, for the record.
    ///   - staysOpen: asked when it is cancelled: whether to leave it to be taken up later, as at the process's end.
    /// - Throws: `CancellationError`; `TrainingRunError` when there is nothing to train on; `StorageError`,
    ///   `RegistryError`, `SettingError`, `TrainingError`, `FileError`. The champion then still serves.
    @concurrent public func run(
        _ id: RunID, because reasons: [String], staysOpen: @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> RetrainingOutcome {
        let startedAt = try journal.begin(id, at: Date())
        await tracking.began(id, because: reasons, settings, at: startedAt)
        do {
            let outcome = try await RetrainingSteps(self, id, startedAt, progress).run()
            try journal.end(id, .finished, outcome: outcome.paragraph)
            await tracking.ended(id, .finished)
            return outcome
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            let isCancelled = error is CancellationError || (error as? TrainingError)?.code == .cancelled
            if isCancelled, staysOpen() { throw CancellationError() }
            try journal.end(
                id, isCancelled ? .killed : .failed, outcome: isCancelled ? "cancelled" : "failed: \(error)")
            await tracking.ended(id, isCancelled ? .killed : .failed)
            throw isCancelled ? CancellationError() : error
        }
    }
}

/// How a retraining run ended.
public struct RetrainingOutcome: Sendable, Equatable, Codable {
    public var decision: GateVerdict.Decision
    /// What it made.
    public var version: ModelVersion
    /// For a person.
    public var paragraph: String
}
