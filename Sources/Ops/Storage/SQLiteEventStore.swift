public import Actors
import GRDB
import Models

/// Keeps viewers' events in SQLite, durably before it says so, many callers to one commit.
///
/// The first caller commits what is there; whoever comes meanwhile waits, and when the commit is done the first of
/// them commits for all that have come. So the more callers, the larger the transactions, without any timer.
///
/// A full disk fails the commit and nothing else. After an I/O error nothing is acknowledged until the file was
/// opened anew and a write was read back from it; each append tries, so writing resumes by itself.
public actor SQLiteEventStore: EventStore {
    private let database: EventDatabase
    private let pendingLimit: Int
    private var pending: [Submission] = []
    private var pendingCount = 0
    private var isCommitting = false
    private var needsReopening = false
    private var isClosed = false
    /// Whoever waits in `close` for the last commit.
    private var closers: [CheckedContinuation<Void, Never>] = []

    private struct Submission {
        var events: [ViewerEvent]
        var waiter: CheckedContinuation<Turn, Never>?
    }

    /// What a waiting caller is woken with.
    private enum Turn: Sendable {
        case done(Result<[EventReceipt], EventStoreError>)
        /// The commit before is done: commit for all that wait now.
        case lead
    }

    /// - Parameter pendingLimit: the most events that may wait for a commit; more are refused as `.overloaded`.
    public init(database: EventDatabase, pendingLimit: Int = 50_000) {
        self.database = database
        self.pendingLimit = pendingLimit
    }

    /// Events that wait for a commit, and the most that may.
    public var queue: QueueDepth { QueueDepth("events", depth: pendingCount, capacity: pendingLimit) }

    public func append(_ events: [ViewerEvent]) async throws(EventStoreError) -> [EventReceipt] {
        guard !isClosed else { throw EventStoreError(.closed, "the event store is closed") }
        guard pendingCount + events.count <= pendingLimit else {
            throw EventStoreError(.overloaded, "\(pendingCount) events wait to be stored already; send again later")
        }
        guard !events.isEmpty else { return [] }
        pendingCount += events.count
        guard isCommitting else {
            isCommitting = true
            pending.append(Submission(events: events, waiter: nil))
            return try await commitForAll().get()
        }
        let turn = await withCheckedContinuation { waiter in
            pending.append(Submission(events: events, waiter: waiter))
        }
        switch turn {
        case .done(let result): return try result.get()
        case .lead: return try await commitForAll().get()
        }
    }

    /// Commits everything pending; the caller's own submission is the first. Returns the caller's result, wakes the
    /// others with theirs, and hands the lead to the first who came meanwhile.
    private func commitForAll() async -> Result<[EventReceipt], EventStoreError> {
        // Out of the actor's hands before the await: what arrives from here on belongs to the next commit.
        let batch = pending
        pending = []
        let result = await commit(batch.map(\.events))
        pendingCount -= batch.reduce(0) { $0 + $1.events.count }
        for (index, submission) in batch.enumerated().dropFirst() {
            submission.waiter?.resume(returning: .done(result.map { $0[index] }))
        }
        if let next = pending.first {
            next.waiter?.resume(returning: .lead)
        } else {
            isCommitting = false
            for closer in closers { closer.resume() }
            closers = []
        }
        return result.map { $0[0] }
    }

    private func commit(_ batch: [[ViewerEvent]]) async -> Result<[[EventReceipt]], EventStoreError> {
        if needsReopening {
            do {
                try database.reopen()
                needsReopening = false
            } catch {
                return .failure(EventStoreError(error))
            }
        }
        let result = await database.commit { try Self.insert(batch, into: $0) }
        if case .failure(let error) = result, error.code != .diskFull, error.code != .busy { needsReopening = true }
        return result.mapError(EventStoreError.init)
    }

    private static func insert(_ batch: [[ViewerEvent]], into database: Database) throws -> [[EventReceipt]] {
        let users = try KeyTable(database, table: "users")
        let items = try KeyTable(database, table: "items")
        let insert = try StatementLoop(
            database,
            """
            INSERT INTO events (event_id, user, item, kind, value, timestamp, received_at, checksum, request_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING
            """)
        return try batch.map { events in
            try events.map { event in
                let interaction = event.interaction
                let user = try users.key(of: interaction.user.rawValue)
                let item = try items.key(of: interaction.item.rawValue)
                var checksum = Checksum.ofEvent(
                    user: user, item: item, kind: interaction.kind.code, value: interaction.value,
                    timestamp: interaction.timestamp)
                checksum.add(event.receivedAt)
                checksum.add(event.eventID)
                insert.bind(1, event.eventID)
                insert.bind(2, user)
                insert.bind(3, item)
                insert.bind(4, Int64(interaction.kind.code))
                insert.bind(5, interaction.value)
                insert.bind(6, interaction.timestamp)
                insert.bind(7, event.receivedAt)
                insert.bind(8, checksum.value)
                insert.bind(9, event.requestID)
                return try insert.run() == 1 ? .accepted : .duplicate
            }
        }
    }

    /// Refuses new events, waits for those that came before, and moves the log into the file.
    public func close() async throws(StorageError) {
        isClosed = true
        if isCommitting { await withCheckedContinuation { closers.append($0) } }
        try database.checkpoint()
    }
}

extension EventStoreError {
    init(_ error: StorageError) {
        switch error.code {
        case .diskFull: self.init(.diskFull, "the disk is full; events are not stored until there is space")
        case .busy: self.init(.overloaded, "another process is writing to the event store; send again later")
        default: self.init(.ioFailure, "the event store cannot be written: \(error.code.rawValue)")
        }
    }
}
