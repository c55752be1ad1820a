public import Foundation
import GRDB

/// The runs there were, and the one that is cut off.
extension RunJournal {
    /// A run that began and has not ended: under way where its home's training lock is held, cut off otherwise.
    public struct UnfinishedRun: Sendable, Equatable {
        public var id: RunID
        public var startedAt: Date
        /// The last step that is whole; nil when none is.
        public var lastStep: RunStep?
        public var reasons: [String]
    }

    /// The newest run that has not ended.
    public func unfinished() throws(StorageError) -> UnfinishedRun? {
        try database.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT run, started_at, reasons, (
                        SELECT step FROM retraining_steps WHERE retraining_steps.run = retraining_runs.run
                        ORDER BY finished_at DESC, rowid DESC LIMIT 1) AS step
                    FROM retraining_runs WHERE ended_at IS NULL ORDER BY started_at DESC LIMIT 1
                    """)
            return try row.map { row in
                UnfinishedRun(
                    id: RunID(rawValue: row["run"]), startedAt: Date(timeIntervalSince1970: row["started_at"]),
                    lastStep: (row["step"] as String?).flatMap(RunStep.init),
                    reasons: try Self.value([String].self, row["reasons"]))
            }
        }
    }

    /// The step that a run is in, or stopped in; nil when all are whole.
    func firstOpenStep(of run: RunID) throws(StorageError) -> RunStep? {
        let done = try database.read { database in
            try String.fetchSet(
                database, sql: "SELECT step FROM retraining_steps WHERE run = ?", arguments: [run.rawValue])
        }
        return RunStep.allCases.first { !done.contains($0.rawValue) }
    }

    /// A run that has ended.
    public struct EndedRun: Sendable, Equatable {
        public var id: RunID
        public var startedAt: Date
        public var endedAt: Date
        public var status: RunStatus
        /// For a person.
        public var outcome: String
        /// Why it ran.
        public var reasons: [String]
    }

    /// The latest first.
    public func ended(limit: Int) throws(StorageError) -> [EndedRun] { try ended("TRUE", limit: limit) }

    /// The latest run that did not fail: it ran to its end, or a person stopped it. A failed one is to be tried again,
    /// so that neither a schedule nor the count of new events begins anew with it.
    func lastSettled() throws(StorageError) -> EndedRun? { try ended("status != 'failed'", limit: 1).first }

    private func ended(_ condition: String, limit: Int) throws(StorageError) -> [EndedRun] {
        try database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT run, started_at, ended_at, status, outcome, reasons FROM retraining_runs
                    WHERE ended_at IS NOT NULL AND \(condition) ORDER BY ended_at DESC, rowid DESC LIMIT ?
                    """, arguments: [limit]
            ).map { row in
                EndedRun(
                    id: RunID(rawValue: row["run"]), startedAt: Date(timeIntervalSince1970: row["started_at"]),
                    endedAt: Date(timeIntervalSince1970: row["ended_at"]),
                    status: RunStatus(rawValue: row["status"]) ?? .failed, outcome: row["outcome"],
                    reasons: try Self.value([String].self, row["reasons"]))
            }
        }
    }

    /// Runs that failed since the last one that ran to its end.
    func failures() throws(StorageError) -> Int {
        try database.read { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM retraining_runs WHERE status = 'failed' AND ended_at >= coalesce(
                        (SELECT max(ended_at) FROM retraining_runs WHERE status = 'finished'), 0)
                    """) ?? 0
        }
    }

    /// The newest stored event among the data of the last run that named them; 0 when none did. Failed runs made nothing
    /// of theirs: those events are still new.
    func lastSequence() throws -> Int64 {
        let run = try database.read { database in
            try String.fetchOne(
                database,
                sql: """
                    SELECT run FROM retraining_steps JOIN retraining_runs USING (run)
                    WHERE step = 'snapshot' AND coalesce(status, '') != 'failed' ORDER BY finished_at DESC LIMIT 1
                    """)
        }
        return try run.flatMap { try output(of: .snapshot, in: RunID(rawValue: $0), as: DataSnapshot.self) }?
            .lastEventSequence ?? 0
    }
}
