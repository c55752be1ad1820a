import Actors
import Foundation
import Models
import Synchronization

/// The steps of one run, each done once whatever happens between them.
struct RetrainingSteps {
    private let plan: Retraining
    private let id: RunID
    private let startedAt: Date
    private let progress: @Sendable (Retraining.Progress) -> Void

    init(
        _ plan: Retraining, _ id: RunID, _ startedAt: Date,
        _ progress: @escaping @Sendable (Retraining.Progress) -> Void
    ) {
        self.plan = plan
        self.id = id
        self.startedAt = startedAt
        self.progress = progress
    }

    func run() async throws -> RetrainingOutcome {
        let snapshot = try await once(.snapshot) { try nameData() }
        let judgement = try await once(.judge) { try await judge(snapshot) }
        let version = try await once(.publish) { try await publish(judgement, snapshot) }
        let verdict = try await once(.decide) { try await decide(judgement, version) }
        return try await once(.apply) { try await apply(verdict, judgement, version) }
    }

    /// What the step gave when it was done before, or does it now.
    private func once<Output: Codable>(
        _ step: RunStep, _ body: () async throws -> Output
    ) async throws -> Output {
        if let done = try plan.journal.output(of: step, in: id, as: Output.self) { return done }
        try Task.checkCancellation()
        progress(.began(step))
        let output = try await body()
        try plan.journal.complete(step, of: id, output: output)
        try await plan.afterStep(step)
        return output
    }

    private func nameData() throws -> DataSnapshot {
        let built = try TrainingSetBuilder(database: plan.events, settings: plan.settings.preprocessing).build()
        return try DataSnapshotStore(home: plan.home).write(built.snapshot)
    }

    private func judge(_ snapshot: DataSnapshot) async throws -> Judgement {
        let stored = try data(snapshot).log
        let judging = CandidateJudging(settings: plan.settings, plugins: plan.home.plugins) { [progress] in
            progress(.judging($0))
        }
        let (judgement, report) = try await judging.judge(stored, champion: try champion())
        try write(report)
        await plan.tracking.judged(id, report, in: plan.home)
        return judgement
    }

    /// A run that was cut off between publishing and noting it finds what it published.
    private func publish(_ judgement: Judgement, _ snapshot: DataSnapshot) async throws -> ModelVersion {
        guard let plugin = plan.home.plugins[judgement.model] else {
            throw TrainingRunError(message: "there is no model '\(judgement.model)' any more")
        }
        let built = try data(snapshot)
        let fit = FinalFit(
            plugin: plugin, settings: judgement.settings, seed: plan.settings.seed,
            workerCount: plan.settings.workerCount)
        let steps = FittingSteps()
        let artefact = try await fit.fit(
            on: built.trainingSet, positives: plan.settings.preprocessing.positives, metrics: judgement.metrics,
            lastSequence: snapshot.lastEventSequence
        ) { [progress] step in
            steps.add(step)
            progress(.fitting(step))
        }
        await plan.tracking.fitted(id, steps.all)
        let encoded = artefact.encoded()
        let artefacts = plan.home.artefacts
        let published = artefacts.version(of: encoded, name: judgement.model, since: startedAt)
        if let published, try isOwn(published) { return published }
        return try artefacts.publish(encoded, name: judgement.model)
    }

    /// A run that ended in the second this one began in may have made the same of the same data: that is on record.
    private func isOwn(_ version: ModelVersion) throws -> Bool {
        guard let maker = try plan.registry.version(version)?.lineage.runID else { return true }
        return maker == id
    }

    private func decide(_ judgement: Judgement, _ version: ModelVersion) async throws -> GateVerdict {
        var challenger = judgement.challenger
        challenger.version = version.description
        var champion = judgement.champion
        if let name = judgement.championVersion { champion?.version = name.description }
        let verdict = try await plan.settings.policy.decide(
            challenger: challenger, champion: champion, popularity: judgement.popularity,
            workerCount: plan.settings.workerCount)
        try record(verdict, judgement, version)
        return verdict
    }

    /// Registers the version as a candidate, with where it came from and what was said of it.
    private func record(_ verdict: GateVerdict, _ judgement: Judgement, _ version: ModelVersion) throws {
        let manifest = plan.home.artefacts.manifest(of: version)
        let lineage = manifest.map { Lineage($0, parent: judgement.championVersion, runID: id) } ?? .unknown
        try plan.registry.register(version, lineage: lineage)
        try plan.registry.move(version, to: .staging, reason: "a candidate of \(id)")
        try plan.registry.setAlias(.challenger, to: version, reason: "a candidate of \(id)")
        let details = String(decoding: try JSONEncoder().encode(verdict), as: UTF8.self)
        try plan.registry.record(
            DecisionRecord(
                id: "\(id)-gate", at: Date(), kind: verdict.decision.rawValue, challenger: version,
                champion: judgement.championVersion, policy: verdict.policy, reasons: verdict.reasons,
                paragraph: verdict.paragraph, details: details, runID: id))
    }

    private func apply(
        _ verdict: GateVerdict, _ judgement: Judgement, _ version: ModelVersion
    ) async throws -> RetrainingOutcome {
        var outcome = RetrainingOutcome(decision: verdict.decision, version: version, paragraph: verdict.paragraph)
        await plan.tracking.published(id, version, in: plan.home)
        switch verdict.decision {
        case .promote:
            let serving = try ActivationRecord.read(from: plan.home.models)?.active
            if serving == judgement.championVersion {
                do {
                    try await plan.activate(version)
                } catch let error as ActivationError where [.damaged, .failedSelfCheck].contains(error.code) {
                    outcome = try setAside(version, judgement, error)
                }
            } else if serving != version {
                outcome = try giveWay(to: serving, judgement, outcome)
            }
        case .hold: break
        case .refuse:
            try plan.registry.setAlias(.challenger, to: nil, reason: "refused by the gate")
            try plan.registry.move(version, to: .archived, reason: "refused by the gate")
        }
        await plan.tracking.decided(id, outcome)
        return outcome
    }

    /// It would not serve: what served goes on, and nobody tries this version again.
    private func setAside(
        _ version: ModelVersion, _ judgement: Judgement, _ error: ActivationError
    ) throws -> RetrainingOutcome {
        let goesOn = judgement.championVersion.map { "; \($0) goes on" } ?? ""
        let sentence = "Refused: \(version) was to serve, and cannot: \(error)\(goesOn)."
        try plan.registry.setAlias(.challenger, to: nil, reason: "it cannot be put into service")
        try plan.registry.move(version, to: .archived, reason: "it cannot be put into service")
        try plan.registry.record(
            DecisionRecord(
                id: "\(id)-set-aside", at: Date(), kind: GateVerdict.Decision.refuse.rawValue, challenger: version,
                champion: judgement.championVersion, policy: plan.settings.policy.name, reasons: [error.message],
                paragraph: sentence, runID: id))
        return RetrainingOutcome(decision: .refuse, version: version, paragraph: sentence)
    }

    /// Somebody activated another version while the run judged: that is theirs to replace, not ours.
    private func giveWay(
        to serving: ModelVersion?, _ judgement: Judgement, _ outcome: RetrainingOutcome
    ) throws -> RetrainingOutcome {
        let sentence =
            "Held: \(serving?.description ?? "nothing") serves now, and \(outcome.version) was judged beside "
            + "\(judgement.championVersion?.description ?? "nothing"); the next run compares anew."
        try plan.registry.record(
            DecisionRecord(
                id: "\(id)-superseded", at: Date(), kind: GateVerdict.Decision.hold.rawValue,
                challenger: outcome.version,
                champion: serving, policy: plan.settings.policy.name, reasons: [sentence], paragraph: sentence,
                runID: id))
        return RetrainingOutcome(decision: .hold, version: outcome.version, paragraph: sentence)
    }

    // MARK: What the steps read

    private func data(_ snapshot: DataSnapshot) throws -> BuiltTrainingSet {
        try DataSnapshotStore(home: plan.home).rebuild(from: snapshot)
    }

    /// What serves, as it stands on disk; nil where nothing does.
    private func champion() throws -> CandidateJudging.Champion? {
        guard let record = try ActivationRecord.read(from: plan.home.models) else { return nil }
        let artefact = try plan.home.artefacts.open(record.active)
        return CandidateJudging.Champion(version: record.active, artefact: artefact)
    }

    private func write(_ report: EvaluationReport) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try DurableFile.write(encoder.encode(report), to: plan.home.reports.appending(path: "\(id).json"))
        try DurableFile.write(
            Data("# Candidates of \(id)\n\n\(report.markdown)\n".utf8),
            to: plan.home.reports.appending(path: "\(id).md"))
    }
}

/// The steps of one fit, kept until it is over: a tracker is told of them at once.
private final class FittingSteps: Sendable {
    private let kept = Mutex<[TrainingProgress]>([])
    var all: [TrainingProgress] { kept.withLock { $0 } }

    func add(_ step: TrainingProgress) { kept.withLock { $0.append(step) } }
}
