import GRDB
import Models

/// An event with how it came.
struct ArrivedEvent: Sendable {
    var sequence: Int64
    var interaction: Interaction
    /// Milliseconds since 1970.
    var receivedAt: Int64
    var requestID: String?
}

extension EventDatabase {
    /// The next events after `sequence`, at most `limit`, without those that their checksum denies; and where to go on.
    /// Nothing more is there when `last` is `sequence`.
    func stream(
        after sequence: Int64, upTo end: Int64 = .max, limit: Int = 5_000
    ) throws(StorageError) -> (events: [ArrivedEvent], last: Int64) {
        try read { database in
            let rows = try StatementLoop(
                database,
                """
                SELECT sequence, users.id, items.id, kind, value, timestamp, received_at, event_id, user, item,
                    events.checksum, request_id
                FROM events JOIN users ON users.key = user JOIN items ON items.key = item
                WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?
                """)
            rows.bind(1, sequence)
            rows.bind(2, end)
            rows.bind(3, Int64(limit))
            var found: (events: [ArrivedEvent], last: Int64) = ([], sequence)
            while try rows.next() {
                found.last = rows.integer(0)
                guard let interaction = Self.soundInteraction(rows) else { continue }
                found.events.append(
                    ArrivedEvent(
                        sequence: found.last, interaction: interaction, receivedAt: rows.integer(6),
                        requestID: rows.optionalText(11)))
            }
            return found
        }
    }

    /// A sequence number before which every event arrived before `time`, found by halving: arrival times ascend, but for
    /// events on their way together and for clocks that are set; ten minutes are left for both.
    func sequence(before time: Int64) throws(StorageError) -> Int64 {
        let time = time - 600_000
        return try read { database in
            let rows = try StatementLoop(
                database, "SELECT sequence, received_at FROM events WHERE sequence > ? ORDER BY sequence LIMIT 1")
            var low: Int64 = 0
            var high = try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM events") ?? 0
            while low < high {  // everything up to `low` is earlier, something from `high` on is not
                let middle = low + (high - low) / 2
                rows.reset()
                rows.bind(1, middle)
                if try rows.next(), rows.integer(1) < time { low = rows.integer(0) } else { high = middle }
            }
            return low
        }
    }

    /// How much each viewer had done before `sequence`, counted up to where it makes no difference.
    func activity(of users: [UserID], before sequence: Int64) throws(StorageError) -> [UserID: ViewerActivity] {
        try read { database in
            let find = try StatementLoop(database, "SELECT key FROM users WHERE id = ?")
            let count = try StatementLoop(
                database,
                """
                SELECT count(*) FROM (
                    SELECT 1 FROM (SELECT 1 FROM imported_events WHERE user = ?1 LIMIT 100)
                    UNION ALL
                    SELECT 1 FROM (SELECT 1 FROM events WHERE user = ?1 AND sequence <= ?2 LIMIT 100))
                """)
            var found: [UserID: ViewerActivity] = [:]
            for user in users {
                find.reset()
                find.bind(1, user.rawValue)
                guard try find.next() else {
                    found[user] = .new
                    continue
                }
                count.reset()
                count.bind(1, find.integer(0))
                count.bind(2, sequence)
                _ = try count.next()
                found[user] = ViewerActivity(eventCount: Int(count.integer(0)))
            }
            return found
        }
    }

    /// Calls `body` with every imported rating whose checksum holds, in order of time.
    func forEachImportedRating(_ body: (Interaction) throws -> Void) throws(StorageError) {
        try read { database in
            let rows = try StatementLoop(
                database,
                """
                SELECT user, item, value, timestamp, imported_events.checksum, users.id, items.id
                FROM imported_events JOIN users ON users.key = user JOIN items ON items.key = item
                WHERE kind = ? ORDER BY timestamp, user, item
                """)
            let kind = InteractionKind.rating.code
            rows.bind(1, Int64(kind))
            while try rows.next() {
                let checksum = Checksum.ofEvent(
                    user: rows.integer(0), item: rows.integer(1), kind: kind, value: rows.number(2),
                    timestamp: rows.integer(3))
                guard checksum.value == rows.integer(4) else { continue }
                try body(
                    Interaction(
                        user: UserID(rows.text(5)), item: ItemID(rows.text(6)), kind: .rating, value: rows.number(2),
                        timestamp: rows.integer(3)))
            }
        }
    }
}
