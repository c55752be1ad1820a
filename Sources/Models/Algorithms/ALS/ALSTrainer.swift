/// Alternating least squares for implicit feedback (Hu, Koren and Volinsky 2008), with exact solves or
/// with conjugate gradients.
///
/// A sweep solves all items against the users, then all users against the items; a user's vector is therefore what
/// folding in their history gives. The objective, which no half-step can raise:
/// Σ over all pairs c·(p − x·y)² + Σ λᵤ·|x|² + Σ λᵢ·|y|², with c = 1 + α·w (see `ALSConfidence`) and p = 1 where there is an entry,
/// c = 1 and p = 0 elsewhere.
///
/// Each row is solved by one worker from the same numbers in the same order, and sums are merged in a fixed order: the
/// bytes depend on data, settings, seed and instruction set, not on the number of workers.
public struct ALSTrainer: Trainer {
    /// What it trains with.
    public var settings: ALSSettings

    /// A trainer with these settings.
    public init(settings: ALSSettings = ALSSettings()) { self.settings = settings }

    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        try await trainModel(on: trainingSet, options: options)
    }

    /// The same, with the model's own type.
    @concurrent
    public func trainModel(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> ALSModel {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        let descriptor = ModelDescriptor(
            algorithm: ALSPlugin.name, settings: settings.modelSettings, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue, startedFrom: options.start?.version)
        let (users, items, gram) = try await factorize(
            positives, start: try start(on: trainingSet, options), options: options)
        return ALSModel(
            users: users.compacted(), items: items.compacted(), gram: gram,
            popularity: PopularityModel(counting: trainingSet), settings: settings, descriptor: descriptor,
            instructionSet: options.instructionSet)
    }

    /// The factors of a matrix [users, items] of weights, and YᵀY of the items'.
    package func factorize(
        _ positives: InteractionMatrix, options: TrainingOptions
    ) async throws(TrainingError) -> (users: FactorMatrix, items: FactorMatrix, gram: GramMatrix) {
        try await factorize(positives, start: nil, options: options)
    }

    @concurrent
    private func factorize(
        _ positives: InteractionMatrix, start lent: ALSStart?, options: TrainingOptions
    ) async throws(TrainingError) -> (users: FactorMatrix, items: FactorMatrix, gram: GramMatrix) {
        let clock = ContinuousClock()
        let start = clock.now
        var sweep = try await ALSSweep(positives, settings: settings, start: lent, options: options)
        var previous = Double.infinity
        for step in 1...settings.sweeps {
            let began = clock.now
            let loss = try await sweep.run()
            guard loss.isFinite else {
                throw TrainingError(
                    .diverged, "the loss is no longer finite after sweep \(step); lower alpha or raise regularization")
            }
            let now = clock.now
            options.progress(
                TrainingProgress(
                    algorithm: ALSPlugin.name, step: step, stepCount: settings.sweeps, loss: loss,
                    secondsElapsed: (now - start) / .seconds(1),
                    rate: Double(2 * positives.entryCount) / max((now - began) / .seconds(1), 1e-9)))
            if previous - loss < settings.tolerance * previous, settings.tolerance > 0 { break }
            previous = loss
        }
        return sweep.result
    }
}

extension ALSTrainer: StartsWarm {
    public func objection(to model: any Recommender) -> String? {
        objection(to: model.descriptor, algorithm: ALSPlugin.name, factors: settings.factors)
    }

    private func start(on trainingSet: TrainingSet, _ options: TrainingOptions) throws(TrainingError) -> ALSStart? {
        guard let (model, rows) = try earlier(ALSModel.self, for: trainingSet, options) else { return nil }
        return ALSStart(
            users: LentRows(matrix: model.users, rows: rows.users),
            items: LentRows(matrix: model.items, rows: rows.items))
    }
}
