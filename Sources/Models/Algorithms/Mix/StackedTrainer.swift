/// Trains a blend whose weights are learnt (Wolpert 1992, "Stacked generalization"): the parts are trained without some
/// likes of some viewers, the weights are those under which these likes are what one would choose among all films, and then
/// the parts are trained again, on everything.
struct StackedTrainer: Trainer {
    private let plan: MixPlan
    private let settings: StackingSettings

    init(_ plan: MixPlan, _ settings: StackingSettings) {
        self.plan = plan
        self.settings = settings
    }

    /// - Complexity: twice what the parts cost, and a score of every film by each part for each viewer asked.
    func train(on trainingSet: TrainingSet, options: TrainingOptions) async throws(TrainingError) -> any Recommender {
        let weights = try await learnWeights(on: trainingSet, options)
        let models = try await plan.train(on: trainingSet, options, skipping: false)
        return MixModel(
            try [MixPart](models, weights: weights), rule: .standardized, descriptor: plan.card(trainingSet, options))
    }

    /// [parts], the sum of their sizes 1. All alike where nobody has likes enough to hold one out.
    func learnWeights(
        on trainingSet: TrainingSet, _ options: TrainingOptions
    ) async throws(TrainingError) -> [Float] {
        let count = plan.parts.count
        let alike = [Float](repeating: 1 / Float(count), count: count)
        guard let held = HeldOutLikes(trainingSet, settings, seed: options.seed) else { return alike }
        let models = try await plan.train(on: held.fit, options, skipping: false)
        let blend = MixModel(
            try [MixPart](models, weights: alike), rule: .standardized, descriptor: plan.card(held.fit, options))
        let samples = try await ConditionalLogit.Sample.gather(blend, held, settings, options)
        let weights = ConditionalLogit.weights(
            samples, featureCount: count, regularization: settings.regularization * Double(max(1, samples.count)))
        let size = weights.reduce(0) { $0 + abs($1) }
        return size > 0 ? weights.map { Float($0 / size) } : alike
    }
}

/// A training set without some likes of some viewers.
struct HeldOutLikes: Sendable {
    let fit: TrainingSet
    /// Ascending rows.
    let viewers: [Int]
    /// [users, items] what is held out.
    let likes: InteractionMatrix

    /// Nil when no viewer has five likes.
    init?(_ trainingSet: TrainingSet, _ settings: StackingSettings, seed: UInt64) {
        let positives = trainingSet.positives
        var able = (0..<trainingSet.trainedUserCount).filter { positives.entryCount(ofRow: $0) >= 5 }
        var random = SeededRandom(seed: seed)
        able.shuffle(using: &random)
        viewers = able.prefix(settings.viewerCount).sorted()
        guard !viewers.isEmpty else { return nil }
        var rows = [[(column: Int, weight: Float)]](repeating: [], count: trainingSet.userCount)
        for viewer in viewers {
            var items = positives.withRow(viewer) { columns, _ in columns.map { Int($0) } }
            var random = SeededRandom(seed: seed, stream: UInt64(viewer) + 1)
            items.shuffle(using: &random)
            let count = max(1, Int(Double(items.count) * settings.heldOutShare))
            rows[viewer] = items.prefix(count).map { (column: $0, weight: 1) }
        }
        likes = InteractionMatrix(rows: rows, columnCount: trainingSet.itemCount)
        fit = trainingSet.without(likes)
    }
}

extension TrainingSet {
    /// The same set as if some likes had not been.
    /// - Complexity: O(interactions).
    func without(_ likes: InteractionMatrix) -> TrainingSet {
        var times: [Int64] = []
        for row in 0..<userCount {
            let dropped = likes.withRow(row) { columns, _ in Set(columns) }
            for entry in positives.entries(ofRow: row) where !dropped.contains(positives.columns[entry]) {
                times.append(positiveTimes[entry])
            }
        }
        return TrainingSet(
            namedByContent: users, items: items, positives: positives.subtracting(likes),
            positiveTimes: FrozenArray(times), seen: seen.subtracting(likes), movies: movies, latest: latest,
            trainedUserCount: trainedUserCount, ratings: ratings.subtracting(likes))
    }
}
