public import Foundation
import GRDB

/// What each run has done, step by step, in `operations.sqlite`: a run that the end of its process cut off is taken up
/// where it stopped.
public struct RunJournal: Sendable {
    private let database: OperationsDatabase

    public init(_ database: OperationsDatabase) { self.database = database }

    /// A run that began and has not ended.
    public struct UnfinishedRun: Sendable, Equatable {
        public var id: RunID
        public var startedAt: Date
        /// The last step that is whole; nil when none is.
        public var lastStep: RunStep?
    }

    /// Notes that a run begins; one that did already keeps its time.
    /// - Returns: when it began.
    func begin(_ run: RunID, at moment: Date) throws(StorageError) -> Date {
        try database.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO retraining_runs (run, started_at) VALUES (?, ?)",
                arguments: [run.rawValue, moment.timeIntervalSince1970])
            let started = try Double.fetchOne(
                database, sql: "SELECT started_at FROM retraining_runs WHERE run = ?", arguments: [run.rawValue])
            return started.map { Date(timeIntervalSince1970: $0) } ?? moment
        }
    }

    /// Notes that a step is whole, and what came of it.
    func complete(_ step: RunStep, of run: RunID, output: some Encodable, at moment: Date = Date()) throws {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        let text = String(decoding: try encoder.encode(output), as: UTF8.self)
        try database.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO retraining_steps (run, step, finished_at, output) VALUES (?, ?, ?, ?)",
                arguments: [run.rawValue, step.rawValue, moment.timeIntervalSince1970, text])
        }
    }

    /// What came of a step; nil when it is not whole.
    func output<Output: Decodable>(of step: RunStep, in run: RunID, as type: Output.Type) throws -> Output? {
        let text = try database.read { database in
            try String.fetchOne(
                database, sql: "SELECT output FROM retraining_steps WHERE run = ? AND step = ?",
                arguments: [run.rawValue, step.rawValue])
        }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try text.map { try decoder.decode(type, from: Data($0.utf8)) }
    }

    /// Notes how a run ended, in a sentence.
    func end(_ run: RunID, _ status: RunStatus, outcome: String, at moment: Date = Date()) throws(StorageError) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE retraining_runs SET ended_at = ?, status = ?, outcome = ? WHERE run = ?",
                arguments: [moment.timeIntervalSince1970, status.rawValue, outcome, run.rawValue])
        }
    }

    /// A run that has ended.
    public struct EndedRun: Sendable, Equatable {
        public var id: RunID
        public var startedAt: Date
        public var endedAt: Date
        public var status: RunStatus
        /// For a person.
        public var outcome: String
    }

    /// The latest first.
    public func ended(limit: Int) throws(StorageError) -> [EndedRun] {
        try database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT run, started_at, ended_at, status, outcome FROM retraining_runs
                    WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, rowid DESC LIMIT ?
                    """, arguments: [limit]
            ).map { row in
                EndedRun(
                    id: RunID(rawValue: row["run"]), startedAt: Date(timeIntervalSince1970: row["started_at"]),
                    endedAt: Date(timeIntervalSince1970: row["ended_at"]),
                    status: RunStatus(rawValue: row["status"]) ?? .failed, outcome: row["outcome"])
            }
        }
    }

    /// The newest stored event among the data of the last run that named them; 0 when none did.
    func lastSequence() throws -> Int64 {
        let run = try database.read { database in
            try String.fetchOne(
                database,
                sql: "SELECT run FROM retraining_steps WHERE step = 'snapshot' ORDER BY finished_at DESC LIMIT 1")
        }
        return try run.flatMap { try output(of: .snapshot, in: RunID(rawValue: $0), as: DataSnapshot.self) }?
            .lastEventSequence ?? 0
    }

    /// The newest run that has not ended.
    public func unfinished() throws(StorageError) -> UnfinishedRun? {
        try database.read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT run, started_at, (
                        SELECT step FROM retraining_steps WHERE retraining_steps.run = retraining_runs.run
                        ORDER BY finished_at DESC, rowid DESC LIMIT 1) AS step
                    FROM retraining_runs WHERE ended_at IS NULL ORDER BY started_at DESC LIMIT 1
                    """)
            return row.map { row in
                UnfinishedRun(
                    id: RunID(rawValue: row["run"]), startedAt: Date(timeIntervalSince1970: row["started_at"]),
                    lastStep: (row["step"] as String?).flatMap(RunStep.init))
            }
        }
    }
}

extension RunJournal {
    @Sendable static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE retraining_runs (
                    run TEXT PRIMARY KEY,
                    started_at REAL NOT NULL,
                    ended_at REAL,
                    status TEXT,
                    outcome TEXT
                );
                CREATE TABLE retraining_steps (
                    run TEXT NOT NULL REFERENCES retraining_runs (run),
                    step TEXT NOT NULL,
                    finished_at REAL NOT NULL,
                    output TEXT NOT NULL,
                    PRIMARY KEY (run, step)
                );
                """)
    }
}
