import GRDB

/// The registry's tables in `operations.sqlite`. Times are milliseconds since 1970.
enum RegistrySchema {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("registry 1", migrate: createTables)
    }

    /// The unique index is what keeps two processes from having two versions in production.
    @Sendable private static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE registered_versions (
                    key INTEGER PRIMARY KEY,
                    name TEXT NOT NULL,
                    version TEXT NOT NULL,
                    stage TEXT NOT NULL CHECK (stage IN ('None', 'Staging', 'Production', 'Archived')),
                    lineage TEXT NOT NULL,
                    registered_at INTEGER NOT NULL,
                    UNIQUE (name, version)
                );
                CREATE UNIQUE INDEX one_version_in_production ON registered_versions (stage)
                    WHERE stage = 'Production';
                CREATE TABLE registry_aliases (
                    alias TEXT PRIMARY KEY,
                    version INTEGER NOT NULL REFERENCES registered_versions (key)
                ) WITHOUT ROWID;
                CREATE TABLE registry_changes (
                    key INTEGER PRIMARY KEY,
                    version INTEGER NOT NULL REFERENCES registered_versions (key),
                    kind TEXT NOT NULL,
                    previous TEXT,
                    current TEXT,
                    reason TEXT NOT NULL,
                    at INTEGER NOT NULL
                );
                CREATE INDEX registry_changes_of_version ON registry_changes (version);
                CREATE TABLE decisions (
                    id TEXT PRIMARY KEY,
                    at INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    challenger TEXT,
                    champion TEXT,
                    policy TEXT NOT NULL,
                    paragraph TEXT NOT NULL,
                    run TEXT,
                    document TEXT NOT NULL
                );
                CREATE INDEX decisions_by_time ON decisions (at);
                """)
    }
}
