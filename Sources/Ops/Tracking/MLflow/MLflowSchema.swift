import GRDB

/// The tables of the way to MLflow.
enum MLflowSchema {
    static let migration = "mlflow 1"

    /// What waits stands in `mlflow_outbox` and leaves it in the transaction that keeps what MLflow answered.
    @Sendable static func create(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE mlflow_outbox (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    kind TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    entry TEXT NOT NULL,
                    queued_at INTEGER NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0
                );
                CREATE INDEX mlflow_outbox_kind ON mlflow_outbox (kind, sequence);
                CREATE TABLE mlflow_set_aside (
                    sequence INTEGER PRIMARY KEY,
                    kind TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    entry TEXT NOT NULL,
                    error TEXT NOT NULL,
                    set_aside_at INTEGER NOT NULL
                );
                CREATE TABLE mlflow_runs (
                    server TEXT NOT NULL,
                    run TEXT NOT NULL,
                    mlflow_run TEXT NOT NULL,
                    experiment TEXT NOT NULL,
                    artifact_root TEXT NOT NULL,
                    PRIMARY KEY (server, run)
                ) WITHOUT ROWID;
                CREATE TABLE mlflow_versions (
                    server TEXT NOT NULL,
                    name TEXT NOT NULL,
                    version TEXT NOT NULL,
                    number TEXT NOT NULL,
                    PRIMARY KEY (server, name, version)
                ) WITHOUT ROWID;
                CREATE TABLE mlflow_notes (
                    name TEXT PRIMARY KEY,
                    count INTEGER NOT NULL DEFAULT 0,
                    text TEXT,
                    at INTEGER
                ) WITHOUT ROWID;
                """)
    }
}
