public import Actors
import Foundation
import Logging
import Models

/// The serving actors over a home folder, without a server: what `marquee recommend` uses.
public struct InProcessService: Sendable {
    public let recommendations: RecommendationService

    /// Loads the active model, and tells the shards what viewers did since it was trained.
    /// - Throws: `ActivationError` when nothing is active or it cannot be loaded; `StorageError`.
    public init(home: HomeFolder, maximumCount: Int = 1_000) async throws {
        let database = try EventDatabase(home: home.url)
        let store = ModelStore()
        let router = ShardRouter(shardCount: 1)
        let replay = EventReplay(database: database, router: router, newest: try database.lastSequence())
        let loader = ModelLoader(
            store: ArtefactStore(folder: home.models), maximumCount: maximumCount, movies: { try database.movies() },
            prepare: { details in try await replay.cover(after: details.lastEventSequence ?? 0) })
        let activator = ModelActivator(
            folder: home.models, loader: loader, store: store, logger: Logger(label: "marquee.models"))
        guard try await activator.restore() != nil else {
            throw ActivationError(
                .nothingEarlier,
                "no model is active in \(home.url.path); make one with `marquee train`, or start with `marquee serve --demo`"
            )
        }
        recommendations = RecommendationService(store: store, router: router)
    }
}

extension ModelActivator {
    /// An activator over a home folder, for tools: there is no server whose model it would swap.
    public init(offlineIn home: HomeFolder) async throws {
        let database = try EventDatabase(home: home.url)
        let loader = ModelLoader(
            store: ArtefactStore(folder: home.models), maximumCount: 1_000, movies: { try database.movies() })
        self.init(
            folder: home.models, loader: loader, store: ModelStore(loader: loader),
            logger: Logger(label: "marquee.models"))
    }
}
