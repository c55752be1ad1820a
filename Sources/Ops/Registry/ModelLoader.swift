public import Actors
public import Models

/// Brings a stored version into memory, ready to serve: mapped, joined with the catalogue, checked, warmed up.
public struct ModelLoader: SnapshotLoader {
    private let store: ArtefactStore
    private let maximumCount: Int
    private let movies: @Sendable () async throws -> [Movie]
    private let prepare: @Sendable (ArtefactDetails) async throws -> Void
    private let indexing: SimilarIndexing?

    /// - Parameters:
    ///   - movies: the catalogue as it is now; asked once a load.
    ///   - prepare: called with each model's details before it is handed out: the place to tell the shards what
    ///     happened after its data end.
    ///   - indexing: builds each model's index of similar films; nil: they are found exactly.
    public init(
        store: ArtefactStore, maximumCount: Int, movies: @escaping @Sendable () async throws -> [Movie],
        prepare: @escaping @Sendable (ArtefactDetails) async throws -> Void = { _ in },
        indexing: SimilarIndexing? = nil
    ) {
        self.indexing = indexing
        self.prepare = prepare
        self.store = store
        self.maximumCount = maximumCount
        self.movies = movies
    }

    /// Every byte is hashed, at a start as at an activation: what was altered on disk meanwhile must not serve.
    /// - Throws: `ActivationError`; what the store or the catalogue throws.
    @concurrent public func load(_ version: ModelVersion) async throws -> ServingSnapshot {
        let films = try await movies()
        let artefact: ModelArtefact
        do {
            artefact = try store.open(version)
        } catch {
            throw ActivationError(.damaged, "\(version) cannot be used: \(error)")
        }
        try selfCheck(artefact, version)
        try await prepare(artefact.details)
        return try ServingSnapshot(
            version: version, model: artefact.model, users: artefact.users, items: artefact.items, seen: artefact.seen,
            popularity: artefact.popularity,
            catalogue: Catalogue(
                items: artefact.items, movies: films, popularity: artefact.popularity.scores),
            settings: ServingSettings(
                foldInPrior: artefact.details.foldInPrior ?? ServingSettings().foldInPrior,
                positives: artefact.details.positives ?? PositiveRule(), maximumCount: maximumCount),
            trainedAt: store.trainedAt(version),
            indexedSimilarity: indexing?.index(artefact.model, of: version))
    }

    /// Asks the golden requests again. The first answers also bring the factors into memory: this is the warm-up.
    private func selfCheck(_ artefact: ModelArtefact, _ version: ModelVersion) throws(ActivationError) {
        for golden in artefact.details.golden {
            if let difference = golden.difference(from: artefact.model, seen: artefact.seen) {
                throw ActivationError(
                    .failedSelfCheck,
                    "\(version) does not answer as it did when it was made: \(difference); train it again")
            }
        }
    }
}
