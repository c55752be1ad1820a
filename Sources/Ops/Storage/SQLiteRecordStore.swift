public import Actors
public import Foundation
import GRDB
import Models

/// The request log, `requests.sqlite`: one row for each answer, queryable while it is written.
///
/// WAL with `synchronous=NORMAL`: always consistent; a power cut may cost the last moments, never an event.
public struct SQLiteRecordStore: RecordStore {
    public let path: String
    let pool: DatabasePool

    public static let fileName = "requests.sqlite"

    /// Opens the file, or makes it.
    /// - Throws: `StorageError`.
    public init(path: String) throws(StorageError) {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: .marquee(returnsPages: true))
            try RequestSchema.migrator.migrate(pool)
        } catch {
            throw StorageError(opening: path, error)
        }
    }

    /// Opens `requests.sqlite` in a home folder, which is made if missing.
    public init(home: URL) throws(StorageError) {
        do {
            try DurableFile.makeFolder(home)
        } catch {
            throw StorageError(.cannotOpen, "cannot make \(home.path): \(error)")
        }
        try self.init(path: home.appending(path: Self.fileName).path)
    }

    /// One transaction for all of them.
    public func write(_ records: [ServedRecord]) async throws {
        try await commit { database in try Self.insert(records, into: database) }
    }

    private static func insert(_ records: [ServedRecord], into database: Database) throws {
        let insert = try StatementLoop(
            database,
            """
            INSERT INTO requests (
                request_id, timestamp, user_id, endpoint, model_name, model_version, recommendations, scores, latency_ms,
                is_fallback, fallback_reason, question
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        var text = CompactJSON()
        for record in records {
            insert.bind(1, record.requestID)
            insert.bind(2, record.timestamp)
            insert.bind(3, record.user?.rawValue)
            insert.bind(4, record.endpoint.rawValue)
            insert.bind(5, record.version.name)
            insert.bind(6, record.version.version)
            text.write(items: record.places)
            text.withUTF8 { insert.bind(7, $0) }
            text.write(scores: record.places)
            text.withUTF8 { insert.bind(8, $0) }
            insert.bind(9, record.latency / .milliseconds(1))
            insert.bind(10, record.isFallback ? 1 : Int64(0))
            insert.bind(11, record.fallbackReason?.rawValue)
            insert.bind(12, try record.question?.text)
            try insert.run()
        }
    }

    /// One transaction, which a cancelled task does not roll back.
    private func commit<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StorageError) -> Value {
        let path = path
        return try await withCheckedContinuation { continuation in
            pool.asyncWrite(body) { _, result in
                continuation.resume(returning: result.mapError { StorageError($0, path: path) })
            }
        }.get()
    }

    // MARK: Retention

    /// Deletes the oldest rows from before `time` (milliseconds since 1970), at most `limit`, so that no deletion holds
    /// up writing for long.
    /// - Returns: how many were deleted; fewer than `limit` means that none are left.
    public func deleteRecords(before time: Int64, limit: Int = 10_000) async throws(StorageError) -> Int {
        try await commit { database in
            let delete = try StatementLoop(
                database,
                """
                DELETE FROM requests WHERE sequence IN (
                    SELECT sequence FROM requests WHERE timestamp < ? ORDER BY timestamp LIMIT ?)
                """)
            delete.bind(1, time)
            delete.bind(2, Int64(limit))
            let count = try delete.run()
            // Gives the freed pages back, as many as one such deletion frees.
            if count > 0 { try database.execute(sql: "PRAGMA incremental_vacuum(2000)") }
            return count
        }
    }

    /// Moves what the write-ahead log holds into the file. For shutdown.
    public func checkpoint() throws(StorageError) {
        do {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// How many rows there are. Walks an index.
    public func count() throws(StorageError) -> Int {
        do {
            return try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM requests") ?? 0 }
        } catch {
            throw StorageError(error, path: path)
        }
    }
}

/// The tables of `requests.sqlite`.
///
/// No index by user: its pages lie all over the file, so each batch would write as many of them as it has users, three
/// quarters of the log's whole cost. Whoever looks for one user reads through the days they ask for.
enum RequestSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 requests") { database in
            try database.execute(
                sql: """
                    CREATE TABLE requests (
                        sequence INTEGER PRIMARY KEY,
                        request_id TEXT NOT NULL,
                        timestamp INTEGER NOT NULL,
                        user_id TEXT,
                        endpoint TEXT NOT NULL,
                        model_name TEXT NOT NULL,
                        model_version TEXT NOT NULL,
                        recommendations TEXT NOT NULL,
                        scores TEXT NOT NULL,
                        latency_ms REAL NOT NULL,
                        is_fallback INTEGER NOT NULL,
                        fallback_reason TEXT
                    );
                    CREATE INDEX requests_by_time ON requests (timestamp);
                    """)
        }
        migrator.registerMigration("2 question") { database in
            // `live_states`: which stored events a server's shards were told, and when (`LiveStateJournal`).
            try database.execute(
                sql: """
                    ALTER TABLE requests ADD COLUMN question TEXT;
                    CREATE TABLE live_states (
                        key INTEGER PRIMARY KEY,
                        at INTEGER NOT NULL,
                        starts INTEGER NOT NULL,
                        after INTEGER NOT NULL,
                        last INTEGER NOT NULL,
                        shards INTEGER NOT NULL
                    );
                    """)
        }
        return migrator
    }
}
