import GRDB
public import Models

/// Events as they arrived over the network, in the order they were stored.
public struct ArrivedEvents: Sendable {
    public var interactions: [Interaction]
    /// The sequence number of the last one; ask on from here.
    public var lastSequence: Int64

    public init(interactions: [Interaction], lastSequence: Int64) {
        self.interactions = interactions
        self.lastSequence = lastSequence
    }
}

extension EventDatabase {
    /// The next events after `sequence`, at most `limit`; empty when there are no more.
    ///
    /// Rows that their checksum denies are passed over, as in training.
    public func arrivedEvents(
        after sequence: Int64, upTo last: Int64 = .max, limit: Int = 10_000
    ) throws(StorageError) -> ArrivedEvents {
        try read { database in
            let rows = try StatementLoop(
                database,
                """
                SELECT sequence, users.id, items.id, kind, value, timestamp, received_at, event_id, user, item,
                    events.checksum
                FROM events JOIN users ON users.key = user JOIN items ON items.key = item
                WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?
                """)
            rows.bind(1, sequence)
            rows.bind(2, last)
            rows.bind(3, Int64(limit))
            var found = ArrivedEvents(interactions: [], lastSequence: sequence)
            while try rows.next() {
                found.lastSequence = rows.integer(0)
                if let interaction = Self.soundInteraction(rows) { found.interactions.append(interaction) }
            }
            return found
        }
    }

    /// The sequence number of the newest event; 0 when there is none.
    public func lastSequence() throws(StorageError) -> Int64 {
        try read { database in try Self.lastSequence(database) }
    }

    static func lastSequence(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT max(sequence) FROM events") ?? 0
    }

    static func soundInteraction(_ row: borrowing StatementLoop) -> Interaction? {
        let code = UInt8(truncatingIfNeeded: row.integer(3))
        var checksum = Checksum.ofEvent(
            user: row.integer(8), item: row.integer(9), kind: code, value: row.number(4), timestamp: row.integer(5))
        checksum.add(row.integer(6))
        checksum.add(row.text(7))
        guard checksum.value == row.integer(10), let kind = InteractionKind(code: code) else { return nil }
        return Interaction(
            user: UserID(row.text(1)), item: ItemID(row.text(2)), kind: kind, value: row.number(4),
            timestamp: row.integer(5))
    }
}
