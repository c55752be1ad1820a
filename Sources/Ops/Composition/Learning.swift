import Actors
import Foundation
import Logging
import Models

/// The learning loop of a server, put together: signals, runs, and the activator that serves what they make.
struct Learning: Sendable {
    let supervisor: Supervisor

    /// - Parameter breaches: sentences of monitors whose limit is broken.
    init(
        _ home: HomeFolder, _ events: EventDatabase, _ operations: OperationsDatabase, _ options: RetrainingOptions,
        activator: ModelActivator, store: ModelStore, tracker: any Tracker, logger: Logger,
        breaches: @escaping @Sendable () async -> [String] = { [] }
    ) {
        let journal = RunJournal(operations)
        let retraining = Retraining(
            home: home, events: events, operations: operations, settings: RetrainingSettings(options), tracker: tracker,
            logger: logger
        ) { version in
            // What serves changes at full speed.
            try await globalConcurrentExecutor.run { try await Self.serve(version, activator) }
        }
        let threads = IdleExecutor(threadCount: retraining.settings.workerCount)
        supervisor = Supervisor(
            settings: Supervisor.Settings(
                schedule: options.schedule, policy: RetrainPolicy(newEvents: options.newEvents, minimumGap: options.gap)
            ),
            work: Supervisor.Work(
                run: { id, reasons, staysOpen, progress in
                    try await threads.run {
                        try await retraining.run(id, because: reasons, staysOpen: staysOpen, progress: progress)
                    }
                },
                newEvents: { Int(try events.lastSequence() - journal.lastSequence()) },
                hasChampion: { store.current != nil }, breaches: breaches),
            journal: journal, logger: logger)
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
            models: options.models, policy: options.policy, minimumNewRows: options.minimumNew,
            workerCount: max(1, ProcessInfo.processInfo.activeProcessorCount - 1))
    }
}
