import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct HistoryTests {
    private func history(_ user: UserNumber, _ snapshot: ServingSnapshot, _ viewer: ViewerState?) -> [WeightedItem] {
        var query = Query(eligible: ItemMask(count: 0))
        query.appendHistory(row: user, of: snapshot.seen, with: viewer)
        return query.history
    }

    private func viewer(_ events: [Interaction], in snapshot: ServingSnapshot, row: UserNumber?) -> ViewerState {
        let viewer = ViewerState()
        for event in events { _ = viewer.add(event, maximum: 1_000) }
        viewer.resolve(in: snapshot, row: row)
        return viewer
    }

    @Test func `the row and what came after become one history`() {
        let snapshot = ServingSnapshot.fixture(.small)
        let events = [
            Interaction.rating("u0", "i7", 5), .rating("u0", "i2", 1), .event("u0", "i1", .watch, 30),
            .rating("u0", "not in the model", 5),
        ]
        let viewer = viewer(events, in: snapshot, row: UserNumber(0))
        #expect(
            history(UserNumber(0), snapshot, viewer) == [
                WeightedItem(item: ItemNumber(0)), WeightedItem(item: ItemNumber(1), weight: 0.5),
                WeightedItem(item: ItemNumber(7)),
            ])
        #expect(viewer.changesHistory)
    }

    /// What the training data says already changes nothing: a model trained after the event makes it no news.
    @Test(
        arguments: [
            ([("i0", 5)], false), ([("i0", 4), ("i2", 5)], false), ([("i4", 5)], true), ([("i0", 1)], true),
            ([("i5", 1)], false), ([("unknown", 5)], false), ([], false),
        ] as [([(ItemID, Double)], Bool)])
    func `only news changes a history`(events: [(ItemID, Double)], changes: Bool) {
        let snapshot = ServingSnapshot.fixture(.small)
        let fresh = events.map { Interaction.rating("u0", $0.0, $0.1) }
        #expect(viewer(fresh, in: snapshot, row: UserNumber(0)).changesHistory == changes)
    }

    /// Beside it a dictionary from film to weight.
    @Test(.tags(.property), arguments: 0..<20 as Range<UInt64>)
    func `merging equals correcting a dictionary`(seed: UInt64) {
        var generator = TestGenerator(seed: seed)
        let itemCount = 30
        let likes = (0..<itemCount).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
        let disliked = (0..<itemCount).filter {
            !likes.contains($0) && Int.random(in: 0..<4, using: &generator) == 0
        }
        let snapshot = ServingSnapshot.fixture(
            .fixture(likes: [likes], disliked: [disliked], itemCount: itemCount))
        let events = (0..<12).map { time in
            let item = ItemID("i\(Int.random(in: 0..<itemCount, using: &generator))")
            return Bool.random(using: &generator)
                ? Interaction.rating("u0", item, Double(Int.random(in: 1...5, using: &generator)), at: Int64(time))
                : Interaction.event("u0", item, .watch, Double(Int.random(in: 0...70, using: &generator)))
        }
        let viewer = viewer(events, in: snapshot, row: UserNumber(0))

        var expected = Dictionary(uniqueKeysWithValues: likes.map { ($0, Float(1)) })
        for event in viewer.events {
            guard let item = snapshot.items.number(of: event.item)?.index else { continue }
            let trained: Float? = likes.contains(item) ? 1 : disliked.contains(item) ? 0 : nil
            let film = MetFilm(event, item: ItemNumber(item), rule: PositiveRule())
            expected[item] = film.weight(over: trained)
        }
        #expect(
            history(UserNumber(0), snapshot, viewer)
                == expected.sorted { $0.key < $1.key }.map { WeightedItem(item: ItemNumber($0.key), weight: $0.value) })
        #expect(viewer.changesHistory == (Set(expected.keys) != Set(likes)))
    }
}
