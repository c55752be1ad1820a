import Models
import Testing

@testable import Actors

@Suite struct LiveViewersTests {
    private func viewers(
        maximumViewers: Int = 100, perViewer: Int = 100, events: Int = 1_000, counters: CounterBoard = CounterBoard()
    ) -> LiveViewers {
        LiveViewers(
            bounds: ScoringShard.Configuration(
                maximumViewers: maximumViewers, maximumEventsPerViewer: perViewer, maximumEvents: events),
            counters: counters)
    }

    @Test func `beyond the bound the viewer whose last event is oldest is forgotten, and counted`() {
        let counters = CounterBoard()
        var live = viewers(maximumViewers: 2, counters: counters)
        live.add(.rating("a", "i0", 5))
        live.add(.rating("b", "i0", 5))
        live.add(.rating("a", "i1", 5))
        live.add(.rating("c", "i0", 5))
        #expect(live["b"] == nil)
        #expect(live["a"]?.events.map(\.item) == ["i0", "i1"])
        #expect(live["c"] != nil)
        #expect(live.count == 2)
        #expect(live.eventCount == 3)
        #expect(counters[.viewersEvicted] == 1)
    }

    @Test func `beyond the bound a viewer's oldest film is forgotten, and counted`() {
        let counters = CounterBoard()
        var live = viewers(perViewer: 2, counters: counters)
        for item in ["i0", "i1", "i0", "i2"] as [ItemID] { live.add(.rating("a", item, 5)) }
        #expect(live["a"]?.events.map(\.item) == ["i0", "i2"])
        #expect(live.eventCount == 2)
        #expect(counters[.eventsForgotten] == 1)
    }

    @Test func `all events together are bounded too`() {
        let counters = CounterBoard()
        var live = viewers(events: 10, counters: counters)
        for viewer in 0..<5 {
            for item in 0..<4 { live.add(.rating(UserID("u\(viewer)"), ItemID("i\(item)"), 5)) }
        }
        #expect(live.eventCount <= 10)
        #expect(live["u4"]?.events.count == 4)
        #expect(live["u0"] == nil)
        #expect(counters[.viewersEvicted] == 3)
    }

    @Test func `a viewer who just acted is never the one forgotten`() {
        var live = viewers(maximumViewers: 1, perViewer: 50, events: 3)
        for item in 0..<20 { live.add(.rating("a", ItemID("i\(item)"), 5)) }
        #expect(live["a"]?.events.count == 20)
        live.add(.rating("b", "i0", 5))
        #expect(live.count == 1)
        #expect(live["b"] != nil)
    }

    @Test(.tags(.property)) func `counts stay true over a random history`() {
        var generator = TestGenerator(seed: 11)
        let counters = CounterBoard()
        var live = viewers(maximumViewers: 20, perViewer: 5, events: 60, counters: counters)
        for _ in 0..<5_000 {
            let user = UserID("u\(Int.random(in: 0..<40, using: &generator))")
            live.add(.rating(user, ItemID("i\(Int.random(in: 0..<12, using: &generator))"), 5))
            #expect(live[user] != nil)
            #expect(live.count <= 20)
            #expect(live.eventCount <= 60)
        }
        let events = (0..<40).reduce(0) { $0 + (live[UserID("u\($1)")]?.events.count ?? 0) }
        #expect(live.eventCount == events)
        #expect(counters[.viewersEvicted] > 0)
    }
}
