/// Chooses k0, which says how soon a new viewer's own likes count for more than popularity, by viewers who are new.
///
/// Some viewers are held out of the fit. Of each, n likes drawn at random are shown, the rest are asked for; the k0
/// with the best mean NDCG@10 over all n is chosen. Likes drawn at random flatter: in the order of time popularity
/// alone does well for longer.
public struct FoldInTuning: Sendable {
    /// What is tried, and on whom.
    public struct Settings: Sendable, Equatable {
        /// Tried, in this order; of equals the first is taken.
        public var priors: [Double]
        /// How many likes are shown, ascending.
        public var shownCounts: [Int]
        /// At most so many viewers are held out, and at most a tenth of those who were trained with.
        public var viewerCount: Int
        /// Draws viewers and likes.
        public var seed: UInt64

        /// - Precondition: there is a prior to try, and at least one like is shown.
        public init(
            priors: [Double] = [0.5, 0.25, 1, 2, 5, 10], shownCounts: [Int] = [1, 3, 10], viewerCount: Int = 300,
            seed: UInt64 = 42
        ) {
            precondition(!priors.isEmpty && !shownCounts.isEmpty, "nothing to try")
            precondition(shownCounts.allSatisfy { $0 >= 1 }, "at least one like is shown")
            self.priors = priors
            self.shownCounts = shownCounts.sorted()
            self.viewerCount = viewerCount
            self.seed = seed
        }
    }

    /// The training set without the viewers held out.
    let fit: TrainingSet
    /// One task for each number of likes shown.
    let tasks: [EvaluationTask]
    let settings: Settings

    /// Holds viewers out of `trainingSet`; nil when fewer than 20 liked enough films to be asked about.
    /// - Complexity: O(interactions).
    public init?(_ trainingSet: TrainingSet, settings: Settings = Settings()) {
        let viewers = Self.heldOut(of: trainingSet, settings)
        guard viewers.count >= 20 else { return nil }
        self.settings = settings
        let fit = trainingSet.withoutRows(viewers)
        self.fit = fit
        tasks = settings.shownCounts.map { shown in
            Self.task(viewers, shown: shown, of: trainingSet, seenInFit: fit.seen, seed: settings.seed)
        }
    }

    /// The best k0 for the models of `plugin` under `modelSettings`; nil when they cannot answer by a history.
    ///
    /// A blend is judged by its base alone: the likes asked for are of all times, so that what is popular of late would
    /// be held against them, and the largest k0 would win.
    /// - Throws: `SettingError`, `TrainingError`, `CancellationError`.
    public func choose(
        _ plugin: any ModelPlugin, settings modelSettings: ModelSettings, options: TrainingOptions
    ) async throws -> (foldInPrior: Double, report: TuningReport)? {
        let trainer =
            try (plugin as? any BlendsModels)?.makeBaseTrainer(modelSettings) ?? plugin.makeTrainer(modelSettings)
        return try await choose(trainer, name: plugin.name, options: options)
    }

    /// The best k0 for the models that `trainer` makes; nil when they cannot answer by a history.
    ///
    /// - Throws: `TrainingError`, `CancellationError`.
    func choose(
        _ trainer: any Trainer, name: String, options: TrainingOptions
    ) async throws -> (foldInPrior: Double, report: TuningReport)? {
        let model = try await trainer.train(on: fit, options: options)
        guard model.answersByHistory else { return nil }
        let popularity = PopularityModel(counting: fit)
        var trials: [TuningReport.Trial] = []
        for prior in settings.priors {
            let evaluator = Evaluator(
                Evaluator.Options(cutoffs: [10, 20], foldInPrior: prior, workerCount: options.workerCount))
            var results: [ModelEvaluation] = []
            for task in tasks { results.append(try await evaluator.evaluate(model, on: task, fallback: popularity)) }
            trials.append(Self.trial(prior, results))
        }
        var best = 0
        for place in trials.indices where trials[place].ndcg > trials[best].ndcg { best = place }
        trials[best].isChosen = true
        let shown = settings.shownCounts.map { "\($0)" }.joined(separator: ", ")
        let reason =
            "The highest mean NDCG@10 for \(tasks[0].warmViewers.count) viewers held out of the fit, after \(shown) "
            + "likes drawn at random."
        return (
            settings.priors[best], TuningReport(model: "\(name), new viewers", trials: trials, reason: reason)
        )
    }

    private static func trial(_ prior: Double, _ results: [ModelEvaluation]) -> TuningReport.Trial {
        func mean(_ value: (ModelEvaluation) -> Double?) -> Double {
            results.reduce(0) { $0 + (value($1) ?? 0) } / Double(results.count)
        }
        return TuningReport.Trial(
            settings: ["foldInPrior": .number(prior)], ndcg: mean { $0.warmMean(.discountedGain(10)) },
            recall: mean { $0.warmMean(.recall(20)) }, coverage: mean { $0.warm.coverage }, isChosen: false)
    }

    // MARK: Holding out

    /// Trained viewers with five likes more than are ever shown, drawn by the seed; ascending.
    private static func heldOut(of set: TrainingSet, _ settings: Settings) -> [Int] {
        let needed = (settings.shownCounts.last ?? 1) + 5
        var able = (0..<set.trainedUserCount).filter { set.positives.entryCount(ofRow: $0) >= needed }
        var random = SeededRandom(seed: settings.seed)
        able.shuffle(using: &random)
        return able.prefix(min(settings.viewerCount, set.trainedUserCount / 10)).sorted()
    }

    private static func task(
        _ viewers: [Int], shown: Int, of set: TrainingSet, seenInFit: InteractionMatrix, seed: UInt64
    ) -> EvaluationTask {
        var histories = [[(column: Int, weight: Float)]](repeating: [], count: set.userCount)
        var rest = histories
        for viewer in viewers {
            var likes = set.positives.withRow(viewer) { columns, weights in
                zip(columns, weights).map { (column: Int($0), weight: $1) }
            }
            var random = SeededRandom(seed: seed, stream: UInt64(viewer))
            likes.shuffle(using: &random)
            histories[viewer] = Array(likes.prefix(shown))
            rest[viewer] = Array(likes.dropFirst(shown))
        }
        let known = InteractionMatrix(rows: histories, columnCount: set.itemCount)
        return EvaluationTask(
            histories: known, excluded: known, heldOut: InteractionMatrix(rows: rest, columnCount: set.itemCount),
            seen: seenInFit, movies: set.movies, presentation: .histories)
    }
}

extension TrainingSet {
    /// The same set, with nothing known of some viewers.
    /// - Complexity: O(interactions).
    func withoutRows(_ viewers: [Int]) -> TrainingSet {
        let dropped = Set(viewers)
        var times: [Int64] = []
        for row in 0..<userCount where !dropped.contains(row) {
            for entry in positives.entries(ofRow: row) { times.append(positiveTimes[entry]) }
        }
        return TrainingSet(
            namedByContent: users, items: items, positives: positives.withoutRows(dropped),
            positiveTimes: FrozenArray(times), seen: seen.withoutRows(dropped), movies: movies, latest: latest,
            trainedUserCount: trainedUserCount, ratings: ratings.withoutRows(dropped))
    }
}

extension InteractionMatrix {
    fileprivate func withoutRows(_ dropped: Set<Int>) -> InteractionMatrix {
        var kept = MatrixRows(rowCount: rowCount)
        for row in 0..<rowCount where !dropped.contains(row) {
            for entry in entries(ofRow: row) {
                kept.append(row: Int32(row), column: columns[entry], weight: weights[entry])
            }
        }
        return kept.matrix(columnCount: columnCount)
    }
}
