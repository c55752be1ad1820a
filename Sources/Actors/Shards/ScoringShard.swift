import Models

/// One share of the viewers: their live state, and the buffers their lists are ranked in.
///
/// Everything between a request and its slate happens inside one call without a suspension, so nothing is re-entered
/// and one answer is of one snapshot. The shard keeps no snapshot: what it derives from one is tagged with its serial.
public actor ScoringShard {
    /// How much live state a shard keeps.
    public struct Configuration: Sendable, Equatable {
        /// The most viewers with live state.
        public var maximumViewers: Int
        /// The most films in one viewer's live state.
        public var maximumEventsPerViewer: Int
        /// The most films in all live states of the shard; at about 60 bytes each.
        public var maximumEvents: Int

        /// - Precondition: every bound is at least 1.
        public init(
            maximumViewers: Int = 50_000, maximumEventsPerViewer: Int = 500, maximumEvents: Int = 500_000
        ) {
            precondition(min(maximumViewers, maximumEventsPerViewer, maximumEvents) >= 1, "a bound is at least 1")
            self.maximumViewers = maximumViewers
            self.maximumEventsPerViewer = maximumEventsPerViewer
            self.maximumEvents = maximumEvents
        }
    }

    private var viewers: LiveViewers
    private var bench = Workbench()
    private var tally = ServingTally()
    private let time: ServingTime

    public init(
        configuration: Configuration = Configuration(), counters: CounterBoard = CounterBoard(),
        time: ServingTime = .system
    ) {
        viewers = LiveViewers(bounds: configuration, counters: counters)
        self.time = time
    }

    /// Ranks what `order` asks for, from `snapshot` alone.
    func answer(_ order: RankingOrder, from snapshot: ServingSnapshot) -> RankedSlate {
        let start = time.elapsed()
        let slate: RankedSlate
        switch order.subject {
        case .viewer(let user?):
            slate = bench.answer(order, viewer: viewers[user], from: snapshot)
        default:
            slate = bench.answer(order, viewer: nil, from: snapshot)
        }
        tally.note(order, slate, from: snapshot, took: time.elapsed() - start)
        return slate
    }

    /// Takes in what viewers of this shard did; their next answers reflect it.
    func remember(_ interactions: [Interaction]) {
        for interaction in interactions { viewers.add(interaction) }
    }

    /// How many viewers have live state, and how many films are in it.
    public var liveState: (viewers: Int, events: Int) { (viewers.count, viewers.eventCount) }

    /// What was tallied since the last call.
    func takeTally() -> ServingTally {
        defer { tally.reset() }
        return tally
    }
}
