import Models
import Testing

private let origin = ServedList.Origin(model: "als/1", endpoint: "recommend", isFallback: false, activity: .light)

private func list(_ id: String, user: UserID? = "anna", at time: Int64, _ items: [ItemID]) -> ServedList {
    ServedList(requestID: id, user: user, servedAt: time, items: items, origin: origin)
}

private func event(
    _ kind: InteractionKind, _ item: ItemID, user: UserID = "anna", value: Double = 1, at time: Int64,
    request: String? = nil
) -> LaterEvent {
    LaterEvent(
        interaction: Interaction(user: user, item: item, kind: kind, value: value, timestamp: 0), receivedAt: time,
        requestID: request)
}

@Suite struct `Joining lists with what followed` {
    /// A window of a second.
    private var join = OutcomeJoin(OutcomeJoin.Settings(window: 1_000))

    /// Everything in the order given, and the request ids of the lists with the places something was done with.
    private mutating func places(_ lists: [ServedList], _ events: [LaterEvent]) -> [String: [Int]] {
        var found: [String: [Int]] = [:]
        for list in lists { join.add(list) { found[$0.list.requestID] = $0.outcomes.map(\.place) } }
        for event in events { join.add(event) }
        join.finish(at: 10_000) { found[$0.list.requestID] = $0.outcomes.map(\.place) }
        return found
    }

    @Test mutating func `an event belongs to the viewer's latest list before it that shows the film`() {
        let found = places(
            [
                list("old", at: 100, ["a", "b"]), list("new", at: 200, ["b", "c"]),
                list("late", at: 400, ["a", "b", "c"]),
                list("other", user: "ben", at: 250, ["b"]),
            ],
            [event(.click, "b", at: 300), event(.click, "a", at: 300), event(.click, "z", at: 300)])
        #expect(found == ["old": [0], "new": [0], "late": [], "other": []])
        #expect(join.counts.joinedByTime == 2 && join.counts.unjoinedEvents == 1 && join.counts.listsWithoutEvent == 2)
    }

    @Test mutating func `an event that names its answer belongs to that list`() {
        let found = places(
            [list("old", at: 100, ["a"]), list("nobody", user: nil, at: 150, ["a"]), list("new", at: 200, ["a"])],
            [
                event(.click, "a", at: 300, request: "old"),
                event(.click, "a", user: "ben", at: 300, request: "nobody"),
                // Somebody else's list, and one that is not known: as if it named none.
                event(.click, "a", user: "ben", at: 300, request: "new"), event(.click, "a", at: 300, request: "?"),
            ])
        #expect(found == ["old": [0], "nobody": [0], "new": [0]])
        #expect(join.counts.joinedByRequest == 2 && join.counts.joinedByTime == 1 && join.counts.unjoinedEvents == 1)
        #expect(join.counts.listsOfNobody == 1)
    }

    @Test mutating func `only the window counts, its ends included`() {
        let found = places(
            [list("r", at: 5_000, ["a", "b", "c", "d"])],
            [
                event(.click, "a", at: 4_999), event(.click, "b", at: 5_000), event(.click, "c", at: 6_000),
                event(.click, "d", at: 6_001),
            ])
        #expect(found == ["r": [1, 2]])
        #expect(join.counts.unfinishedLists == 0)
    }

    @Test mutating func `lists close when their window is over, and the oldest early when there is no room`() {
        join = OutcomeJoin(OutcomeJoin.Settings(window: 1_000, maximumOpen: 2))
        var closed: [String] = []
        for (number, time) in [Int64(0), 500, 600, 100_000].enumerated() {
            join.add(list("\(number)", at: time, ["a"])) { closed.append($0.list.requestID) }
        }
        // The third had no room; at the fourth the windows of both others were over.
        #expect(closed == ["0", "1", "2"] && join.counts.closedEarly == 1)
        join.finish(at: 100_500) { closed.append($0.list.requestID) }
        #expect(closed == ["0", "1", "2", "3"] && join.counts.unfinishedLists == 1 && join.counts.lists == 4)
    }

    @Test func `minutes add up, and a rating decides what was liked`() {
        var outcome = PlaceOutcome(place: 0)
        outcome.add(event(.watch, "a", value: 6, at: 0).interaction)
        #expect(outcome.isConverted && !outcome.isLiked(by: PositiveRule()))
        outcome.add(event(.watch, "a", value: 6, at: 0).interaction)
        #expect(outcome.minutes == 12 && outcome.isLiked(by: PositiveRule()))
        outcome.add(event(.rating, "a", value: 2, at: 0).interaction)
        #expect(outcome.isTaken && !outcome.isLiked(by: PositiveRule()))
        var skipped = PlaceOutcome(place: 1)
        skipped.add(event(.skip, "a", at: 0).interaction)
        #expect(!skipped.isTaken && !skipped.isConverted)
    }
}
