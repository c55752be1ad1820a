import Foundation

/// Chooses a model's settings on the validation part of a split: train on `train`, judge on `validation`.
///
/// The test part is never looked at. What was chosen is then trained again on both parts.
public struct ModelSelection: Sendable {
    /// How settings are tried and judged.
    public struct Options: Sendable {
        /// How models are trained.
        public var training: TrainingOptions
        /// How they are asked.
        public var evaluation: Evaluator.Options
        /// What lists may not carry.
        public var exclusion: EvaluationTask.Exclusion
        /// What decides.
        public var rule: SelectionRule
        /// What is tried, by model; a model without an entry has nothing to choose. Simpler settings first.
        public var candidates: [String: [ModelSettings]]

        /// - Parameter evaluation: nil for the standard lists, on the training's workers.
        public init(
            training: TrainingOptions, evaluation: Evaluator.Options? = nil,
            exclusion: EvaluationTask.Exclusion = .met, rule: SelectionRule = SelectionRule(),
            candidates: [String: [ModelSettings]] = ModelSelection.standardCandidates
        ) {
            self.training = training
            self.evaluation = evaluation ?? Evaluator.Options(workerCount: training.workerCount)
            self.exclusion = exclusion
            self.rule = rule
            self.candidates = candidates
        }
    }

    private let split: Split
    private let plugins: PluginCatalogue
    private let options: Options
    private let task: EvaluationTask
    private let popularity: PopularityModel

    /// - Complexity: O(interactions).
    public init(split: Split, plugins: PluginCatalogue, options: Options) {
        self.split = split
        self.plugins = plugins
        self.options = options
        task = EvaluationTask(fit: split.train, heldOut: split.validation, exclusion: options.exclusion)
        popularity = PopularityModel(counting: split.train)
    }

    /// What was tried for `model` and chosen; nil when it has nothing to choose, or nobody warm to choose by.
    ///
    /// - Parameters:
    ///   - given: settings that are fixed; what is tried keeps them.
    ///   - progress: called after each trial with how many are done and how many there are.
    /// - Throws: `SettingError`, `TrainingError`, `CancellationError`.
    public func choose(
        _ model: String, given: ModelSettings = [:], progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws -> TuningReport? {
        guard let plugin = plugins[model], !task.warmViewers.isEmpty else { return nil }
        let blending = plugin as? any BlendsParts
        let candidates = distinct(options.candidates[model] ?? [[:]], given: given, plugin)
        guard candidates.count > 1 || blending != nil else { return nil }
        var bench = CandidateBench(trainingSet: split.train, options: options.training)
        var trials: [TuningReport.Trial] = []
        for settings in candidates {
            let candidate = try await bench.model(plugin, settings)
            trials.append(try await trial(candidate, settings))
            progress(trials.count, candidates.count)
        }
        let choice = options.rule.choose(trials.map { .init(ndcg: $0.ndcg, coverage: $0.coverage) })
        trials[choice.place].isChosen = true
        var report = TuningReport(model: model, trials: trials, reason: choice.reason)
        if let blending, let base = bench.lastBase { try await judge(&report, blending, base) }
        return report
    }

    /// A blend that is not better than its best part only costs more: it is refused.
    private func judge(
        _ report: inout TuningReport, _ blending: any BlendsParts, _ base: any Recommender
    ) async throws {
        let parts = blending.parts(of: base)
        var trials: [TuningReport.Trial] = []
        for part in parts { trials.append(try await trial(part.model, ["part": .text(part.name)])) }
        report.parts = trials
        guard let own = report.trials.first(where: { $0.isChosen })?.ndcg else { return }
        report.refusal = blending.refusal(ndcg: own, parts: zip(parts, trials).map { ($0.name, $1.ndcg) })
    }

    /// The candidates with what is given put over them, each once: two that differ in a base not asked for are one.
    private func distinct(
        _ candidates: [ModelSettings], given: ModelSettings, _ plugin: any ModelPlugin
    ) -> [ModelSettings] {
        var kept: [ModelSettings] = []
        for candidate in candidates {
            let all = candidate.merging(given) { _, given in given }
            let settings = (plugin as? any BlendsModels)?.relevantSettings(all) ?? all
            if !kept.contains(settings) { kept.append(settings) }
        }
        return kept
    }

    private func trial(_ model: any Recommender, _ settings: ModelSettings) async throws -> TuningReport.Trial {
        var evaluation = options.evaluation
        evaluation.cutoffs = [10, 20]
        let result = try await Evaluator(evaluation).evaluate(model, on: task, fallback: popularity)
        return TuningReport.Trial(
            settings: settings, ndcg: result.warmMean(.discountedGain(10)) ?? 0,
            recall: result.warmMean(.recall(20)) ?? 0, coverage: result.warm.coverage ?? 0, isChosen: false)
    }
}

/// Makes candidates, and keeps the last base for the next blend of it.
private struct CandidateBench {
    let trainingSet: TrainingSet
    let options: TrainingOptions
    private var base: (model: any Recommender, settings: ModelSettings)?

    /// The base of the last blend.
    var lastBase: (any Recommender)? { base?.model }

    init(trainingSet: TrainingSet, options: TrainingOptions) {
        self.trainingSet = trainingSet
        self.options = options
    }

    mutating func model(_ plugin: any ModelPlugin, _ settings: ModelSettings) async throws -> any Recommender {
        guard let plugin = plugin as? any BlendsModels else {
            return try await plugin.makeTrainer(settings).train(on: trainingSet, options: options)
        }
        let wanted = plugin.baseSettings(settings)
        if let base, base.settings == wanted {
            return try plugin.blend(base.model, on: trainingSet, settings: settings)
        }
        let trained = try await plugin.makeBaseTrainer(settings).train(on: trainingSet, options: options)
        base = (trained, wanted)
        return try plugin.blend(trained, on: trainingSet, settings: settings)
    }
}
