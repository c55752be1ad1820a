import Models
import Testing

private func joined(
    _ user: UserID?, model: String = "als/1", isFallback: Bool = false, count: Int = 4,
    _ events: [(place: Int, kind: InteractionKind, value: Double)] = []
) -> JoinedList {
    let origin = ServedList.Origin(
        model: model, endpoint: "recommend", isFallback: isFallback, activity: user == nil ? .nobody : .light)
    let list = ServedList(
        requestID: "r", user: user, servedAt: 0, items: (0..<count).map { ItemID("\($0)") }, origin: origin)
    let outcomes = events.map { event in
        var outcome = PlaceOutcome(place: event.place)
        outcome.add(Interaction(user: "x", item: "x", kind: event.kind, value: event.value, timestamp: 0))
        return outcome
    }
    return JoinedList(list: list, outcomes: outcomes)
}

@Suite struct `Realised figures` {
    /// By hand: two lists of four with k = 2.
    /// First: place 0 clicked (liked), place 1 rated 2 (not liked), place 3 watched 30 minutes. Second: nothing.
    @Test func `figures are ratios of sums over all lists`() async throws {
        var tally = RealisedTally(cutoff: 2)
        tally.add(joined("anna", [(0, .click, 1), (1, .rating, 2), (3, .watch, 30)]))
        tally.add(joined("ben"))
        let row = try #require(try await tally.rows(Bootstrap(sampleCount: 200), workerCount: 2).first)
        #expect(row.cell == OnlineCell(model: "als/1", endpoint: "recommend", segment: "all"))
        #expect(row.viewers == 2 && row.lists == 2 && row.places == 8)
        let means = row.metrics.mapValues(\.mean)
        #expect(
            means == [
                "precision_at_2": 0.25, "hit_rate_at_2": 0.5, "ctr_proxy": 0.375, "conversion": 0.5,
                "watch_minutes_per_list": 15, "watch_minutes_per_watch": 30,
            ])
        // Of two viewers a draw has the first never, once or twice.
        let interval = try #require(row.metrics["hit_rate_at_2"])
        #expect(interval.low == 0 && interval.high == 1)
        // Draws without any watch say nothing of the minutes of one.
        #expect(row.metrics["watch_minutes_per_watch"]?.low == 30)
    }

    @Test func `a viewer's lists are drawn together`() async throws {
        var tally = RealisedTally(cutoff: 1)
        for _ in 0..<10 { tally.add(joined("anna", [(0, .click, 1)])) }
        for _ in 0..<10 { tally.add(joined("ben")) }
        let rows = try await tally.rows(Bootstrap(sampleCount: 500), workerCount: 1)
        // Twenty independent lists would put the interval near 0.5 ± 0.2.
        #expect(rows[0].metrics["hit_rate_at_1"] == Estimate(mean: 0.5, low: 0, high: 1))
    }

    @Test func `each list counts in its version and in its segments`() async throws {
        var tally = RealisedTally(cutoff: 1)
        tally.add(joined("anna", model: "b/1"))
        tally.add(joined(nil, model: "a/1", isFallback: true))
        tally.add(joined("ben", model: "a/1"))
        let rows = try await tally.rows(Bootstrap(sampleCount: 10), workerCount: 1)
        #expect(
            rows.map { "\($0.cell.model) \($0.cell.segment) \($0.lists)" } == [
                "a/1 all 2", "a/1 personal 1", "a/1 fallback 1", "a/1 nobody 1", "a/1 light 1", "b/1 all 1",
                "b/1 personal 1", "b/1 light 1",
            ])
        #expect(rows.allSatisfy { $0.metrics["watch_minutes_per_watch"] == nil })
    }

    @Test func `the workers change no figure`() async throws {
        var tally = RealisedTally(cutoff: 3)
        for number in 0..<60 {
            tally.add(joined(UserID("\(number % 17)"), number % 3 == 0 ? [(number % 4, .watch, Double(number))] : []))
        }
        let one = try await tally.rows(Bootstrap(sampleCount: 100), workerCount: 1)
        #expect(try await tally.rows(Bootstrap(sampleCount: 100), workerCount: 3) == one)
    }
}
