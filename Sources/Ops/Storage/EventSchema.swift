import GRDB

/// The tables of `marquee.sqlite`, as steps that are never edited once released.
///
/// Users and items have integer keys in tables of their own, so that an event costs a few bytes. Imported events and
/// events that arrived over the network are kept apart: an import is the same however often it is repeated, so its
/// events are their own key; an arrived event is known by its event id.
enum EventSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 identifiers", migrate: createIdentifiers)
        migrator.registerMigration("2 descriptions", migrate: createDescriptions)
        migrator.registerMigration("3 events", migrate: createEvents)
        migrator.registerMigration("4 operations", migrate: createOperations)
        migrator.registerMigration("5 request id", migrate: addRequestID)
        migrator.registerMigration("6 credits", migrate: addCredits)
        return migrator
    }

    @Sendable private static func createIdentifiers(_ database: Database) throws {
        for table in ["users", "items"] {
            try database.execute(
                sql: """
                    CREATE TABLE \(table) (
                        key INTEGER PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE,
                        checksum INTEGER NOT NULL
                    )
                    """)
        }
    }

    @Sendable private static func createDescriptions(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE movies (
                    item INTEGER PRIMARY KEY REFERENCES items (key),
                    title TEXT NOT NULL,
                    year INTEGER,
                    genres TEXT NOT NULL,
                    release_date TEXT,
                    overview TEXT,
                    age_rating TEXT
                );
                CREATE TABLE viewers (
                    user INTEGER PRIMARY KEY REFERENCES users (key),
                    age INTEGER,
                    gender TEXT,
                    occupation TEXT
                );
                """)
    }

    @Sendable private static func createEvents(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE imported_events (
                    user INTEGER NOT NULL REFERENCES users (key),
                    item INTEGER NOT NULL REFERENCES items (key),
                    kind INTEGER NOT NULL,
                    timestamp INTEGER NOT NULL,
                    value REAL NOT NULL,
                    checksum INTEGER NOT NULL,
                    PRIMARY KEY (user, item, kind, timestamp)
                ) WITHOUT ROWID;
                CREATE TABLE events (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    event_id TEXT NOT NULL UNIQUE,
                    user INTEGER NOT NULL REFERENCES users (key),
                    item INTEGER NOT NULL REFERENCES items (key),
                    kind INTEGER NOT NULL,
                    value REAL NOT NULL,
                    timestamp INTEGER NOT NULL,
                    received_at INTEGER NOT NULL,
                    checksum INTEGER NOT NULL
                );
                CREATE INDEX events_by_user ON events (user);
                CREATE VIEW all_events AS
                    SELECT 'import' AS source, NULL AS event_id, users.id AS user_id, items.id AS item_id, kind, value,
                        timestamp, NULL AS received_at
                    FROM imported_events
                        JOIN users ON users.key = imported_events.user
                        JOIN items ON items.key = imported_events.item
                    UNION ALL
                    SELECT 'api', event_id, users.id, items.id, kind, value, timestamp, received_at
                    FROM events
                        JOIN users ON users.key = events.user
                        JOIN items ON items.key = events.item;
                """)
    }

    @Sendable private static func createOperations(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE imports (
                    key INTEGER PRIMARY KEY,
                    finished_at INTEGER NOT NULL,
                    source TEXT NOT NULL,
                    report TEXT NOT NULL
                );
                CREATE TABLE settings (
                    name TEXT PRIMARY KEY,
                    value TEXT NOT NULL
                ) WITHOUT ROWID;
                CREATE TABLE unknown_items (
                    item TEXT PRIMARY KEY,
                    count INTEGER NOT NULL,
                    first_asked_at INTEGER NOT NULL,
                    last_asked_at INTEGER NOT NULL
                ) WITHOUT ROWID;
                """)
    }

    /// The answer that an event followed. Not under the row's checksum: nothing is trained on it, and rows from before
    /// have none; a damaged one joins no answer.
    @Sendable private static func addRequestID(_ database: Database) throws {
        try database.execute(sql: "ALTER TABLE events ADD COLUMN request_id TEXT")
    }

    /// Lists of names with `|` between, as genres are.
    @Sendable private static func addCredits(_ database: Database) throws {
        for column in ["directors", "actors", "keywords"] {
            try database.execute(sql: "ALTER TABLE movies ADD COLUMN \(column) TEXT NOT NULL DEFAULT ''")
        }
    }
}
