public import Actors
import Foundation
public import Gateway
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
    private(set) var settings: RetrainingSettings
    let registry: ModelRegistry
    let journal: RunJournal
    let tracking: RunTracking
    /// Serves a version from now on; durable when it returns.
    let activate: @Sendable (ModelVersion) async throws -> Void
    /// Called after each step; for tests that stop a run there.
    let afterStep: @Sendable (RunStep) async throws -> Void

    public init(
        home: HomeFolder, events: EventDatabase, operations: OperationsDatabase, settings: RetrainingSettings,
        tracker: any Tracker, logger: Logger,
        activate: @escaping @Sendable (ModelVersion) async throws -> Void,
        afterStep: @escaping @Sendable (RunStep) async throws -> Void = { _ in }
    ) {
        self.home = home
        self.events = events
        self.settings = settings
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
    ///   - request: what it is asked for beside its settings; one that is taken up goes on with what it was asked first.
    ///   - lock: the home's training lock, where the caller holds it already. It is let go of by whoever took it.
    ///   - staysOpen: asked when it is cancelled: whether to leave it to be taken up later, as at the process's end.
    /// - Throws: `CancellationError`; `TrainingRunError` when there is nothing to train on, or another run is under way in
    ///   this home; `TrainingRequestError`, `StorageError`, `RegistryError`, `SettingError`, `TrainingError`, `FileError`.
    ///   The champion then still serves.
    @concurrent public func run(
        _ id: RunID, because reasons: [String], asking request: TrainingRequest = .standing,
        holding lock: HomeLock? = nil, staysOpen: @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> RetrainingOutcome {
        let own = lock == nil ? try self.lock() : nil
        defer { own?.release() }
        return try await journaled(id, reasons, request, staysOpen, progress)
    }

    /// Keeps other runs of this home away while it is held.
    /// - Throws: `TrainingRunError` when one is under way; `FileError`.
    public func lock() throws -> HomeLock {
        if let lock = try home.lockForTraining() { return lock }
        throw TrainingRunError(
            message:
                "a retraining run is under way in \(home.url.path), by a server or another `marquee retrain`; wait for its "
                + "end (`marquee runs`, GET /admin/training)")
    }

    private func journaled(
        _ id: RunID, _ reasons: [String], _ request: TrainingRequest, _ staysOpen: @Sendable () -> Bool,
        _ progress: @escaping @Sendable (Progress) -> Void
    ) async throws -> RetrainingOutcome {
        let beginning = try journal.begin(id, because: reasons, asking: request, at: Date())
        do {
            let plan = try asked(beginning, id)
            await tracking.began(id, because: reasons, plan.settings, at: beginning.startedAt)
            let outcome = try await RetrainingSteps(plan, id, beginning.startedAt, progress).run()
            try journal.end(id, .finished, outcome: outcome.paragraph)
            await tracking.ended(id, .finished)
            return outcome
        } catch let interruption as Interruption {
            throw interruption
        } catch {
            let isCancelled = error is CancellationError || (error as? TrainingError)?.code == .cancelled
            if isCancelled, staysOpen() {
                leave(id)
                throw CancellationError()
            }
            try journal.end(
                id, isCancelled ? .killed : .failed, outcome: isCancelled ? "cancelled" : "failed: \(error)")
            await tracking.ended(id, isCancelled ? .killed : .failed)
            throw isCancelled ? CancellationError() : error
        }
    }

    /// This with what the run was asked for; not when it only ever ends its process.
    private func asked(_ beginning: RunJournal.Beginning, _ id: RunID) throws -> Retraining {
        guard beginning.attempts <= RunJournal.maximumAttempts else {
            let step = try journal.firstOpenStep(of: id).map { " in the step '\($0.rawValue)'" } ?? ""
            throw TrainingRunError(
                message:
                    "given up: the process ended \(RunJournal.maximumAttempts) times\(step) without a word; the server's "
                    + "log, or the kernel's of killed processes, may say why")
        }
        var plan = self
        plan.settings = try settings.asked(beginning.request, plugins: home.plugins)
        return plan
    }

    private func leave(_ id: RunID) {
        do {
            try journal.leave(id)
        } catch {
            tracking.logger.warning("a run left open counts as cut off", metadata: ["reason": "\(error)"])
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
