package import Actors

/// Tells the shards what viewers did after the model was trained: their live state is memory, and begins empty.
///
/// At start from the model's last event on; and further back when an older model is taken up, which knows less.
package actor EventReplay {
    /// Events after one sequence number up to another one.
    private struct Stretch {
        var after: Int64
        var last: Int64
    }

    private let router: ShardRouter
    private let events: @Sendable (_ after: Int64, _ last: Int64) throws -> ArrivedEvents
    private let told: @Sendable (_ after: Int64, _ last: Int64) -> Void
    /// Everything after this sequence number is in the shards, or in `missing`.
    private var coveredAfter: Int64
    /// What was asked for and is not in the shards yet: under way, or stopped by an error.
    private var missing: [Stretch] = []

    /// - Parameters:
    ///   - newest: the newest event when the process began; later ones come through the event intake.
    ///   - events: the next events after a sequence number up to another one; empty when there are no more.
    ///   - told: called with each stretch of events that the shards were told.
    package init(
        router: ShardRouter, newest: Int64,
        events: @escaping @Sendable (_ after: Int64, _ last: Int64) throws -> ArrivedEvents,
        told: @escaping @Sendable (_ after: Int64, _ last: Int64) -> Void = { _, _ in }
    ) {
        self.router = router
        self.events = events
        self.told = told
        coveredAfter = newest
    }

    /// Makes sure that the shards know everything after `sequence`.
    ///
    /// Each event is told once, whatever fails in between: watched minutes add up, so none may be told twice.
    /// - Complexity: O(events between).
    package func cover(after sequence: Int64) async throws {
        if sequence < coveredAfter {
            missing.append(Stretch(after: sequence, last: coveredAfter))
            coveredAfter = sequence
        }
        // Taken before the awaits below: a second call meanwhile does not tell the same events again.
        while var stretch = missing.popLast() {
            let first = stretch.after
            do {
                try await tell(&stretch)
                told(first, stretch.last)
            } catch {
                if stretch.after > first { told(first, stretch.after) }
                missing.append(stretch)
                throw error
            }
        }
    }

    /// Tells the events of `stretch`, of which what is told is taken off.
    private func tell(_ stretch: inout Stretch) async throws {
        while stretch.after < stretch.last {
            let found = try events(stretch.after, stretch.last)
            guard found.lastSequence > stretch.after else { return }
            await router.remember(found.interactions)
            stretch.after = found.lastSequence
        }
    }
}
