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

    /// One run, as the supervisor orders it.
    public struct Order: Sendable {
        public var id: RunID
        public var reasons: [String]
        public var request: TrainingRequest
        /// The home's training lock, held until the run has ended.
        public var lock: HomeLock
    }

    /// What a supervisor works with; tests put their own in.
    public struct Work: Sendable {
        /// Runs the pipeline, or takes a run up. `staysOpen` says whether a cancelled run is to be taken up later.
        public var run:
            @Sendable (
                _ order: Order, _ staysOpen: @escaping @Sendable () -> Bool,
                _ progress: @escaping @Sendable (Retraining.Progress) -> Void
            ) async throws -> RetrainingOutcome
        /// The home's training lock; nil while a run of another process has it.
        public var lock: @Sendable () throws -> HomeLock?
        /// Throws `TrainingRequestError` for what no run can be asked for.
        public var check: @Sendable (TrainingRequest) throws -> Void
        /// Events stored since the data of the last run were named.
        public var newEvents: @Sendable () throws -> Int
        public var hasChampion: @Sendable () -> Bool
        /// Monitors whose limit is broken.
        public var breaches: @Sendable () throws -> [RetrainSignal]
        public var now: @Sendable () -> Date

        public init(
            run:
                @escaping @Sendable (
                    Order, @escaping @Sendable () -> Bool, @escaping @Sendable (Retraining.Progress) -> Void
                ) async throws -> RetrainingOutcome,
            lock: @escaping @Sendable () throws -> HomeLock?,
            check: @escaping @Sendable (TrainingRequest) throws -> Void = { _ in },
            newEvents: @escaping @Sendable () throws -> Int, hasChampion: @escaping @Sendable () -> Bool,
            breaches: @escaping @Sendable () throws -> [RetrainSignal] = { [] },
            now: @escaping @Sendable () -> Date = { Date() }
        ) {
            self.run = run
            self.lock = lock
            self.check = check
            self.newEvents = newEvents
            self.hasChampion = hasChampion
            self.breaches = breaches
            self.now = now
        }
    }

    let settings: Settings
    let work: Work
    let journal: RunJournal
    private let log: RetrainLog
    private let logger: Logger
    private let startedAt: Date
    private(set) var current: CurrentRun?
    /// The last decision that was noted; nil until the log was read.
    private var lastNoted: RetrainLog.Entry?
    /// Why it trains or waits, with the numbers of the last look.
    private var lastReasons: [String]?
    /// Failures in a row that this process saw, the journal's disk being full or not.
    private var failuresHere = 0
    private var lastFailureHere: Date?
    private nonisolated let departure = Departure()

    public init(settings: Settings, work: Work, journal: RunJournal, log: RetrainLog, logger: Logger) {
        self.settings = settings
        self.work = work
        self.journal = journal
        self.log = log
        self.logger = logger
        startedAt = work.now()
    }

    /// Looks at the signals until shutdown; a run under way is then left to be taken up at the next start.
    public func run() async throws {
        await everyTime(settings.interval) { await look() }
        departure.begin()
        current?.task.cancel()
        await current?.task.value
    }

    // MARK: Deciding

    /// One look at the signals: starts a run, or takes one up, when the policy says so.
    func look() async {
        guard current == nil else { return }
        do {
            let signals = try signals()
            switch settings.policy.decide(signals) {
            case .wait(let reasons): try note(.wait, reasons, signals)
            case .train(let reasons): try train(because: reasons, signals)
            }
        } catch {
            logger.error("the signals cannot be read; looking again later", metadata: ["reason": "\(error)"])
        }
    }

    private func train(because reasons: [RetrainReason], _ signals: RetrainSignals) throws {
        guard let lock = try work.lock() else {
            return try note(.wait, [RetrainReason("elsewhere", Self.elsewhere)], signals)
        }
        // Looked up again under the lock: what seemed cut off may have been another process's, and has ended.
        let unfinished = try journal.unfinished()
        guard unfinished != nil || signals.cutOff == nil else { return lock.release() }
        let id = unfinished?.id ?? RunID(at: work.now())
        do {
            try note(.train, reasons, signals, run: id)
        } catch {
            lock.release()
            throw error
        }
        start(Order(id: id, reasons: reasons.map(\.sentence), request: .standing, lock: lock))
    }

    private static let elsewhere = "another process trains in this home; what it promotes is taken up here"

    /// What the policy is asked with.
    func signals() throws -> RetrainSignals {
        let settled = try journal.lastSettled()
        let ended = [try journal.ended(limit: 1).first?.endedAt, lastFailureHere].compactMap(\.self).max()
        return RetrainSignals(
            now: work.now(), lastRun: ended, since: try settled?.endedAt ?? anchor("start"), dueAt: try dueAt(settled),
            newEvents: try work.newEvents(), hasChampion: work.hasChampion(), breaches: try work.breaches(),
            failures: max(try journal.failures(), failuresHere), cutOff: try journal.unfinished().map(Self.cutOff))
    }

    private static func cutOff(_ run: RunJournal.UnfinishedRun) -> String {
        "taken up: it was cut off after \(run.lastStep?.rawValue ?? "its start")"
    }

    /// Counted from the last run that did not fail: a failed one leaves the schedule due. Without one, from when the
    /// schedule was first given to this home, whatever was restarted since.
    func dueAt(_ settled: RunJournal.EndedRun?) throws -> Date? {
        guard let schedule = settings.schedule else { return nil }
        return schedule.next(after: try settled?.startedAt ?? anchor(schedule.name))
    }

    private func anchor(_ name: String) throws -> Date { try log.anchor(of: name, firstAt: startedAt) }

    /// Keeps a decision that differs from the one before, whatever its numbers; that a run starts always.
    private func note(
        _ kind: RetrainLog.Entry.Kind, _ reasons: [RetrainReason], _ signals: RetrainSignals, run: RunID? = nil
    ) throws {
        lastReasons = reasons.map(\.sentence)
        let last = try lastNoted ?? log.latest(limit: 1).first
        let entry = RetrainLog.Entry(
            at: signals.now, kind: kind, reasons: reasons, signals: signals.named(by: settings.policy), run: run)
        if kind == .train {
            logger.notice(
                "training", metadata: ["reasons": "\(reasons.map(\.sentence).joined(separator: "; "))"])
        } else if last?.kind == .wait, last?.reasons.map(\.name) == reasons.map(\.name) {
            lastNoted = last
            return
        }
        try log.record(entry)
        lastNoted = entry
    }

    // MARK: The run under way

    private func start(_ order: Order) {
        let progress = RunProgress()
        let task = Task(priority: .utility) { [work, departure, logger] in
            let id = order.id
            var failed = false
            do {
                let outcome = try await work.run(order, { departure.hasBegun }, { progress.note($0) })
                logger.notice("a run ended", metadata: ["run": "\(id)", "outcome": "\(outcome.paragraph)"])
            } catch is CancellationError {
                logger.notice("a run was stopped", metadata: ["run": "\(id)"])
            } catch {
                failed = true
                logger.error("a run failed; what serves goes on", metadata: ["run": "\(id)", "reason": "\(error)"])
            }
            order.lock.release()
            self.ended(failed: failed)
        }
        current = CurrentRun(
            id: order.id, reasons: order.reasons, startedAt: work.now(), progress: progress, task: task)
    }

    private func ended(failed: Bool) {
        failuresHere = failed ? failuresHere + 1 : 0
        lastFailureHere = failed ? work.now() : nil
        current = nil
    }

    /// Waits for the run under way, if there is one.
    func waitForRun() async { await current?.task.value }

    /// Starts a run that a person asked for. Once it returns the run is durable: killed, it is taken up at the next start.
    func startByHand(_ request: TrainingRequest) throws -> RunID {
        guard current == nil else {
            throw AdministrationError(.training, "a run is under way; GET /admin/training tells how far it is")
        }
        do {
            try work.check(request)
        } catch let error as TrainingRequestError {
            throw AdministrationError(.unknownSetting, error.message, field: error.field)
        }
        guard let lock = try work.lock() else { throw AdministrationError(.training, Self.elsewhere) }
        let order = Order(
            id: RunID(at: work.now()), reasons: ["asked for by an administrator"], request: request, lock: lock)
        do {
            try journal.promise(order.id, because: order.reasons, asking: request, at: work.now())
        } catch {
            lock.release()
            throw error
        }
        start(order)
        noteByHand(order)
        return order.id
    }

    /// A run that was asked for starts whether its place among the decisions can be kept or not.
    private func noteByHand(_ order: Order) {
        do {
            try note(
                .train, order.reasons.map { RetrainReason("by_hand", $0) }, try signals(), run: order.id)
        } catch {
            logger.warning("that a run was asked for is not kept", metadata: ["reason": "\(error)"])
        }
    }

    /// Why it trains or waits, as last decided; by an earlier process, where this one has not looked yet.
    func standingReasons() throws -> [String] {
        try lastReasons ?? log.latest(limit: 1).first?.reasons.map(\.sentence) ?? []
    }

    func decisions(limit: Int) throws -> [RetrainLog.Entry] { try log.latest(limit: limit) }
}

/// Whether the process is on its way out.
private final class Departure: Sendable {
    private let flag = Atomic(false)
    var hasBegun: Bool { flag.load(ordering: .acquiring) }
    func begin() { flag.store(true, ordering: .releasing) }
}
