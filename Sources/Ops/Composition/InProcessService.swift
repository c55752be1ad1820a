public import Actors
import Foundation
import Logging
import Models

/// The serving actors over a home folder, without a server: what `marquee recommend` uses.
public struct InProcessService: Sendable {
    public let recommendations: RecommendationService

    /// Loads the active model, and tells the shards what viewers did since it was trained.
    /// - Throws: `ActivationError` when nothing is active or it cannot be loaded; `StorageError`, also when there is no
    ///   such home.
    public init(home: HomeFolder, maximumCount: Int = 1_000) async throws {
        let database = try home.existingDatabase()
        let router = ShardRouter(shardCount: 1)
        let models = try ModelServing(
            home, database, router: router, maximumCount: maximumCount, counters: CounterBoard(),
            logger: Logger(label: "marquee.models"))
        guard try await models.activator.restore() != nil else {
            throw ActivationError(
                .nothingEarlier,
                "no model is active in \(home.url.path); make one with `marquee train`, or start with `marquee serve --demo`"
            )
        }
        recommendations = RecommendationService(store: models.store, router: router)
    }
}

extension ModelActivator {
    /// An activator over a home folder, for tools: there is no server whose model it would swap.
    /// - Throws: `StorageError`, also when there is no such home.
    public init(offlineIn home: HomeFolder) async throws {
        let database = try home.existingDatabase()
        let logger = Logger(label: "marquee.models")
        let loader = ModelLoader(
            store: home.artefacts, maximumCount: 1_000, movies: { try database.movies() })
        self.init(
            folder: home.models, loader: loader, store: ModelStore(loader: loader),
            follower: RegistryFollower(home, logger: logger), logger: logger)
    }
}
