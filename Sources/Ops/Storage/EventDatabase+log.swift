import GRDB
public import Models

/// All events of the database, ready for preprocessing.
public struct StoredLog: Sendable {
    public let log: InteractionLog
    public let movies: [Movie]
    public var viewers: [Viewer] = []
    /// Rows whose checksum does not fit; they are left out.
    public let damagedRows: Int
    /// Events of `log` that were imported.
    public var importedEvents = 0
    /// Events of `log` that arrived over the network.
    public var arrivedEvents = 0
    /// The sequence number of the newest arrived event that was there to be read; 0 when there was none.
    public var lastEventSequence: Int64 = 0
}

extension EventDatabase {
    /// Reads everything in one consistent state.
    ///
    /// - Parameters:
    ///   - until: leaves out events at or after this second, for training on the past.
    ///   - sequence: leaves out what arrived after this event, for reading again what was read then.
    /// - Complexity: O(events), about 0.3 µs each.
    public func load(until: Int64 = .max, asOf sequence: Int64 = .max) throws(StorageError) -> StoredLog {
        try read { database in
            var builder = InteractionLogBuilder()
            let damagedUsers = try Self.loadIdentifiers(database, "users") { builder.addUser(UserID($0)) }
            let damagedItems = try Self.loadIdentifiers(database, "items") { builder.addItem(ItemID($0)) }
            var loader = EventLoader(
                builder: builder, userNumbers: damagedUsers.numbers, itemNumbers: damagedItems.numbers, until: until)
            try loader.loadImported(database)
            let imported = loader.builder.rows.count
            try loader.loadArrived(database, upTo: sequence)
            return StoredLog(
                log: loader.builder.build(), movies: try Self.movies(database), viewers: try Self.viewers(database),
                damagedRows: damagedUsers.damaged + damagedItems.damaged + loader.damagedRows,
                importedEvents: imported, arrivedEvents: loader.builder.rows.count - imported,
                lastEventSequence: min(sequence, try Self.lastSequence(database)))
        }
    }

    /// Numbers the ids of a table; `numbers[key]` is −1 where there is none.
    private static func loadIdentifiers(
        _ database: Database, _ table: String, add: (String) -> Int32
    ) throws -> (numbers: [Int32], damaged: Int) {
        let last = try Int64.fetchOne(database, sql: "SELECT max(key) FROM \(table)") ?? 0
        var numbers = [Int32](repeating: -1, count: Int(last) + 1)
        var damaged = 0
        let rows = try StatementLoop(database, "SELECT key, id, checksum FROM \(table) ORDER BY key")
        while try rows.next() {
            let id = rows.text(1)
            if Checksum.of(id) == rows.integer(2) {
                numbers[Int(rows.integer(0))] = add(id)
            } else {
                damaged += 1
            }
        }
        return (numbers, damaged)
    }
}

/// Copies event rows into a log, leaving out what its checksum denies.
private struct EventLoader {
    var builder: InteractionLogBuilder
    let userNumbers: [Int32]
    let itemNumbers: [Int32]
    let until: Int64
    var damagedRows = 0

    mutating func loadImported(_ database: Database) throws {
        let rows = try StatementLoop(
            database, "SELECT user, item, kind, value, timestamp, checksum FROM imported_events")
        while try rows.next() {
            let checksum = Checksum.ofEvent(
                user: rows.integer(0), item: rows.integer(1), kind: UInt8(truncatingIfNeeded: rows.integer(2)),
                value: rows.number(3), timestamp: rows.integer(4))
            append(rows, isSound: checksum.value == rows.integer(5))
        }
    }

    mutating func loadArrived(_ database: Database, upTo sequence: Int64) throws {
        let rows = try StatementLoop(
            database,
            """
            SELECT user, item, kind, value, timestamp, checksum, received_at, event_id FROM events WHERE sequence <= ?
            """)
        rows.bind(1, sequence)
        while try rows.next() {
            var checksum = Checksum.ofEvent(
                user: rows.integer(0), item: rows.integer(1), kind: UInt8(truncatingIfNeeded: rows.integer(2)),
                value: rows.number(3), timestamp: rows.integer(4))
            checksum.add(rows.integer(6))
            checksum.add(rows.text(7))
            append(rows, isSound: checksum.value == rows.integer(5))
        }
    }

    private mutating func append(_ row: borrowing StatementLoop, isSound: Bool) {
        guard isSound, let user = Self.number(userNumbers, row.integer(0)),
            let item = Self.number(itemNumbers, row.integer(1)),
            InteractionKind(code: UInt8(truncatingIfNeeded: row.integer(2))) != nil
        else {
            damagedRows += 1
            return
        }
        guard row.integer(4) < until else { return }
        builder.append(
            user: user, item: item, kind: UInt8(truncatingIfNeeded: row.integer(2)), value: Float(row.number(3)),
            timestamp: row.integer(4))
    }

    private static func number(_ numbers: [Int32], _ key: Int64) -> Int32? {
        guard key >= 0, key < numbers.count, numbers[Int(key)] >= 0 else { return nil }
        return numbers[Int(key)]
    }
}
