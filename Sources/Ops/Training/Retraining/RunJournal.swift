import Foundation
import GRDB
import Gateway

/// What each run has done, step by step, in `operations.sqlite`: a run that the end of its process cut off is taken up
/// where it stopped.
public struct RunJournal: Sendable {
    let database: OperationsDatabase

    public init(_ database: OperationsDatabase) { self.database = database }

    /// How often a run may begin between two whole steps: what ends the process each time would do so for ever.
    static let maximumAttempts = 3

    /// What is known of a run once it began.
    struct Beginning: Sendable {
        var startedAt: Date
        /// What it was asked for when it first began: that it goes on with.
        var request: TrainingRequest
        /// How often it began since its last whole step, this time included.
        var attempts: Int
    }

    /// Notes that a run is asked for, before it begins: what was promised is kept whatever ends the process now.
    func promise(
        _ run: RunID, because reasons: [String], asking request: TrainingRequest, at moment: Date
    ) throws {
        let asked = try Self.text(request), told = try Self.text(reasons)
        try database.write { database in
            try database.execute(
                sql: "INSERT INTO retraining_runs (run, started_at, request, reasons, attempts) VALUES (?, ?, ?, ?, 0)",
                arguments: [run.rawValue, moment.timeIntervalSince1970, asked, told])
        }
    }

    /// Notes that a run begins, or begins again; one that did before keeps its time, its reasons and what it was asked.
    func begin(
        _ run: RunID, because reasons: [String] = [], asking request: TrainingRequest = .standing, at moment: Date
    ) throws -> Beginning {
        let asked = try Self.text(request), told = try Self.text(reasons)
        return try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO retraining_runs (run, started_at, request, reasons, attempts) VALUES (?, ?, ?, ?, 1)
                    ON CONFLICT (run) DO UPDATE SET attempts = attempts + 1
                    """, arguments: [run.rawValue, moment.timeIntervalSince1970, asked, told])
            let row = try Row.fetchOne(
                database, sql: "SELECT started_at, request, attempts FROM retraining_runs WHERE run = ?",
                arguments: [run.rawValue])
            guard let row else { throw StorageError(.failed, "\(run) is not among the runs that were just noted") }
            return Beginning(
                startedAt: Date(timeIntervalSince1970: row["started_at"]),
                request: try Self.value(TrainingRequest.self, row["request"]), attempts: row["attempts"])
        }
    }

    /// Notes that a run is left in good order, to be taken up later: that was no failed attempt.
    func leave(_ run: RunID) throws(StorageError) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE retraining_runs SET attempts = max(0, attempts - 1) WHERE run = ?",
                arguments: [run.rawValue])
        }
    }

    /// Notes that a step is whole, and what came of it.
    func complete(_ step: RunStep, of run: RunID, output: some Encodable, at moment: Date = Date()) throws {
        let text = try Self.text(output)
        try database.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO retraining_steps (run, step, finished_at, output) VALUES (?, ?, ?, ?)",
                arguments: [run.rawValue, step.rawValue, moment.timeIntervalSince1970, text])
            try database.execute(
                sql: "UPDATE retraining_runs SET attempts = 1 WHERE run = ?", arguments: [run.rawValue])
        }
    }

    /// What came of a step; nil when it is not whole.
    func output<Output: Decodable>(of step: RunStep, in run: RunID, as type: Output.Type) throws -> Output? {
        let text = try database.read { database in
            try String.fetchOne(
                database, sql: "SELECT output FROM retraining_steps WHERE run = ? AND step = ?",
                arguments: [run.rawValue, step.rawValue])
        }
        return try text.map { try Self.value(type, $0) }
    }

    /// Notes how a run ended, in a sentence.
    func end(_ run: RunID, _ status: RunStatus, outcome: String, at moment: Date = Date()) throws(StorageError) {
        try database.write { database in
            try database.execute(
                sql: "UPDATE retraining_runs SET ended_at = ?, status = ?, outcome = ? WHERE run = ?",
                arguments: [moment.timeIntervalSince1970, status.rawValue, outcome, run.rawValue])
        }
    }

    /// As it stands in a column.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return try decoder.decode(type, from: Data(text.utf8))
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

    /// What was asked of a run and why; how often it began; what the supervisor decided; when schedules began to count.
    @Sendable static func addRequestsAndDecisions(_ database: Database) throws {
        try database.execute(
            sql: """
                ALTER TABLE retraining_runs ADD COLUMN request TEXT NOT NULL DEFAULT '{"settings":{}}';
                ALTER TABLE retraining_runs ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]';
                ALTER TABLE retraining_runs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
                CREATE TABLE retraining_decisions (
                    key INTEGER PRIMARY KEY,
                    at REAL NOT NULL,
                    kind TEXT NOT NULL,
                    reasons TEXT NOT NULL,
                    signals TEXT NOT NULL,
                    run TEXT
                );
                CREATE TABLE retraining_anchors (
                    schedule TEXT PRIMARY KEY,
                    at REAL NOT NULL
                );
                """)
    }
}
