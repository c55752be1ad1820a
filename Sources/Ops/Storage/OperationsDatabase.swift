public import Foundation
package import GRDB

/// `operations.sqlite`: what the server knows of its own work: versions and their stages, runs, decisions, signals, readings.
///
/// A file of its own, so that writing down a training run never holds up an event. WAL with `synchronous=FULL`: a promotion
/// that was reported survives a power cut. Several processes may use it at once (`marquee train` beside a server).
public final class OperationsDatabase: Sendable {
    public let path: String
    private let pool: DatabasePool

    public static let fileName = "operations.sqlite"

    /// Opens the file, or makes it, with every migration applied.
    /// - Throws: `StorageError`.
    public init(path: String) throws(StorageError) {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: .marquee())
            // Here, not in the configuration: a pool sets NORMAL when it has turned on the write-ahead log.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            try Self.migrate(pool)
        } catch {
            throw StorageError(opening: path, error)
        }
    }

    /// Opens `operations.sqlite` in a home folder, which is made if missing.
    public convenience init(home: URL) throws(StorageError) {
        do {
            try DurableFile.makeFolder(home)
        } catch {
            throw StorageError(.cannotOpen, "cannot make \(home.path): \(error)")
        }
        try self.init(path: home.appending(path: Self.fileName).path)
    }

    /// Applies what is missing. Another process may be doing the same: a step that it was quicker with fails here, and is
    /// found done at the next look.
    private static func migrate(_ pool: DatabasePool) throws {
        let migrator = OperationsSchema.migrator
        for _ in migrator.migrations {
            do {
                return try migrator.migrate(pool)
            } catch let error as DatabaseError where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode) {
                continue
            }
        }
        try migrator.migrate(pool)
    }

    /// Reads one consistent state. Blocks the thread, not the writer.
    package func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        do { return try pool.read(body) } catch { throw StorageError(error, path: path) }
    }

    /// One transaction, durable when it returns; all of it or, when it throws, nothing. `StorageError`s of `body` pass.
    package func write<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        do { return try pool.write(body) } catch { throw StorageError(error, path: path) }
    }

    /// Moves what the write-ahead log holds into the file. For shutdown.
    public func checkpoint() throws(StorageError) {
        do {
            _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch {
            throw StorageError(error, path: path)
        }
    }
}
