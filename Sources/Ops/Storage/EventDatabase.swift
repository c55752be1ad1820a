package import GRDB
public import Foundation
import Models
import Synchronization

/// `marquee.sqlite`: movies, viewers, events, settings. One writer, many readers that never wait for it.
///
/// WAL with `synchronous=FULL`: what a committed transaction wrote survives a power cut.
public final class EventDatabase: Sendable {
    public let path: String
    private let pool: Mutex<DatabasePool>

    /// Opens the file, or makes it, with every migration applied.
    /// - Throws: `StorageError`.
    public init(path: String) throws(StorageError) {
        self.path = path
        pool = Mutex(try Self.open(path))
    }

    /// Opens `marquee.sqlite` in a home folder, which is made if missing.
    public convenience init(home: URL) throws(StorageError) {
        do {
            try DurableFile.makeFolder(home)
        } catch {
            throw StorageError(.cannotOpen, "cannot make \(home.path): \(error)")
        }
        try self.init(path: home.appending(path: Self.fileName).path)
    }

    public static let fileName = "marquee.sqlite"

    fileprivate static func none(at path: String) -> StorageError {
        StorageError(
            .cannotOpen,
            "\(path) is not there; `marquee import` or `marquee serve --demo` makes it, --home names another folder")
    }

    private static func open(_ path: String) throws(StorageError) -> DatabasePool {
        do {
            let pool = try DatabasePool(path: path, configuration: .marquee())
            // Here, not in the configuration: a pool sets NORMAL when it has turned on the write-ahead log.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try EventSchema.migrator.migrate(pool)
            return pool
        } catch {
            throw StorageError(opening: path, error)
        }
    }

    /// Reads one consistent state. Blocks the thread, not the writer.
    package func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        let pool = pool.withLock { $0 }
        do { return try pool.read(body) } catch { throw StorageError(error, path: path) }
    }

    /// One transaction, on the calling thread. For imports and tools; the event store has its own way.
    package func write<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        let pool = pool.withLock { $0 }
        do { return try pool.write(body) } catch { throw StorageError(error, path: path) }
    }

    /// One transaction, away from the caller's thread, that a cancelled task does not roll back: others may wait for
    /// the same commit.
    package func commit<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async -> Result<Value, StorageError> {
        let pool = pool.withLock { $0 }
        let path = path
        return await withCheckedContinuation { continuation in
            pool.asyncWrite(body) { _, result in
                continuation.resume(returning: result.mapError { StorageError($0, path: path) })
            }
        }
    }

    /// After an I/O error: lets go of every connection (what SQLite believes to be on disk may not be), opens the file
    /// anew and proves by a write that is read back that it takes writes again.
    package func reopen() throws(StorageError) {
        let fresh = try Self.open(path)
        let proof = UUID().uuidString
        do {
            try fresh.write { database in
                try database.execute(
                    sql: "INSERT OR REPLACE INTO settings (name, value) VALUES ('write proof', ?)", arguments: [proof])
            }
            let found = try fresh.read { database in
                try String.fetchOne(database, sql: "SELECT value FROM settings WHERE name = 'write proof'")
            }
            guard found == proof else { throw StorageError(.ioFailure, "\(path): what was written is not read back") }
        } catch {
            throw StorageError(error, path: path)
        }
        let old = pool.withLock { current in
            let old = current
            current = fresh
            return old
        }
        // A reader may still be at work on it; then it closes when the reader is done.
        try? old.close()
    }

    /// SQLite's settings as the writing connection has them.
    package func pragmas(_ names: [String]) throws(StorageError) -> [String] {
        let pool = pool.withLock { $0 }
        do {
            return try pool.writeWithoutTransaction { database in
                try names.map { try String.fetchOne(database, sql: "PRAGMA \($0)") ?? "" }
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Lets the file grow by `count` pages from now on and no further, as a full disk would. For tests and quotas.
    package func limitPages(by count: Int) throws(StorageError) {
        let pool = pool.withLock { $0 }
        do {
            try pool.writeWithoutTransaction { database in
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                _ = try Int.fetchOne(database, sql: "PRAGMA max_page_count = \(pages + count)")
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Moves what the write-ahead log holds into the file. For shutdown.
    public func checkpoint() throws(StorageError) {
        let pool = pool.withLock { $0 }
        do {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            throw StorageError(error, path: path)
        }
    }
}

extension HomeFolder {
    /// The database of a home that has one. For commands that read: a misspelt --home is told, and not made.
    /// - Throws: `StorageError`.
    public func existingDatabase() throws(StorageError) -> EventDatabase {
        guard FileManager.default.fileExists(atPath: database.path) else { throw EventDatabase.none(at: database.path) }
        return try EventDatabase(path: database.path)
    }
}

extension GRDB.Configuration {
    /// Of every database here; a pool of it logs ahead, with `synchronous=NORMAL`.
    ///
    /// - Parameter returnsPages: whether `incremental_vacuum` may give freed pages back; fixed when a file is made.
    static func marquee(returnsPages: Bool = false) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            if returnsPages, !database.configuration.readonly {
                try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
            }
            // After a burst the log file shrinks to this again.
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        return configuration
    }
}
