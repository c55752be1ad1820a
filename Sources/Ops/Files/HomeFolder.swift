public import Foundation

/// The folder of all that lasts, and what stands where in it.
public struct HomeFolder: Sendable {
    public let url: URL

    public init(_ url: URL) { self.url = url }

    /// Movies, viewers, events.
    public var database: URL { url.appending(path: "marquee.sqlite") }
    /// Versions, runs, decisions, signals, readings.
    public var operations: URL { url.appending(path: "operations.sqlite") }
    /// The request log.
    public var requestLog: URL { url.appending(path: "requests.sqlite") }
    public var models: URL { url.appending(path: "models", directoryHint: .isDirectory) }
    /// Training data by name.
    public var snapshots: URL { url.appending(path: "snapshots", directoryHint: .isDirectory) }
    public var reports: URL { url.appending(path: "reports", directoryHint: .isDirectory) }

    /// What was written for others to take away.
    public var exports: URL { url.appending(path: "exports", directoryHint: .isDirectory) }

    /// Makes the folders that are missing.
    /// - Throws: `FileError`.
    public func prepare() throws(FileError) {
        for folder in [url, models, snapshots, reports] { try DurableFile.makeFolder(folder) }
    }

    /// Keeps a second server away: two would both believe that they alone decide which model serves.
    ///
    /// - Returns: a lock that is held until it is let go of, or the process ends, however it ends.
    /// - Throws: `FileError` with `EWOULDBLOCK` when another server has it.
    public func lockForServing() throws(FileError) -> HomeLock { try HomeLock(url.appending(path: ".serving.lock")) }
}

/// An advisory lock on a file.
public final class HomeLock: Sendable {
    private let descriptor: Int32

    init(_ url: URL) throws(FileError) {
        descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("open", url, errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw FileError("lock", url, code)
        }
    }

    deinit { close(descriptor) }
}
