/// Trains models of ratings on every fold and holds them against what is held out.
public enum RatingComparison {
    /// Where a comparison is.
    public struct Step: Sendable, Equatable {
        /// The fold's name.
        public var fold: String
        /// The row's name.
        public var candidate: String
        /// 0…1 of the whole.
        public var fraction: Double
    }

    /// - Parameters:
    ///   - memory: tells the most memory in use during each training.
    ///   - progress: called before each training.
    /// - Throws: `TrainingError`, `SettingError`; `RatingComparisonError` for a model that predicts no ratings.
    public static func run(
        _ folds: RatingFolds, candidates: [RatingCandidate] = RatingCandidate.standard,
        catalogue: PluginCatalogue = .standard, training: TrainingOptions,
        memory: (any MemoryGauge)? = nil, progress: (Step) -> Void = { _ in }
    ) async throws -> RatingReport {
        var rows = candidates.map { RatingReport.Row($0) }
        var ratingCount = 0
        for place in 0..<folds.count {
            let fold = folds.fold(place)
            ratingCount = fold.train.ratings.entryCount + fold.heldOut.entryCount
            for (number, candidate) in candidates.enumerated() {
                progress(
                    Step(
                        fold: fold.name, candidate: candidate.name,
                        fraction: Double(place * candidates.count + number)
                            / Double(max(1, folds.count * candidates.count))))
                guard let plugin = catalogue[candidate.model] else {
                    throw RatingComparisonError(message: "there is no model '\(candidate.model)'")
                }
                let trainer = try plugin.makeTrainer(candidate.settings)
                memory?.startPeak()
                let start = ContinuousClock.now
                let trained = try await trainer.train(on: fold.train, options: training)
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                let peak = memory?.peakResidentBytes
                guard let model = trained as? any PredictsRatings else {
                    throw RatingComparisonError(
                        message: "'\(candidate.model)' ranks films and predicts no stars; compare it without --folds")
                }
                rows[number].settings = model.descriptor.settings
                rows[number].add(
                    RatingEvaluation(model, on: fold, viewers: folds.viewers), fold: fold.name, seconds: seconds,
                    peakMemory: peak)
            }
        }
        let isReferenced = folds.names == RatingReference.folds && ratingCount == RatingReference.ratingCount
        return RatingReport(
            note: folds.note, ratingCount: ratingCount, seed: training.seed, workers: training.workerCount,
            instructionSet: training.instructionSet.rawValue, rows: isReferenced ? rows : rows.map(\.withoutReference))
    }
}

/// A candidate that cannot be compared.
public struct RatingComparisonError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What, and what to try.
    public var message: String
    public var description: String { message }
}
