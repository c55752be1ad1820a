import GRDB

/// The integer keys of outside ids, made on first sight. One for `users`, one for `items`, inside one transaction.
struct KeyTable: ~Copyable {
    private let find: StatementLoop
    private let insert: StatementLoop
    private let database: Database

    /// - Parameter table: `users` or `items`.
    init(_ database: Database, table: String) throws {
        let find = try StatementLoop(database, "SELECT key FROM \(table) WHERE id = ?")
        let insert = try StatementLoop(database, "INSERT INTO \(table) (id, checksum) VALUES (?, ?)")
        self.find = find
        self.insert = insert
        self.database = database
    }

    func key(of id: String) throws -> Int64 {
        find.bind(1, id)
        let isKnown = try find.next()
        let known = isKnown ? find.integer(0) : 0
        find.reset()
        if isKnown { return known }
        insert.bind(1, id)
        insert.bind(2, Checksum.of(id))
        try insert.run()
        return database.lastInsertedRowID
    }
}
