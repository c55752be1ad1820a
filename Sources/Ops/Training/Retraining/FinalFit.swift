import Models

/// Trains the chosen model on everything, ready to serve.
struct FinalFit: Sendable {
    let plugin: any ModelPlugin
    let settings: ModelSettings
    let seed: UInt64
    let workerCount: Int

    /// - Parameters:
    ///   - metrics: what it was worth when it was judged.
    ///   - lastSequence: of the newest stored event among the data.
    func fit(
        on everything: TrainingSet, positives: PositiveRule, metrics: [String: Double], lastSequence: Int64,
        progress: @escaping @Sendable (TrainingProgress) -> Void
    ) async throws -> ModelArtefact {
        let quiet = TrainingOptions(seed: seed, workerCount: workerCount)
        let prior = try await FoldInTuning(everything)?.choose(plugin, settings: settings, options: quiet)?.foldInPrior
        var options = quiet
        options.progress = progress
        let model = try await plugin.makeTrainer(settings).train(on: everything, options: options)
        var details = ArtefactDetails(of: everything, metrics: metrics, codeVersion: Release.version)
        details.foldInPrior = prior
        details.positives = positives
        details.lastEventSequence = lastSequence
        details.golden = GoldenAnswer.record(model, seen: everything.seen)
        return ModelArtefact(model, trainedOn: everything, details: details)
    }
}
