import Actors
import Foundation
import Models

/// Trains every configured model on the past, and asks them and the serving model for the days after.
struct CandidateJudging: Sendable {
    let settings: RetrainingSettings
    let plugins: PluginCatalogue
    let progress: @Sendable (ModelComparison.Progress) -> Void

    /// The serving model, as it is and by its recipe.
    struct Champion: Sendable {
        var version: ModelVersion
        var artefact: ModelArtefact
    }

    /// - Throws: `TrainingRunError` when there is too little to judge by; `SettingError`, `TrainingError`,
    ///   `CancellationError`.
    func judge(_ stored: StoredLog, champion: Champion?) async throws -> (Judgement, EvaluationReport) {
        let plan = plan(stored, champion)
        let split = split(stored, plan)
        guard split.train.positives.entryCount > 0, split.test.entryCount > 0 else {
            throw TrainingRunError(
                message:
                    "there is too little to judge models by (\(stored.log.count) events): nobody liked anything in the "
                    + "last days; gather more, or lower --minimum-user and --minimum-item")
        }
        var options = ModelComparison.Options(
            models: settings.models, plugins: plugins, selection: ModelSelection.Options(training: training))
        if let champion { options.guests = [guest(champion, plan)] }
        let outcome = try await ModelComparison.judge(
            split: split, plugins: plugins, settings: settings.given, options: options, progress: progress)
        let gaps = ViewerGroups(split.train, viewers: stored.viewers)
        return (try conclude(outcome, plan, champion, gaps), outcome.report)
    }

    static let championRow = "champion"

    private var training: TrainingOptions { TrainingOptions(seed: settings.seed, workerCount: settings.workerCount) }

    private func plan(_ stored: StoredLog, _ champion: Champion?) -> JudgingPlan {
        let rows = Preprocessor(
            stored.log, movies: stored.movies, viewers: stored.viewers, settings: settings.preprocessing
        ).preferences
        return JudgingPlan(
            sortedTimes: rows.timestamps.sorted(), championEnd: champion?.artefact.details.dataLatest,
            minimumNew: settings.minimumNewRows)
    }

    private func split(_ stored: StoredLog, _ plan: JudgingPlan) -> Split {
        switch plan {
        case .sinceChampion(let validationStart, let testStart):
            Split(
                stored.log, movies: stored.movies, viewers: stored.viewers, validationStart: validationStart,
                testStart: testStart,
                settings: settings.preprocessing)
        case .lastDays:
            Split(
                stored.log, movies: stored.movies, viewers: stored.viewers, protocol: .globalTime,
                settings: settings.preprocessing)
        }
    }

    private func guest(_ champion: Champion, _ plan: JudgingPlan) -> ModelComparison.Guest {
        let artefact = champion.artefact
        let plugins = plugins, training = training
        return ModelComparison.Guest(name: Self.championRow) { fit in
            guard plan == .lastDays else {
                return RenumberedRecommender(
                    artefact.model, users: artefact.users, items: artefact.items, seen: artefact.seen,
                    foldInPrior: artefact.details.foldInPrior ?? ServingSettings().foldInPrior, askedWith: fit)
            }
            let card = artefact.model.descriptor
            guard let plugin = plugins[card.algorithm] else {
                throw TrainingRunError(
                    message: "the serving model is of '\(card.algorithm)', which this program cannot train")
            }
            return try await plugin.makeTrainer(card.settings).train(on: fit, options: training)
        }
    }

    /// The best of the configured models by NDCG@10, of those that are not refused where there are any; of equals the one
    /// configured first.
    private func conclude(
        _ outcome: ModelComparison.Outcome, _ plan: JudgingPlan, _ champion: Champion?, _ gaps: ViewerGroups
    ) throws -> Judgement {
        func worth(_ name: String) -> Double { outcome.evaluations[name]?.warmMean(.discountedGain(10)) ?? 0 }
        let sound = settings.models.filter { outcome.report.refusal(of: $0) == nil }
        let models = sound.isEmpty ? settings.models : sound
        var best = models[0]
        for model in models.dropFirst() where worth(model) > worth(best) { best = model }
        guard let row = outcome.report[model: best] else {
            throw TrainingRunError(message: "there is no row of '\(best)' in the report of its own comparison")
        }
        let challenger = candidate(best, outcome, gaps)
        return Judgement(
            plan: plan, model: best, settings: row.settings,
            challenger: challenger ?? GateCandidate(version: best, metrics: [:]),
            championVersion: champion?.version,
            champion: champion.flatMap { _ in candidate(Self.championRow, outcome, gaps, isTimed: plan == .lastDays) },
            popularity: candidate("popularity", outcome, gaps),
            metrics: (challenger?.metrics ?? [:]).mapValues(\.mean).filter { $0.value.isFinite })
    }

    /// - Parameter isTimed: false for a model that is asked through a translation of its numbers, whose time is not its own.
    private func candidate(
        _ name: String, _ outcome: ModelComparison.Outcome, _ gaps: ViewerGroups, isTimed: Bool = true
    ) -> GateCandidate? {
        guard let row = outcome.report[model: name], let evaluation = outcome.evaluations[name] else { return nil }
        var candidate = GateCandidate(
            version: name, evaluation: evaluation, modelBytes: row.modelBytes,
            microsecondsPerList: isTimed ? row.microsecondsPerList : nil, gaps: gaps)
        candidate.metrics.merge((row.similarity?.metrics ?? [:]).mapValues { GateMetric($0) }) { _, new in new }
        candidate.objection = outcome.report.refusal(of: name)
        return candidate
    }
}
