/// Trains and compares models on a split: settings chosen on validation, fit on train + validation, asked for the test.
public struct ModelComparison: Sendable {
    /// What is compared, and how.
    public struct Options: Sendable {
        /// In the order of the report; popularity is always there.
        public var models: [String]
        /// How settings are chosen, and models trained and asked.
        public var selection: ModelSelection.Options
        /// How intervals are drawn.
        public var bootstrap: Bootstrap
        /// False: every model takes its defaults and what is given.
        public var tunes: Bool
        /// Models that are there already, judged beside those that are trained here.
        public var guests: [Guest] = []
        /// Described viewers, for figures by group; activity is known of everybody.
        public var viewers: [Viewer] = []
        /// Measures what models need of memory; with nil nobody looks.
        public var memory: (any MemoryGauge)?
        /// Which of the models is to serve.
        public var servingRule = ServingRule()
        /// How many first likes of newcomers are told, ascending; empty to leave that out.
        public var newcomerLikes: [Int] = []

        /// - Parameter models: nil for the standard ones that the catalogue has.
        public init(
            models: [String]? = nil, plugins: PluginCatalogue = .standard, selection: ModelSelection.Options,
            bootstrap: Bootstrap? = nil, tunes: Bool = true
        ) {
            let named = models ?? ModelComparison.standardModels.filter { plugins[$0] != nil }
            self.models = named.contains("popularity") ? named : ["popularity"] + named
            self.selection = selection
            self.bootstrap = bootstrap ?? Bootstrap(seed: selection.training.seed)
            self.tunes = tunes
        }
    }

    /// A model that is there already, such as the one that serves.
    public struct Guest: Sendable {
        /// Its row in the report.
        public var name: String
        /// Makes it answer in the numbers of the set that the others are trained on (see `RenumberedRecommender`).
        public var asked: @Sendable (_ fit: TrainingSet) async throws -> any Recommender

        public init(
            name: String, asked: @escaping @Sendable (_ fit: TrainingSet) async throws -> any Recommender
        ) {
            self.name = name
            self.asked = asked
        }
    }

    /// A report, and what each viewer's list was worth, for paired tests between models.
    public struct Outcome: Sendable {
        /// The figures.
        public var report: EvaluationReport
        /// By the model's name in the report; every one over the same viewers in the same order.
        public var evaluations: [String: ModelEvaluation]
    }

    /// What a comparison is doing.
    public enum Progress: Sendable, Equatable {
        /// Settings tried of how many.
        case tuning(model: String, done: Int, of: Int)
        /// A model is being trained.
        case training(TrainingProgress)
        /// Viewers asked about, 0…1.
        case evaluating(model: String, share: Double)
    }

    /// What is compared unless somebody says otherwise.
    public static let standardModels = ["popularity", "trending", "itemcf", "als", "blend"]

    /// - Parameters:
    ///   - settings: by model; what is given is not tuned.
    ///   - progress: from any task; must return at once.
    /// - Throws: `SettingError` (also for an unknown model), `TrainingError`, `CancellationError`.
    @concurrent public static func run(
        split: Split, plugins: PluginCatalogue = .standard, settings: [String: ModelSettings] = [:], options: Options,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> EvaluationReport {
        try await judge(split: split, plugins: plugins, settings: settings, options: options, progress: progress).report
    }

    /// As `run`, with the figures of each viewer.
    @concurrent public static func judge(
        split: Split, plugins: PluginCatalogue = .standard, settings: [String: ModelSettings] = [:], options: Options,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        try await ModelComparison(
            split: split, plugins: plugins, settings: settings, options: options, progress: progress
        ).outcome()
    }

    private let split: Split
    private let plugins: PluginCatalogue
    private let settings: [String: ModelSettings]
    private let options: Options
    private let progress: @Sendable (Progress) -> Void
    private let task: EvaluationTask
    private let fallback: PopularityModel

    private init(
        split: Split, plugins: PluginCatalogue, settings: [String: ModelSettings], options: Options,
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.split = split
        self.plugins = plugins
        self.settings = settings
        self.options = options
        self.progress = progress
        task = EvaluationTask(fit: split.refit, heldOut: split.test, exclusion: options.selection.exclusion)
        fallback = PopularityModel(counting: split.refit)
    }

    private func outcome() async throws -> Outcome {
        let selection = ModelSelection(split: split, plugins: plugins, options: options.selection)
        var tuning: [TuningReport] = []
        var outcomes: [ModelOutcome] = []
        for name in options.models {
            let given = settings[name] ?? [:]
            let tuned =
                options.tunes
                ? try await selection.choose(name, given: given) { progress(.tuning(model: name, done: $0, of: $1)) }
                : nil
            if let tuned { tuning.append(tuned) }
            outcomes.append(try await outcome(of: name, tuned?.chosen ?? given))
        }
        for guest in options.guests {
            outcomes.append(try await judge(try await guest.asked(split.refit), named: guest.name))
        }
        let workerCount = options.selection.training.workerCount
        let models = try await ModelOutcome.reports(
            outcomes, groups: ViewerGroups(split.refit, viewers: options.viewers), bootstrap: options.bootstrap,
            workerCount: workerCount)
        var report = EvaluationReport(rules: rules, models: models, tuning: tuning)
        report.choice = options.servingRule.choose(
            models.filter { report.refusal(of: $0.name) == nil }.compactMap(ServingRule.Candidate.init))
        return Outcome(
            report: report,
            evaluations: Dictionary(outcomes.map { ($0.name, $0.evaluation) }, uniquingKeysWith: { first, _ in first }))
    }

    private func outcome(of name: String, _ settings: ModelSettings) async throws -> ModelOutcome {
        guard let plugin = plugins[name] else {
            throw SettingError(
                algorithm: name, setting: "name",
                message: "there is no such model; there are \(plugins.names.joined(separator: ", "))")
        }
        let curve = LearningCurve()
        var training = options.selection.training
        let progress = self.progress
        training.progress = {
            curve.append($0)
            progress(.training($0))
        }
        options.memory?.startPeak()
        let before = options.memory?.residentBytes
        let clock = ContinuousClock()
        let start = clock.now
        let model = try await plugin.makeTrainer(settings).train(on: split.refit, options: training)
        let seconds = (clock.now - start) / .seconds(1)
        let peak = options.memory?.peakResidentBytes
        var outcome = try await judge(model, named: name)
        outcome.trainingSeconds = seconds
        outcome.learningCurve = curve.points
        if let memory = options.memory {
            outcome.memory = ModelMemory(
                trainingPeak: peak.flatMap { peak in before.map { max(0, peak - $0) } },
                resident: try memory.resident(model, plugin))
        }
        return outcome
    }

    private func judge(_ model: any Recommender, named name: String) async throws -> ModelOutcome {
        let progress = self.progress
        let clock = ContinuousClock()
        let start = clock.now
        let evaluation = try await Evaluator(options.selection.evaluation).evaluate(
            model, on: task, fallback: fallback
        ) { progress(.evaluating(model: name, share: $0)) }
        let evaluationSeconds = (clock.now - start) / .seconds(1)
        return ModelOutcome(
            name: name, settings: model.descriptor.settings, evaluation: evaluation, trainingSeconds: 0,
            evaluationSeconds: evaluationSeconds,
            modelBytes: model.tensors().reduce(0) { $0 + $1.bytes.count },
            speed: RankingSpeed.of(model, on: task), newcomers: try await newcomers(model),
            similarity: try await similarity(of: model))
    }

    private func similarity(of model: any Recommender) async throws -> SimilarityQuality? {
        guard let model = model as? any FindsSimilarItems else { return nil }
        return try await SimilarityQuality.measure(
            model, on: task, movies: split.refit.movies, workerCount: options.selection.training.workerCount)
    }

    private func newcomers(_ model: any Recommender) async throws -> [(knownLikes: Int, evaluation: ModelEvaluation)] {
        var evaluations: [(knownLikes: Int, evaluation: ModelEvaluation)] = []
        for known in options.newcomerLikes {
            let task = EvaluationTask.newcomers(
                fit: split.refit, heldOut: split.test, heldOutTimes: split.testTimes, known: known,
                reservedLikes: options.newcomerLikes.max() ?? known)
            guard task.warmViewers.count + task.coldViewers.count >= ViewerGroups.minimumViewers else { return [] }
            let evaluation = try await Evaluator(options.selection.evaluation).evaluate(
                model, on: task, fallback: fallback)
            evaluations.append((known, evaluation))
        }
        return evaluations
    }

    private var rules: EvaluationReport.Rules {
        EvaluationReport.Rules(
            split: split.description, cutoffs: options.selection.evaluation.cutoffs,
            depth: options.selection.evaluation.depth, exclusion: options.selection.exclusion,
            seed: options.selection.training.seed, bootstrapSamples: options.bootstrap.sampleCount,
            rankedFilmCount: task.eligible.allowedCount, warmViewerCount: task.warmViewers.count,
            coldViewerCount: task.coldViewers.count, largestRecall: task.largestRecall(at: 20),
            instructionSet: options.selection.training.instructionSet.rawValue)
    }
}
