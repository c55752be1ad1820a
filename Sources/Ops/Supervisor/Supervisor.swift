public import Foundation
public import Gateway
public import Logging
public import ServiceLifecycle
import Synchronization

/// Closes the loop: looks at the signals, asks the policy, runs the pipeline, one run at a time.
///
/// It decides nothing about models (the gate does) and changes nothing that serves (the activator does). What it goes by
/// outlives the process: runs are in the journal, events in their store. A run that the end of the process cut off is
/// taken up at the next start.
public actor Supervisor: Service {
    public struct Settings: Sendable {
        /// Nil: only signals and people start a run.
        public var schedule: RetrainSchedule?
        public var policy: RetrainPolicy
        /// Between two looks at the signals.
        public var interval: Duration

        public init(
            schedule: RetrainSchedule? = nil, policy: RetrainPolicy = RetrainPolicy(), interval: Duration = .seconds(5)
        ) {
            self.schedule = schedule
            self.policy = policy
            self.interval = interval
        }
    }

    /// What a supervisor works with; tests put their own in.
    public struct Work: Sendable {
        /// Runs the pipeline, or takes a run up. `staysOpen` says whether a cancelled run is to be taken up later.
        public var run:
            @Sendable (
                _ id: RunID, _ reasons: [String], _ staysOpen: @escaping @Sendable () -> Bool,
                _ progress: @escaping @Sendable (Retraining.Progress) -> Void
            ) async throws -> RetrainingOutcome
        /// Events stored since the data of the last run were named.
        public var newEvents: @Sendable () throws -> Int
        public var hasChampion: @Sendable () -> Bool
        /// Sentences of monitors whose limit is broken.
        public var breaches: @Sendable () async -> [String]
        public var now: @Sendable () -> Date

        public init(
            run:
                @escaping @Sendable (
                    RunID, [String], @escaping @Sendable () -> Bool, @escaping @Sendable (Retraining.Progress) -> Void
                ) async throws -> RetrainingOutcome,
            newEvents: @escaping @Sendable () throws -> Int, hasChampion: @escaping @Sendable () -> Bool,
            breaches: @escaping @Sendable () async -> [String] = { [] },
            now: @escaping @Sendable () -> Date = { Date() }
        ) {
            self.run = run
            self.newEvents = newEvents
            self.hasChampion = hasChampion
            self.breaches = breaches
            self.now = now
        }
    }

    private let settings: Settings
    private let work: Work
    private let journal: RunJournal
    private let logger: Logger
    private let startedAt: Date
    private var current: CurrentRun?
    private var lastReasons: [String] = []
    private nonisolated let departure = Departure()

    public init(settings: Settings, work: Work, journal: RunJournal, logger: Logger) {
        self.settings = settings
        self.work = work
        self.journal = journal
        self.logger = logger
        startedAt = work.now()
    }

    /// Looks at the signals until shutdown; a run under way is then left to be taken up at the next start.
    public func run() async throws {
        await takeUp()
        await everyTime(settings.interval) { await look() }
        departure.begin()
        current?.task.cancel()
        await current?.task.value
    }

    /// Takes up what was cut off.
    func takeUp() async {
        do {
            guard let unfinished = try journal.unfinished() else { return }
            start(
                unfinished.id,
                because: ["taken up: it was cut off after \(unfinished.lastStep?.rawValue ?? "its start")"])
        } catch {
            logger.error("what was cut off cannot be looked up", metadata: ["reason": "\(error)"])
        }
    }

    /// One look at the signals: starts a run when the policy says so.
    func look() async {
        do {
            let signals = try await signals()
            let decision = settings.policy.decide(signals)
            // Others may have started one while the monitors were asked.
            guard current == nil else { return }
            if case .train(let reasons) = decision { start(RunID(at: work.now()), because: reasons) }
            if decision.reasons != lastReasons, case .train = decision {
                logger.notice("training", metadata: ["reasons": "\(decision.reasons.joined(separator: "; "))"])
            }
            lastReasons = decision.reasons
        } catch {
            logger.error("the signals cannot be read; looking again later", metadata: ["reason": "\(error)"])
        }
    }

    /// What the policy is asked with.
    func signals() async throws -> RetrainSignals {
        let ended = try journal.ended(limit: 10)
        return RetrainSignals(
            now: work.now(), lastRun: ended.first?.endedAt, dueAt: dueAt(ended.first), newEvents: try work.newEvents(),
            hasChampion: work.hasChampion(), breaches: await work.breaches(),
            failures: ended.prefix { $0.status == .failed }.count)
    }

    private func dueAt(_ last: RunJournal.EndedRun?) -> Date? {
        settings.schedule?.next(after: last?.startedAt ?? startedAt)
    }

    // MARK: The run under way

    private func start(_ id: RunID, because reasons: [String]) {
        let progress = RunProgress()
        let task = Task(priority: .utility) { [work, departure, logger] in
            do {
                let outcome = try await work.run(id, reasons, { departure.hasBegun }, { progress.note($0) })
                logger.notice("a run ended", metadata: ["run": "\(id)", "outcome": "\(outcome.paragraph)"])
            } catch is CancellationError {
                logger.notice("a run was stopped", metadata: ["run": "\(id)"])
            } catch {
                logger.error("a run failed; what serves goes on", metadata: ["run": "\(id)", "reason": "\(error)"])
            }
            self.ended()
        }
        current = CurrentRun(id: id, reasons: reasons, startedAt: work.now(), progress: progress, task: task)
    }

    private func ended() { current = nil }

    /// Waits for the run under way, if there is one.
    func waitForRun() async { await current?.task.value }
}

/// Whether the process is on its way out.
private final class Departure: Sendable {
    private let flag = Atomic(false)
    var hasBegun: Bool { flag.load(ordering: .acquiring) }
    func begin() { flag.store(true, ordering: .releasing) }
}

// MARK: - Administration

extension Supervisor: TrainingAdministration {
    public func startTraining() async throws -> String {
        guard current == nil else {
            throw AdministrationError(.busy, "a run is under way; GET /admin/training tells how far it is")
        }
        let id = RunID(at: work.now())
        start(id, because: ["asked for by an administrator"])
        return id.rawValue
    }

    public func cancelTraining() async throws -> String? {
        guard let current else { return nil }
        current.task.cancel()
        await current.task.value
        return current.id.rawValue
    }

    public func trainingState() async throws -> TrainingState {
        let ended = try journal.ended(limit: 20)
        return TrainingState(
            run: current.map(\.state),
            ended: ended.map {
                TrainingState.Ended(
                    id: $0.id.rawValue, status: $0.status.rawValue, outcome: $0.outcome,
                    endedAt: $0.endedAt.timeIntervalSince1970)
            },
            reasons: lastReasons, nextScheduledAt: dueAt(ended.first)?.timeIntervalSince1970,
            newEvents: try work.newEvents())
    }
}
