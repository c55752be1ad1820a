import GRDB

/// Why the database did not do what it was asked.
public struct StorageError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case cannotOpen = "cannot_open"
        case diskFull = "disk_full"
        case ioFailure = "io_failure"
        /// Another process holds the write lock.
        case busy
        /// The file is no database, or is damaged.
        case damaged
        /// The statement itself failed: an error of ours.
        case failed
    }

    public var code: Code
    /// What, where, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What SQLite's result code means to us.
    init(_ error: any Error, path: String) {
        if let known = error as? StorageError {
            self = known
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.failed, "\(path): \(error)")
            return
        }
        let detail =
            "\(path): \(error.message ?? error.resultCode.description) (SQLite \(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_FULL: self.init(.diskFull, "\(detail); free some space, writing then resumes by itself")
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN:
            self.init(.ioFailure, "\(detail); check the disk and the file's permissions")
        case .SQLITE_BUSY, .SQLITE_LOCKED: self.init(.busy, "\(detail); another process is writing")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.damaged, "\(detail); restore a backup, or move the file away to begin anew")
        default: self.init(.failed, detail)
        }
    }

    init(opening path: String, _ error: any Error) {
        self.init(error, path: path)
        if code == .ioFailure || code == .failed { code = .cannotOpen }
    }

    public var description: String { message }
}
