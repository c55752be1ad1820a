import GRDB
package import Models

/// The storage keys of a collector's numbers, kept between the batches of one import.
package struct ImportKeys: Sendable {
    fileprivate var users: [Int64] = []
    fileprivate var items: [Int64] = []

    package init() {}
}

extension EventDatabase {
    /// Stores a batch of imported events in one transaction. What is there already is left as it is.
    ///
    /// - Parameters:
    ///   - rows: numbered by `numbering`.
    ///   - keys: carried from batch to batch.
    /// - Returns: how many were there already.
    package func storeImported(
        _ rows: InteractionRows, numbering: InteractionLogBuilder, keys: inout ImportKeys
    ) throws(StorageError) -> Int {
        var known = keys
        let stored = try write { database in
            try Self.complete(&known.users, upTo: numbering.users.count, KeyTable(database, table: "users")) {
                numbering.users.id(of: $0).rawValue
            }
            try Self.complete(&known.items, upTo: numbering.items.count, KeyTable(database, table: "items")) {
                numbering.items.id(of: $0).rawValue
            }
            return try Self.insert(rows, keys: known, into: database)
        }
        keys = known
        return rows.count - stored
    }

    /// Gives keys to the numbers that have none yet.
    private static func complete(
        _ keys: inout [Int64], upTo count: Int, _ table: consuming KeyTable, id: (Int) -> String
    ) throws {
        for number in keys.count..<max(count, keys.count) { keys.append(try table.key(of: id(number))) }
    }

    /// In the order of the table's own key, so that its pages are filled one after another.
    private static func insert(_ rows: InteractionRows, keys: ImportKeys, into database: Database) throws -> Int {
        let insert = try StatementLoop(
            database,
            """
            INSERT INTO imported_events (user, item, kind, timestamp, value, checksum) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (user, item, kind, timestamp) DO NOTHING
            """)
        var places = (0..<rows.count).map { row in
            (user: keys.users[Int(rows.users[row])], item: keys.items[Int(rows.items[row])], row: row)
        }
        places.sort { ($0.user, $0.item, $0.row) < ($1.user, $1.item, $1.row) }
        var stored = 0
        for (user, item, row) in places {
            let value = Double(rows.values[row])
            let timestamp = rows.timestamps[row]
            let checksum = Checksum.ofEvent(
                user: user, item: item, kind: rows.kinds[row], value: value, timestamp: timestamp)
            insert.bind(1, user)
            insert.bind(2, item)
            insert.bind(3, Int64(rows.kinds[row]))
            insert.bind(4, timestamp)
            insert.bind(5, value)
            insert.bind(6, checksum.value)
            stored += try insert.run()
        }
        return stored
    }

    /// Which of the numbers have no movie described.
    package func undescribedItems(keys: ImportKeys) throws(StorageError) -> [Bool] {
        let described = try read { database in
            try Set(Int64.fetchAll(database, sql: "SELECT item FROM movies"))
        }
        return keys.items.map { !described.contains($0) }
    }

    /// Notes that an import was done.
    /// - Parameters:
    ///   - report: as JSON.
    ///   - time: seconds since 1970.
    package func noteImport(source: String, report: String, at time: Int64) throws(StorageError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO imports (finished_at, source, report) VALUES (?, ?, ?)",
                arguments: [time, source, report])
        }
    }
}
