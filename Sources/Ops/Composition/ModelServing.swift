import Actors
import Logging
import Models

/// Everything between the model directory of a home and the model that serves, put together.
struct ModelServing: Sendable {
    let store: ModelStore
    let activator: ModelActivator

    /// - Parameter router: its shards learn what viewers did since a model was trained, before it serves.
    init(
        _ home: HomeFolder, _ database: EventDatabase, router: ShardRouter, maximumCount: Int, counters: CounterBoard,
        logger: Logger
    ) throws(StorageError) {
        let replay = EventReplay(router: router, newest: try database.lastSequence()) { after, last in
            try database.arrivedEvents(after: after, upTo: last)
        }
        let loader = ModelLoader(
            store: ArtefactStore(folder: home.models), maximumCount: maximumCount, movies: { try database.movies() },
            prepare: { details in try await replay.cover(after: details.lastEventSequence ?? 0) })
        store = ModelStore(loader: loader, counters: counters)
        activator = ModelActivator(folder: home.models, loader: loader, store: store, logger: logger)
    }
}
