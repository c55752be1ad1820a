import Actors
import Foundation
import Logging
import Models

/// The learning loop of a server, put together: signals, runs, and the activator that serves what they make.
struct Learning: Sendable {
    let supervisor: Supervisor

    /// - Parameter signals: what is watched besides.
    init(
        _ home: HomeFolder, _ events: EventDatabase, _ operations: OperationsDatabase, _ options: RetrainingOptions,
        activator: ModelActivator, store: ModelStore, tracker: any Tracker, logger: Logger,
        signals: MonitorSignals
    ) {
        let journal = RunJournal(operations)
        let settings = RetrainingSettings(options)
        let retraining = Retraining(
            home: home, events: events, operations: operations, settings: settings, tracker: tracker, logger: logger
        ) { version in
            // What serves changes at full speed.
            try await globalConcurrentExecutor.run { try await Self.serve(version, activator) }
        }
        let threads = IdleExecutor(threadCount: retraining.settings.workerCount)
        supervisor = Supervisor(
            settings: Supervisor.Settings(schedule: options.schedule, policy: options.retrainPolicy),
            work: Supervisor.Work(
                run: { order, staysOpen, progress in
                    try await threads.run {
                        try await retraining.run(
                            order.id, because: order.reasons, asking: order.request, holding: order.lock,
                            staysOpen: staysOpen, progress: progress)
                    }
                },
                lock: { try home.lockForTraining() }, check: { _ = try settings.asked($0, plugins: home.plugins) },
                newEvents: { Int(try events.lastSequence() - journal.lastSequence()) },
                hasChampion: { store.current != nil }, breaches: { try signals.broken() }),
            journal: journal, log: RetrainLog(operations), logger: logger)
    }

    /// Waits for another activation to end: the directory's watcher, or a person's.
    private static func serve(_ version: ModelVersion, _ activator: ModelActivator) async throws {
        for _ in 0..<100 {
            do {
                _ = try await activator.serve(version.version, because: "promoted by the gate")
                return
            } catch let error as ActivationError where error.code == .busy {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw ActivationError(.busy, "\(version) waited 10 s for another activation to end")
    }
}

extension RetrainingSettings {
    /// A core is left for serving, where there is more than one.
    init(_ options: RetrainingOptions) {
        self.init(
            models: options.models, given: options.given, policy: options.policy, minimumNewRows: options.minimumNew,
            workerCount: max(1, ProcessInfo.processInfo.activeProcessorCount - 1))
    }
}
