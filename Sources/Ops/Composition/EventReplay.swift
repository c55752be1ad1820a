import Actors

/// Tells the shards what viewers did after the model was trained: their live state is memory, and begins empty.
///
/// At start from the model's last event on; and further back when an older model is taken up, which knows less.
actor EventReplay {
    private let database: EventDatabase
    private let router: ShardRouter
    /// Everything after this sequence number is in the shards.
    private var coveredAfter: Int64

    /// - Parameter newest: the newest event when the process began; later ones come through the event intake.
    init(database: EventDatabase, router: ShardRouter, newest: Int64) {
        self.database = database
        self.router = router
        coveredAfter = newest
    }

    /// Makes sure that the shards know everything after `sequence`.
    /// - Complexity: O(events between).
    func cover(after sequence: Int64) async throws {
        guard sequence < coveredAfter else { return }
        let end = coveredAfter
        // Claimed before the awaits below: a second call meanwhile goes on from here.
        coveredAfter = sequence
        var position = sequence
        while position < end {
            let events = try database.arrivedEvents(after: position, upTo: end)
            guard events.lastSequence > position else { break }
            await router.remember(events.interactions)
            position = events.lastSequence
        }
    }
}
