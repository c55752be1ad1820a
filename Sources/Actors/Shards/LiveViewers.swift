import Models

/// The viewers of one shard who did something since the models were trained. Bounded in viewers, in events of one
/// viewer and in events altogether; the viewer whose last event is oldest gives way, counted.
struct LiveViewers {
    private var table = RecencyTable<UserID, ViewerState>()
    private(set) var eventCount = 0
    private let bounds: ScoringShard.Configuration
    private let counters: CounterBoard

    init(bounds: ScoringShard.Configuration, counters: CounterBoard) {
        self.bounds = bounds
        self.counters = counters
    }

    var count: Int { table.count }

    subscript(user: UserID) -> ViewerState? { table.isEmpty ? nil : table[user] }

    /// Adds what a viewer did.
    mutating func add(_ interaction: Interaction) {
        let state = table.write(interaction.user) { ViewerState() }
        let before = state.events.count
        let maximum = bounds.maximumEventsPerViewer
        if state.add(interaction, maximum: maximum) { counters.add(.eventsForgotten) }
        eventCount += state.events.count - before
        makeRoom()
    }

    /// The viewer who just acted is the newest and stays: the bounds allow one viewer with all their events.
    private mutating func makeRoom() {
        while table.count > bounds.maximumViewers || eventCount > bounds.maximumEvents {
            guard table.count > 1, let evicted = table.removeOldest() else { return }
            eventCount -= evicted.value.events.count
            counters.add(.viewersEvicted)
        }
    }
}
