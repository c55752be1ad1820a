public import Foundation
public import Models
import Synchronization

/// The folder of all that lasts, and what stands where in it.
public struct HomeFolder: Sendable {
    public let url: URL
    /// The models that can be trained for it, and loaded from it.
    public let plugins: PluginCatalogue

    public init(_ url: URL, plugins: PluginCatalogue = .standard) {
        self.url = url
        self.plugins = plugins
    }

    /// Movies, viewers, events.
    public var database: URL { url.appending(path: "marquee.sqlite") }
    /// Versions, runs, decisions, signals, readings.
    public var operations: URL { url.appending(path: "operations.sqlite") }
    /// The request log.
    public var requestLog: URL { url.appending(path: "requests.sqlite") }
    public var models: URL { url.appending(path: "models", directoryHint: .isDirectory) }
    /// The versions in `models`.
    public var artefacts: ArtefactStore { ArtefactStore(folder: models, plugins: plugins) }
    /// Training data by name.
    public var snapshots: URL { url.appending(path: "snapshots", directoryHint: .isDirectory) }
    /// What searches for settings tried and found.
    public var tuning: URL { url.appending(path: "tuning", directoryHint: .isDirectory) }
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

    /// Keeps two retraining runs apart, in one process or in two: only a run that nobody holds this for was cut off.
    ///
    /// - Returns: a lock to hold for the whole run; nil while another run has it.
    /// - Throws: `FileError` when it cannot be told.
    public func lockForTraining() throws(FileError) -> HomeLock? {
        do throws(FileError) {
            return try HomeLock(url.appending(path: ".training.lock"))
        } catch {
            guard error.code == EWOULDBLOCK else { throw error }
            return nil
        }
    }
}

/// An advisory lock on a file: held until it is let go of, or the process ends, however it ends.
public final class HomeLock: Sendable {
    /// Nil once it was let go of.
    private let descriptor: Mutex<Int32?>

    init(_ url: URL) throws(FileError) {
        let opened = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw FileError("open", url, errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(opened)
            throw FileError("lock", url, code)
        }
        descriptor = Mutex(opened)
    }

    /// Lets go of it at once, whoever still refers to it.
    public func release() {
        descriptor.withLock { held in
            if let open = held { close(open) }
            held = nil
        }
    }

    deinit { release() }
}
