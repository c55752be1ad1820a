public import Models

/// Trains `RP3betaModel`.
public struct RP3betaTrainer: Trainer {
    let alpha: Double
    let beta: Double
    let neighborCount: Int
    /// All settings, defaults included, for the model's card.
    let settings: ModelSettings

    /// - Complexity: O(Σ over viewers of likes²), divided among the workers.
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let likes = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        guard likes.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        let walk = RandomWalk(likes, alpha: alpha, beta: beta, limit: neighborCount)
        return RP3betaModel(
            NeighbourParts(
                neighbours: try await walk.neighbours(options), popularity: PopularityModel(counting: trainingSet)),
            descriptor: ModelDescriptor(
                algorithm: RP3betaPlugin.name, settings: settings, userCount: trainingSet.trainedUserCount,
                itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
                // No kernel of an instruction set takes part.
                instructionSet: InstructionSet.baseline.rawValue))
    }
}
