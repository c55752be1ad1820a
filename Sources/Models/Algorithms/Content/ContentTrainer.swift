/// Trains `ContentModel`: texts to vectors, vectors to nearest neighbours.
///
/// Memory: the different terms, each film's own terms, and for each film its neighbours; never films².
public struct ContentTrainer: Trainer {
    static let algorithm = "content"

    /// What a content model is trained with.
    public struct Settings: Sendable, Equatable {
        /// Neighbours kept for each film, 1…10000.
        public var neighborCount: Int
        /// What counts as a term, and how much.
        public var terms: TermVectors.Settings

        /// A term of one film says nothing of two, and one of every other film next to nothing.
        public init(
            neighborCount: Int = 200,
            terms: TermVectors.Settings = TermVectors.Settings(minimumTexts: 2, maximumShare: 0.5)
        ) {
            precondition(neighborCount > 0, "at least one neighbour is kept")
            self.neighborCount = neighborCount
            self.terms = terms
        }
    }

    private let settings: Settings
    private let resolved: ModelSettings

    init(_ settings: Settings, resolved: ModelSettings) {
        self.settings = settings
        self.resolved = resolved
    }

    /// - Complexity: O(length of the texts), then O(Σ over terms of films with the term²) multiplications, divided among
    ///   the workers.
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let texts = TermVectors(trainingSet.movies.lazy.map(\.text), settings: settings.terms)
        guard texts.vectors.entryCount > 0 else {
            throw TrainingError(
                .emptyData,
                "no two films have a word in common; import a catalogue with genres or overviews, or set minimumTexts=1"
            )
        }
        let similarity = ItemSimilarity(texts.vectors.transposed(), shrinkage: 0, limit: settings.neighborCount)
        let neighbours = try await similarity.matrix(for: Self.algorithm, options)
        return ContentModel(
            NeighbourParts(neighbours: neighbours, popularity: PopularityModel(counting: trainingSet)),
            descriptor: ModelDescriptor(
                algorithm: Self.algorithm, settings: resolved, userCount: trainingSet.trainedUserCount,
                itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
                instructionSet: InstructionSet.baseline.rawValue))
    }
}
