public import Foundation
import GRDB

/// The embedded tracker: runs, parameters, metrics with their steps, tags and files, in `operations.sqlite`.
///
/// Stages and aliases are the registry's, in the same file, and are not written twice.
public struct SQLiteTracker: Tracker {
    let database: OperationsDatabase
    private let process: ProcessMark

    public init(_ database: OperationsDatabase) {
        self.init(database, process: .current)
    }

    /// For tests: a tracker of another process.
    init(_ database: OperationsDatabase, process: ProcessMark) {
        self.database = database
        self.process = process
    }

    /// One transaction for all of them; what is told twice is kept once.
    /// - Throws: `StorageError`.
    public func record(_ entries: [TrackingEntry]) async throws {
        guard !entries.isEmpty else { return }
        let process = process.text
        try database.write { database in
            let rows = TrackingRows(database: database, process: process)
            for entry in entries { try rows.write(entry) }
        }
    }

    /// Marks the runs of processes that have ended as killed: nothing will ever be told of them.
    /// - Returns: which they were.
    @discardableResult
    public func closeAbandonedRuns(at moment: Date = Date()) throws(StorageError) -> [RunID] {
        let abandoned = try abandonedRuns()
        try close(abandoned, at: moment)
        return abandoned
    }

    /// Those that still count as running and whose process has ended.
    func abandonedRuns() throws(StorageError) -> [RunID] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT id, process FROM tracked_runs WHERE status = ?",
                arguments: [TrackedRun.Status.running.rawValue]
            ).filter { !ProcessMark(text: $0["process"] ?? "").isAlive }.map { RunID(rawValue: $0["id"]) }
        }
    }

    func close(_ runs: [RunID], at moment: Date) throws(StorageError) {
        try database.write { database in
            let rows = TrackingRows(database: database, process: nil)
            for run in runs { try rows.write(.runFinished(run, .killed, at: moment)) }
        }
    }

    /// The latest first.
    public func runs(limit: Int) throws(StorageError) -> [TrackedRun] {
        try database.read { try TrackingRows(database: $0, process: nil).runs(limit: limit) }
    }

    /// Nil when there is no such run.
    public func run(_ id: RunID) throws(StorageError) -> TrackedRunDetails? {
        try database.read { try TrackingRows(database: $0, process: nil).details(of: id) }
    }
}
