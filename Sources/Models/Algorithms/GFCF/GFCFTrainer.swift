/// Makes `GFCFModel` (Shen et al. 2021, "How Powerful is Graph Convolution for Recommendation?", section 4): a filter over
/// the graph of viewers and films in closed form.
///
/// With R̃ = D_U^−½ · R · D_I^−½ and V the first k right singular vectors of R̃, the scores of a viewer with likes r are
/// r · (R̃ᵀR̃ + α · D_I^−½ · V·Vᵀ · D_I^½): a linear filter, which is one step over the graph and back, and an ideal
/// low-pass, which keeps the smoothest k frequencies and nothing of the others.
public struct GFCFTrainer: Trainer {
    /// What it trains with.
    public var settings: GFCFSettings

    /// A trainer with these settings.
    public init(settings: GFCFSettings = GFCFSettings()) { self.settings = settings }

    /// - Complexity: O(Σ over viewers of likes² + items² · factors + the decomposition's), divided among the workers;
    ///   items² memory.
    @concurrent
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        try check(positives)
        let graph = NormalizedGraph(positives)
        let start = ContinuousClock.now
        func report(_ step: Int) {
            options.progress(
                TrainingProgress(
                    algorithm: GFCFPlugin.name, step: step, stepCount: 2,
                    secondsElapsed: (ContinuousClock.now - start) / .seconds(1)))
        }
        let spectrum = try await TruncatedSVD.compute(
            of: graph.matrix, count: settings.factors, iterations: settings.iterations, options: options)
        report(1)
        let dense = try await GraphFilter(graph, spectrum, alpha: settings.alpha).compute(options: options)
        report(2)
        return GFCFModel(
            filter: FilmWeights(dense: dense, itemCount: graph.itemCount, kept: settings.kept),
            itemVectors: spectrum.scaledVectors, popularity: PopularityModel(counting: trainingSet),
            descriptor: card(trainingSet, options), instructionSet: options.instructionSet)
    }

    private func check(_ positives: InteractionMatrix) throws(TrainingError) {
        guard positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        guard positives.columnCount <= GFCFSettings.itemLimit else {
            throw TrainingError(
                .unsuitableModel,
                "the filter has a weight for each pair of films: \(positives.columnCount) films are more than the "
                    + "\(GFCFSettings.itemLimit) it takes; raise --minimum-item, or train als")
        }
    }

    private func card(_ trainingSet: TrainingSet, _ options: TrainingOptions) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: GFCFPlugin.name, settings: settings.modelSettings, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue)
    }
}

extension TruncatedSVD {
    /// V · Σ.
    fileprivate var scaledVectors: FactorMatrix {
        let count = values.count
        let scaled = FrozenArray<Float>(count: vectors.rowCount * count) { target in
            for place in target.indices { target[place] = vectors.values[place] * Float(values[place % count]) }
        }
        return FactorMatrix(scaled, rowCount: vectors.rowCount, factorCount: count)
    }
}
