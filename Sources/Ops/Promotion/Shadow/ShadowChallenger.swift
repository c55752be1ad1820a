import Actors
import Foundation
import Models

/// Which version answers unseen.
public enum ShadowModel: Sendable, Equatable {
    /// Whichever the registry calls the challenger, followed when it changes.
    case challenger
    /// One version, by name.
    case version(String)
}

/// A challenger in memory, with shards that know what viewers did since it was trained.
actor ShadowChallenger {
    nonisolated let snapshot: ServingSnapshot
    nonisolated let router: ShardRouter
    /// Up to here its shards were told.
    private var sequence: Int64
    private let events: EventDatabase

    /// Loads `version` beside what serves; the shards that answer viewers are not touched.
    @concurrent static func load(
        _ version: ModelVersion, home: HomeFolder, events: EventDatabase, maximumCount: Int
    ) async throws -> ShadowChallenger {
        let known = Locked<Int64>(0)
        let loader = ModelLoader(
            store: home.artefacts, maximumCount: maximumCount, movies: { try events.movies() },
            prepare: { details in known.withLock { $0 = details.lastEventSequence ?? 0 } })
        let snapshot = try await loader.load(version)
        return ShadowChallenger(
            snapshot: snapshot, router: ShardRouter(shardCount: 1), sequence: known.withLock { $0 }, events: events)
    }

    private init(snapshot: ServingSnapshot, router: ShardRouter, sequence: Int64, events: EventDatabase) {
        self.snapshot = snapshot
        self.router = router
        self.sequence = sequence
        self.events = events
    }

    /// Tells its shards what was stored since the last call.
    func catchUp() async throws {
        while !Task.isCancelled {
            let found = try await BackgroundThread.run { [events, sequence] in
                try events.arrivedEvents(after: sequence, limit: 1_000)
            }
            guard found.lastSequence > sequence else { return }
            await router.remember(found.interactions)
            sequence = found.lastSequence
        }
    }
}
