import GRDB

extension EventDatabase {
    /// How many sequence numbers after `sequence` have no event, of those that were given until `time`.
    ///
    /// Events that were erased; also, at most, a number for each resent event. Walks the events.
    func missingEvents(after sequence: Int64, receivedUntil time: Int64) throws(StorageError) -> Int {
        try read { database in
            let counted = try Int64.fetchOne(
                database,
                sql: """
                    SELECT COALESCE(
                        (SELECT min(sequence) - 1 FROM events WHERE sequence > ?1 AND received_at > ?2),
                        (SELECT seq FROM sqlite_sequence WHERE name = 'events'), ?1)
                    - ?1 - (SELECT count(*) FROM events WHERE sequence > ?1 AND received_at <= ?2)
                    """, arguments: [sequence, time])
            return max(0, Int(counted ?? 0))
        }
    }

    /// When the last import ended, seconds since 1970; nil when there was none.
    func lastImport() throws(StorageError) -> Int64? {
        try read { try Int64.fetchOne($0, sql: "SELECT max(finished_at) FROM imports") }
    }
}
