import GRDB

/// The embedded tracker's tables in `operations.sqlite`. Times are milliseconds since 1970.
enum TrackingSchema {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("tracking 1", migrate: createTables)
    }

    @Sendable private static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE tracked_runs (
                    id TEXT PRIMARY KEY,
                    experiment TEXT NOT NULL,
                    name TEXT NOT NULL,
                    status TEXT NOT NULL,
                    started_at INTEGER NOT NULL,
                    ended_at INTEGER,
                    process TEXT
                );
                CREATE INDEX tracked_runs_by_time ON tracked_runs (started_at);
                CREATE TABLE tracked_parameters (
                    run TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, name)
                ) WITHOUT ROWID;
                CREATE TABLE tracked_tags (
                    run TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, name)
                ) WITHOUT ROWID;
                CREATE TABLE tracked_metrics (
                    run TEXT NOT NULL, name TEXT NOT NULL, step INTEGER NOT NULL, value REAL NOT NULL, at INTEGER NOT NULL,
                    PRIMARY KEY (run, name, step)
                ) WITHOUT ROWID;
                CREATE TABLE tracked_artefacts (
                    run TEXT NOT NULL, name TEXT NOT NULL, file TEXT NOT NULL, PRIMARY KEY (run, name)
                ) WITHOUT ROWID;
                CREATE TABLE tracked_versions (
                    run TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (run, name, version)
                ) WITHOUT ROWID;
                """)
    }
}
