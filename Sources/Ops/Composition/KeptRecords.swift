import Actors
import Foundation
import Gateway
import Models

/// What a home folder has of the server's own work, as administrators read it.
struct KeptRecords: WorkRecords {
    let home: HomeFolder
    let events: EventDatabase
    let operations: OperationsDatabase
    let desk = ComparingDesk()

    init(_ home: HomeFolder, _ events: EventDatabase, _ operations: OperationsDatabase) {
        self.home = home
        self.events = events
        self.operations = operations
    }

    func evaluations(limit: Int) async throws -> [KeptEvaluation] {
        try await BackgroundThread.run { [operations] in
            try EvaluationHistory(operations).latest(limit: limit).map {
                KeptEvaluation(at: $0.at.timeIntervalSince1970, report: $0.report)
            }
        }
    }

    func decisions(limit: Int) async throws -> [KeptDecision] {
        try await BackgroundThread.run { [operations] in
            try ModelRegistry(operations).decisions(limit: limit).map(KeptDecision.init)
        }
    }

    func model(_ version: String) async throws -> KeptModel? {
        try await BackgroundThread.run { [operations] in
            let registry = ModelRegistry(operations)
            let found = try registry.versions().last {
                $0.version.version == version || $0.version.description == version
            }
            guard let found else { return nil }
            return KeptModel(
                found, history: try registry.history(of: found.version),
                decisions: try registry.decisions(about: found.version, limit: 100))
        }
    }
}

extension KeptDecision {
    init(_ record: DecisionRecord) {
        self.init(
            at: record.at.timeIntervalSince1970, kind: record.kind, challenger: record.challenger,
            champion: record.champion, policy: record.policy, reasons: record.reasons, paragraph: record.paragraph,
            runID: record.runID?.description)
    }
}

extension KeptModel {
    init(_ version: RegisteredVersion, history: [RegistryChange], decisions: [DecisionRecord]) {
        let lineage = version.lineage
        self.init(
            version: version.version, stage: version.stage.rawValue, aliases: version.aliases.map(\.rawValue),
            registeredAt: version.registeredAt.timeIntervalSince1970, dataHash: lineage.dataHash,
            codeVersion: lineage.codeVersion, settings: lineage.settings.mapValues { "\($0)" },
            metrics: lineage.metrics, parent: lineage.parent, runID: lineage.runID?.description,
            history: history.map {
                Change(
                    at: $0.at.timeIntervalSince1970, kind: $0.kind.rawValue, from: $0.from, to: $0.to,
                    reason: $0.reason)
            },
            decisions: decisions.map(KeptDecision.init))
    }
}
