/// Joins served lists with what their viewers did within a window afterwards, in one pass in order of time.
///
/// An event that names an answer belongs to that list, if it shows the film, was made for that viewer and its window is
/// open. Any other belongs to the viewer's latest list before it that shows the film. So each event counts for one list
/// at most, and a list counts what it led to and nothing else.
///
/// Memory is bounded by the lists whose windows are open; beyond `maximumOpen` the oldest close early, counted.
public struct OutcomeJoin: Sendable {
    /// How long is waited, and how much is held.
    public struct Settings: Sendable, Equatable {
        /// How long after a list an event may come, milliseconds.
        public var window: Int64
        /// The most lists held at once.
        public var maximumOpen: Int
        /// The most lists of one viewer that are looked through for an event that names none.
        public var maximumPerViewer: Int

        /// - Precondition: every bound is above 0.
        public init(window: Int64, maximumOpen: Int = 200_000, maximumPerViewer: Int = 1_000) {
            precondition(window > 0 && maximumOpen > 0 && maximumPerViewer > 0, "a join needs a window and room")
            self.window = window
            self.maximumOpen = maximumOpen
            self.maximumPerViewer = maximumPerViewer
        }
    }

    /// Events that arrived together may be told out of order by this much, milliseconds.
    static let disorder: Int64 = 60_000

    /// How long is waited, and how much is held.
    public let settings: Settings
    /// What was found until now, and what could not be.
    public private(set) var counts = JoinCounts()
    /// By serial; serials ascend with time.
    private var open: [Int: JoinedList] = [:]
    private var oldest = 0
    private var next = 0
    private var byRequest: [String: Int] = [:]
    private var byViewer: [UserID: [Int]] = [:]

    public init(_ settings: Settings) { self.settings = settings }

    /// Opens a list's window. Lists come in order of time.
    /// - Parameter closed: called with each list whose window is over by now.
    public mutating func add(_ list: ServedList, closed: (JoinedList) -> Void) {
        let horizon = list.servedAt - settings.window - Self.disorder
        while oldest < next, let first = open[oldest] {
            let isOver = first.list.servedAt < horizon
            guard isOver || open.count >= settings.maximumOpen else { break }
            if !isOver { counts.closedEarly += 1 }
            closed(close())
        }
        counts.lists += 1
        if let user = list.user { byViewer[user, default: []].append(next) } else { counts.listsOfNobody += 1 }
        byRequest[list.requestID] = next
        open[next] = JoinedList(list: list)
        next += 1
    }

    /// Joins an event to the list it belongs to. Comes after every list that was served before it.
    public mutating func add(_ event: LaterEvent) {
        counts.events += 1
        if let request = event.requestID, let serial = byRequest[request], join(event, to: serial) {
            counts.joinedByRequest += 1
            return
        }
        let lists = byViewer[event.interaction.user] ?? []
        for serial in lists.suffix(settings.maximumPerViewer).reversed() where join(event, to: serial) {
            counts.joinedByTime += 1
            return
        }
        counts.unjoinedEvents += 1
    }

    /// Closes what is open.
    /// - Parameter end: the time the data end, milliseconds: windows that reach beyond it are counted.
    public mutating func finish(at end: Int64, closed: (JoinedList) -> Void) {
        while oldest < next {
            let last = close()
            if last.list.servedAt + settings.window > end { counts.unfinishedLists += 1 }
            closed(last)
        }
    }

    private mutating func join(_ event: LaterEvent, to serial: Int) -> Bool {
        guard let list = open[serial]?.list,
            (list.servedAt...(list.servedAt + settings.window)).contains(event.receivedAt),
            list.user == nil || list.user == event.interaction.user,
            let place = list.items.firstIndex(of: event.interaction.item)
        else { return false }
        let known = open[serial]?.outcomes.firstIndex { $0.place == place }
        var outcome = known.flatMap { open[serial]?.outcomes[$0] } ?? PlaceOutcome(place: place)
        outcome.add(event.interaction)
        if let known { open[serial]?.outcomes[known] = outcome } else { open[serial]?.outcomes.append(outcome) }
        return true
    }

    /// Takes out the oldest list.
    private mutating func close() -> JoinedList {
        guard let joined = open.removeValue(forKey: oldest) else { preconditionFailure("serials have no gaps") }
        if byRequest[joined.list.requestID] == oldest { byRequest[joined.list.requestID] = nil }
        if let user = joined.list.user {
            // A viewer's lists close in the order they opened.
            byViewer[user]?.removeFirst()
            if byViewer[user]?.isEmpty == true { byViewer[user] = nil }
        }
        if joined.outcomes.isEmpty { counts.listsWithoutEvent += 1 }
        oldest += 1
        return joined
    }
}

/// What a join found, and what it could not.
public struct JoinCounts: Sendable, Equatable, Codable {
    /// Lists that were told.
    public var lists = 0
    /// Lists that were for nobody in particular: only an event that names them can be theirs.
    public var listsOfNobody = 0
    /// Lists whose viewer did nothing with any film in them.
    public var listsWithoutEvent = 0
    /// Lists whose window reaches beyond the data: more may come.
    public var unfinishedLists = 0
    /// Lists that were let go of before their window was over, for want of room.
    public var closedEarly = 0
    /// Events that were told.
    public var events = 0
    /// Events that named their list.
    public var joinedByRequest = 0
    /// Events given to the viewer's latest list that shows the film.
    public var joinedByTime = 0
    /// Events of films that no open list of the viewer shows: found elsewhere.
    public var unjoinedEvents = 0

    /// Events that belong to a list.
    public var joined: Int { joinedByRequest + joinedByTime }

    public init() {}
}
