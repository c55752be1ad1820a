import Actors
import Models

/// One pass over lists and events in order of time.
struct ReplayPass {
    private(set) var join: OutcomeJoin
    private(set) var tally: RealisedTally

    private var lists: ListReader
    private var events: EventReader

    init(events: EventDatabase, requests: SQLiteRecordStore, settings: ReplaySettings, span: Range<Int64>) throws {
        join = OutcomeJoin(OutcomeJoin.Settings(window: settings.window, maximumOpen: settings.maximumOpen))
        tally = RealisedTally(cutoff: settings.cutoff, rule: settings.positives)
        let first = try events.sequence(before: span.lowerBound)
        lists = ListReader(requests: requests, events: events, span: span, firstSequence: first)
        self.events = EventReader(
            database: events, sequence: first, span: span.lowerBound...(span.upperBound + settings.window))
    }

    /// Lets others use the thread every few hundred rows: a server answers beside it.
    mutating func run(now: Int64) async throws {
        var list = try lists.next()
        var event = try events.next()
        var step = 0
        while list != nil || event != nil {
            step += 1
            if step.isMultiple(of: 500) { await Task.yield() }
            // A list comes before an event of the same millisecond.
            if let served = list, event.map({ served.servedAt <= $0.receivedAt }) ?? true {
                join.add(served) { tally.add($0) }
                list = try lists.next()
            } else if let arrived = event {
                join.add(LaterEvent(arrived))
                event = try events.next()
            }
        }
        join.finish(at: now) { tally.add($0) }
    }
}

extension LaterEvent {
    init(_ event: ArrivedEvent) {
        self.init(interaction: event.interaction, receivedAt: event.receivedAt, requestID: event.requestID)
    }
}

/// The lists of a time, page by page, with their viewers' activity before it.
private struct ListReader {
    private let requests: SQLiteRecordStore
    private let events: EventDatabase
    private let end: Int64
    /// Activity is what was done before it.
    private let firstSequence: Int64
    private var position: SQLiteRecordStore.Position
    private var page: ArraySlice<LoggedAnswer> = []
    private var activity: [UserID: ViewerActivity] = [:]

    private static let pageSize = 2_000

    init(requests: SQLiteRecordStore, events: EventDatabase, span: Range<Int64>, firstSequence: Int64) {
        self.requests = requests
        self.events = events
        self.firstSequence = firstSequence
        end = span.upperBound
        position = SQLiteRecordStore.Position(timestamp: span.lowerBound)
    }

    mutating func next() throws -> ServedList? {
        if page.isEmpty { try turnPage() }
        guard let answer = page.popFirst() else { return nil }
        let viewer = answer.user.map { activity[$0] ?? .new }
        return ServedList(
            requestID: answer.requestID, user: answer.user, servedAt: answer.timestamp, items: answer.items,
            origin: ServedList.Origin(
                model: "\(answer.version)", endpoint: answer.endpoint.rawValue,
                isFallback: answer.fallbackReason != nil, activity: viewer ?? .nobody))
    }

    private mutating func turnPage() throws {
        try Task.checkCancellation()
        page = try requests.answers(after: position, before: end, limit: Self.pageSize)[...]
        guard let last = page.last else { return }
        position = SQLiteRecordStore.Position(timestamp: last.timestamp, sequence: last.sequence)
        let unknown = Set(page.compactMap(\.user)).filter { activity[$0] == nil }
        guard !unknown.isEmpty else { return }
        activity.merge(try events.activity(of: Array(unknown), before: firstSequence)) { $1 }
    }
}

/// The events of a time, page by page.
private struct EventReader {
    let database: EventDatabase
    var sequence: Int64
    let span: ClosedRange<Int64>
    var page: ArraySlice<ArrivedEvent> = []

    init(database: EventDatabase, sequence: Int64, span: ClosedRange<Int64>) {
        self.database = database
        self.sequence = sequence
        self.span = span
    }

    mutating func next() throws -> ArrivedEvent? {
        while true {
            while let event = page.popFirst() {
                if span.contains(event.receivedAt) { return event }
            }
            try Task.checkCancellation()
            let found = try database.stream(after: sequence)
            guard found.last > sequence else { return nil }
            sequence = found.last
            page = found.events[...]
        }
    }
}
