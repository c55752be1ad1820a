/// Trains `HybridModel`, after LightFM (Kula 2015): films as sums of the vectors of their features, viewers with vectors of
/// their own, learned by AdaGrad from what each like says under WARP, BPR or the logistic loss.
///
/// The steps of a batch are computed from the same vectors and summed in a fixed order: the bytes depend on data, settings,
/// seed and instruction set, not on the number of workers. (LightFM's threads write over one another instead.)
///
/// Of viewers only who they are and what they like takes part: age and gender are there to measure fairness, not to rank.
public struct HybridTrainer: Trainer {
    /// What it trains with.
    public var settings: HybridSettings

    /// A trainer with these settings.
    public init(settings: HybridSettings = HybridSettings()) { self.settings = settings }

    /// - Complexity: O(likes · (draws + 2) · factors) an epoch, and the films' features' vectors once a batch.
    @concurrent
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        guard positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        let start = try earlier(HybridModel.self, for: trainingSet, options)
        var epochs = settings.epochs
        if settings.validation > 0 {
            let held = StoppingLikes(positives, share: settings.validation, after: start?.rows, seed: options.seed)
            epochs = try await fit(held.rest, trainingSet.movies, epochs, from: start, judgedBy: held, options)
                .bestEpoch
        }
        let fitted = try await fit(positives, trainingSet.movies, epochs, from: start, judgedBy: nil, options)
        return model(fitted.tables, fitted.features, positives, trainingSet, options)
    }

    private typealias Start = (model: HybridModel, rows: SharedRows)

    /// The tables after `epochs`, and which epoch ranked held-out likes best.
    private func fit(
        _ positives: InteractionMatrix, _ movies: [Movie], _ epochs: Int, from lent: Start?,
        judgedBy held: StoppingLikes?, _ options: TrainingOptions
    ) async throws(TrainingError) -> (tables: HybridTables, features: FilmFeatures, bestEpoch: Int) {
        let features = FilmFeatures(movies, liked: Self.liked(positives), settings: settings)
        let tables = makeTables(positives, features, from: lent, options)
        let draws = HybridDraws(
            likes: LikeOrder(positives, seed: options.seed), settings: settings, kernel: options.instructionSet)
        let start = ContinuousClock.now
        var best = (epoch: epochs, gain: -1.0)
        for epoch in 1...epochs {
            let loss = try await run(epoch, draws, tables, options)
            guard loss.isFinite else {
                throw TrainingError(
                    .diverged, "the loss is no longer finite after epoch \(epoch); lower hybrid.learningRate")
            }
            let elapsed = (ContinuousClock.now - start) / .seconds(1)
            options.progress(
                TrainingProgress(
                    algorithm: HybridPlugin.name, step: epoch, stepCount: epochs, loss: loss, secondsElapsed: elapsed,
                    rate: Double(epoch * positives.entryCount) / max(elapsed, 1e-9)))
            guard let held, !held.isEmpty else { continue }
            let gain = try await held.meanGain(
                users: tables.users.matrix(), items: tables.items.matrix(), options: options)
            if gain > best.gain { best = (epoch, gain) }
        }
        return (tables, features, best.epoch)
    }

    private static func liked(_ positives: InteractionMatrix) -> [Bool] {
        var liked = [Bool](repeating: false, count: positives.columnCount)
        for item in positives.columns { liked[Int(item)] = true }
        return liked
    }

    private func makeTables(
        _ positives: InteractionMatrix, _ features: FilmFeatures, from start: Start?, _ options: TrainingOptions
    ) -> HybridTables {
        let tables = HybridTables(
            userCount: positives.rowCount, features: features.matrix, settings: settings, options: options)
        tables.fill(
            likers: (0..<positives.rowCount).map { positives.entryCount(ofRow: $0) > 0 }, seed: options.seed)
        if let start, let learned = start.model.learned {
            let rows = features.names.map { learned.names.number(of: FeatureName($0))?.index ?? -1 }
            LentRows(matrix: learned.rows, rows: rows).copy(to: tables.features.pointer(toRow:)) { _ in true }
            LentRows(matrix: start.model.serving.users, rows: start.rows.users)
                .copy(to: tables.users.pointer(toRow:)) { positives.entryCount(ofRow: $0) > 0 }
        }
        return tables
    }

    /// Returns the mean loss of the epoch.
    private func run(
        _ epoch: Int, _ draws: HybridDraws, _ tables: HybridTables, _ options: TrainingOptions
    ) async throws(TrainingError) -> Double {
        let order = draws.likes.shuffled(epoch: epoch)
        var total = 0.0
        for first in stride(from: 0, to: order.count, by: settings.batch) {
            let entries = order[first..<min(first + settings.batch, order.count)]
            try await tables.refresh()
            let (pairs, loss) = try await draws.pairs(
                of: entries, epoch: epoch, users: tables.users, items: tables.items, options: options)
            try await tables.step(pairs)
            total += loss
        }
        try await tables.refresh()
        return total / Double(order.count)
    }

    private func model(
        _ tables: HybridTables, _ features: FilmFeatures, _ positives: InteractionMatrix, _ trainingSet: TrainingSet,
        _ options: TrainingOptions
    ) -> HybridModel {
        let count = settings.factors
        var users = tables.users.matrix(columns: count + 1)
        users = FactorMatrix(
            FrozenArray(count: users.values.count) { target in
                for place in target.indices {
                    let likes = positives.entryCount(ofRow: place / (count + 1))
                    target[place] = likes > 0 ? users.values[place] : 0
                }
            }, rowCount: users.rowCount, factorCount: count + 1)
        let vectors = tables.items.matrix(columns: count)
        return HybridModel(
            serving: FactorServing(
                users: users, items: tables.items.matrix(columns: count + 1), likeness: vectors,
                popularity: PopularityModel(counting: trainingSet), instructionSet: options.instructionSet),
            map: HistoryMap(positives, users: users, items: vectors, factorCount: count),
            learned: FeatureVectors(features, tables),
            descriptor: ModelDescriptor(
                algorithm: HybridPlugin.name, settings: settings.modelSettings,
                userCount: trainingSet.trainedUserCount, itemCount: trainingSet.itemCount,
                dataHash: trainingSet.dataHash, seed: options.seed, instructionSet: options.instructionSet.rawValue,
                startedFrom: options.start?.version))
    }
}

extension HybridTrainer: StartsWarm {
    public func objection(to model: any Recommender) -> String? {
        if let objection = objection(to: model.descriptor, algorithm: HybridPlugin.name, factors: settings.factors) {
            return objection
        }
        guard let model = model as? HybridModel, model.learned == nil else { return nil }
        return "its artefact was written before features' vectors were kept; train it once without a start"
    }
}
