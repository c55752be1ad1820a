/// Trains `EASEModel`: the Gram matrix of who liked what, one inverse, and a division.
///
/// With G = XᵀDX (D the viewers' weights) and C = (G + p/(1−p)·diag(G) + λI)⁻¹, the weights are
/// B_ij = −C_ij / C_jj, B_ii = 0: the least squares solution under a diagonal of zeros (Steck 2019, "Embarrassingly
/// Shallow Autoencoders for Sparse Data", eq. 8), with the denoising penalty in place of a mere λ (Steck 2020,
/// "Autoencoders that don't overfit towards the Identity").
public struct EASETrainer: Trainer {
    static let algorithm = "ease"

    private let settings: EASESettings
    private let resolved: ModelSettings

    init(_ settings: EASESettings, resolved: ModelSettings) {
        self.settings = settings
        self.resolved = resolved
    }

    /// - Complexity: O(Σ over viewers of likes² + items³ / 2) multiplications, divided among the workers; items² memory.
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        try check(positives)
        let cancelled = TrainingError(.cancelled, "training was cancelled; nothing was kept")
        do {
            let matrix = try await EASEGram(positives, settings).compute(
                workerCount: options.workerCount, throwing: cancelled)
            let start = ContinuousClock.now
            try await matrix.invert(
                workerCount: options.workerCount, instructionSet: options.instructionSet, throwing: cancelled
            ) { done, count in
                options.progress(
                    TrainingProgress(
                        algorithm: Self.algorithm, step: done, stepCount: count,
                        secondsElapsed: (ContinuousClock.now - start) / .seconds(1)))
            }
            return EASEModel(
                weights: EASEWeights(negatedInverse: matrix, kept: settings.kept),
                popularity: PopularityModel(counting: trainingSet), descriptor: card(trainingSet, options))
        } catch let error as TrainingError {
            throw error
        } catch {
            throw TrainingError(
                .notPositiveDefinite, "the Gram matrix cannot be inverted (\(error)); raise ease.regularization")
        }
    }

    private func check(_ positives: InteractionMatrix) throws(TrainingError) {
        guard positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        guard positives.columnCount <= EASESettings.itemLimit else {
            throw TrainingError(
                .unsuitableModel,
                "EASE compares every film with every other: \(positives.columnCount) films are more than the "
                    + "\(EASESettings.itemLimit) it takes; raise --minimum-item, or train als")
        }
    }

    private func card(_ trainingSet: TrainingSet, _ options: TrainingOptions) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: Self.algorithm, settings: resolved, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue)
    }
}
