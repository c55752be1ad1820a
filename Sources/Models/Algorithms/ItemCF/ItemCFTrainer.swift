/// Trains `ItemCFModel`: item–item cosine on co-occurrence, truncated to the nearest neighbours.
public struct ItemCFTrainer: Trainer {
    static let algorithm = "itemcf"

    /// What ItemCF is trained with.
    public struct Settings: Sendable, Equatable {
        /// Neighbours kept for each item, 1…10000.
        public var neighborCount: Int
        /// Added to the cosine's denominator, ≥ 0.
        public var shrinkage: Double
        /// What a like counts before films are compared.
        public var weighting: InteractionWeighting
        /// How late further weight stops to matter, ≥ 0; for `bm25`.
        public var bm25K1: Double
        /// How much a viewer's long history is held against their likes, 0…1; for `bm25`.
        public var bm25B: Double

        /// - Precondition: every value is in its range.
        public init(
            neighborCount: Int = 200, shrinkage: Double = 0, weighting: InteractionWeighting = .none,
            bm25K1: Double = 100, bm25B: Double = 0.8
        ) {
            precondition(neighborCount > 0 && shrinkage >= 0, "ItemCF keeps at least one neighbour, shrinkage is ≥ 0")
            precondition(bm25K1 >= 0 && (0...1).contains(bm25B), "BM25's k1 is ≥ 0, its b within 0…1")
            self.neighborCount = neighborCount
            self.shrinkage = shrinkage
            self.weighting = weighting
            self.bm25K1 = bm25K1
            self.bm25B = bm25B
        }
    }

    private let settings: Settings
    private let resolved: ModelSettings

    init(_ settings: Settings, resolved: ModelSettings) {
        self.settings = settings
        self.resolved = resolved
    }

    /// - Complexity: O(Σ over viewers of likes²) multiplications, divided among the workers.
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        guard trainingSet.positives.prefix(rows: trainingSet.trainedUserCount).entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        let similarity = ItemSimilarity(
            weighted(trainingSet), shrinkage: settings.shrinkage, limit: settings.neighborCount)
        let neighbours = try await similarity.matrix(for: Self.algorithm, options)
        return ItemCFModel(
            NeighbourParts(neighbours: neighbours, popularity: PopularityModel(counting: trainingSet)),
            descriptor: ModelDescriptor(
                algorithm: Self.algorithm, settings: resolved, userCount: trainingSet.trainedUserCount,
                itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
                instructionSet: InstructionSet.baseline.rawValue))
    }

    /// The trained users' positives with the weighting applied, without what it weighs as nothing.
    private func weighted(_ trainingSet: TrainingSet) -> InteractionMatrix {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        let weights = settings.weighting.weights(of: positives, k1: settings.bm25K1, b: settings.bm25B)
        return positives.keepingPositive(weights)
    }
}
