import Actors
import Logging
import Models

/// Everything between the model directory of a home and the model that serves, put together.
struct ModelServing: Sendable {
    let store: ModelStore
    let activator: ModelActivator

    /// - Parameters:
    ///   - router: its shards learn what viewers did since a model was trained, before it serves.
    ///   - follower: keeps the registry in step; nil for a tool that changes nothing.
    ///   - similarIndex: answers for similar films; nil: the model does, exactly.
    ///   - journal: where it is written what they learnt.
    init(
        _ home: HomeFolder, _ database: EventDatabase, router: ShardRouter, maximumCount: Int, counters: CounterBoard,
        follower: RegistryFollower? = nil, similarIndex: SimilarIndexKind? = nil, logger: Logger,
        journal: LiveStateJournal? = nil
    ) throws(StorageError) {
        let newest = try database.lastSequence()
        journal?.begin(newest: newest)
        let replay = EventReplay(
            router: router, newest: newest, events: { try database.arrivedEvents(after: $0, upTo: $1) },
            told: { journal?.note(after: $0, last: $1) })
        let loader = ModelLoader(
            store: home.artefacts, maximumCount: maximumCount, movies: { try database.movies() },
            prepare: { details in try await replay.cover(after: details.lastEventSequence ?? 0) },
            indexing: similarIndex.map { SimilarIndexing($0, logger: logger) })
        store = ModelStore(loader: loader, counters: counters)
        activator = ModelActivator(
            folder: home.models, loader: loader, store: store, follower: follower, logger: logger)
    }
}
