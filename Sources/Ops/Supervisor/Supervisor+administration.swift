import Foundation
public import Gateway

extension Supervisor: TrainingAdministration {
    public func startTraining(_ request: TrainingRequest) async throws -> String {
        try startByHand(request).rawValue
    }

    public func cancelTraining() async throws -> String? {
        guard let current else { return nil }
        current.task.cancel()
        await current.task.value
        return current.id.rawValue
    }

    public func trainingState() async throws -> TrainingState {
        TrainingState(
            run: current.map(\.state), ended: try ended(limit: 20), reasons: try standingReasons(),
            nextScheduledAt: try dueAt(journal.lastSettled())?.timeIntervalSince1970, newEvents: try work.newEvents(),
            decisions: try decisions(limit: 20).map(TrainingState.Decision.init))
    }

    public func trainingRun() async -> TrainingState.Run? { current?.state }

    public func trainingRuns(limit: Int) async throws -> [TrainingState.Ended] { try ended(limit: limit) }

    private func ended(limit: Int) throws -> [TrainingState.Ended] {
        try journal.ended(limit: limit).map {
            TrainingState.Ended(
                id: $0.id.rawValue, status: $0.status.rawValue, outcome: $0.outcome, reasons: $0.reasons,
                startedAt: $0.startedAt.timeIntervalSince1970, endedAt: $0.endedAt.timeIntervalSince1970)
        }
    }
}

extension TrainingState.Decision {
    fileprivate init(_ entry: RetrainLog.Entry) {
        self.init(
            at: entry.at.timeIntervalSince1970, kind: entry.kind.rawValue, reasons: entry.reasons.map(\.sentence),
            signals: entry.signals.map {
                Signal(name: $0.name, value: $0.value, limit: $0.limit, sentence: $0.sentence)
            }, runID: entry.run?.rawValue)
    }
}
