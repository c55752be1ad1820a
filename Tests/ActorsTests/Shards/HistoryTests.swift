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

    private func viewer(_ events: [FreshEvent], in snapshot: ServingSnapshot, row: UserNumber?) -> ViewerState {
        let viewer = ViewerState()
        for event in events { _ = viewer.add(event, maximum: 1_000) }
        viewer.resolve(in: snapshot, row: row)
        return viewer
    }

    @Test func `the row and what came after become one history`() {
        let snapshot = ServingSnapshot.fixture(.small)
        let events = [
            FreshEvent(item: "i7", weight: 1, isRating: true, timestamp: 1),
            FreshEvent(item: "i2", weight: 0, isRating: true, timestamp: 2),
            FreshEvent(item: "i1", weight: 0.5, isRating: false, timestamp: 3),
            FreshEvent(item: "not in the model", weight: 1, isRating: true, timestamp: 4),
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
            ([("i0", 1)], false), ([("i0", 1), ("i2", 1)], false), ([("i4", 1)], true), ([("i0", 0)], true),
            ([("i5", 0)], false), ([("unknown", 1)], false), ([], false),
        ] as [([(ItemID, Float)], Bool)])
    func `only news changes a history`(events: [(ItemID, Float)], changes: Bool) {
        let snapshot = ServingSnapshot.fixture(.small)
        let fresh = events.map { FreshEvent(item: $0.0, weight: $0.1, isRating: true, timestamp: 1) }
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
        let events = (0..<12).map { _ in
            FreshEvent(
                item: ItemID("i\(Int.random(in: 0..<itemCount, using: &generator))"),
                weight: [0, 0.5, 1].randomElement(using: &generator) ?? 0, isRating: Bool.random(using: &generator),
                timestamp: Int64.random(in: 0..<5, using: &generator))
        }
        let viewer = viewer(events, in: snapshot, row: UserNumber(0))

        var expected = Dictionary(uniqueKeysWithValues: likes.map { ($0, Float(1)) })
        for event in viewer.events {
            guard let item = snapshot.items.number(of: event.item)?.index else { continue }
            let trained: Float? = likes.contains(item) ? 1 : disliked.contains(item) ? 0 : nil
            expected[item] = event.weight(over: trained)
        }
        #expect(
            history(UserNumber(0), snapshot, viewer)
                == expected.sorted { $0.key < $1.key }.map { WeightedItem(item: ItemNumber($0.key), weight: $0.value) })
        #expect(viewer.changesHistory == (Set(expected.keys) != Set(likes)))
    }
}
