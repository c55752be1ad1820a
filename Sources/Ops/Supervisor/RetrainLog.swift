public import Foundation
import GRDB

/// What the supervisor decided and by which signals, in `operations.sqlite`: each change of mind, the newest kept; and when
/// a schedule began to count.
public struct RetrainLog: Sendable {
    private let database: OperationsDatabase

    /// Older decisions than this many are deleted.
    public static let maximumCount = 1_000

    public init(_ database: OperationsDatabase) { self.database = database }

    /// One decision.
    public struct Entry: Sendable, Equatable, Codable {
        public var at: Date
        public var kind: Kind
        public var reasons: [RetrainReason]
        public var signals: [RetrainSignal]
        /// The run it started.
        public var run: RunID?

        public enum Kind: String, Sendable, Codable {
            case train, wait
        }
    }

    /// Durable when it returns.
    func record(_ entry: Entry) throws {
        let reasons = try RunJournal.text(entry.reasons), signals = try RunJournal.text(entry.signals)
        try database.write { database in
            try database.execute(
                sql: "INSERT INTO retraining_decisions (at, kind, reasons, signals, run) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    entry.at.timeIntervalSince1970, entry.kind.rawValue, reasons, signals, entry.run?.rawValue,
                ])
            try database.execute(
                sql: "DELETE FROM retraining_decisions WHERE key <= ?",
                arguments: [database.lastInsertedRowID - Int64(Self.maximumCount)])
        }
    }

    /// The newest first.
    public func latest(limit: Int) throws(StorageError) -> [Entry] {
        try database.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT at, kind, reasons, signals, run FROM retraining_decisions ORDER BY key DESC LIMIT ?",
                arguments: [limit]
            ).map { row in
                Entry(
                    at: Date(timeIntervalSince1970: row["at"]), kind: Entry.Kind(rawValue: row["kind"]) ?? .wait,
                    reasons: try RunJournal.value([RetrainReason].self, row["reasons"]),
                    signals: try RunJournal.value([RetrainSignal].self, row["signals"]),
                    run: (row["run"] as String?).map { RunID(rawValue: $0) })
            }
        }
    }

    /// When `schedule` began to count: `moment` the first time it is asked for, the same at every later start.
    func anchor(of schedule: String, firstAt moment: Date) throws(StorageError) -> Date {
        let read = "SELECT at FROM retraining_anchors WHERE schedule = ?"
        let known = try database.read { try Double.fetchOne($0, sql: read, arguments: [schedule]) }
        if let known { return Date(timeIntervalSince1970: known) }
        return try database.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO retraining_anchors (schedule, at) VALUES (?, ?)",
                arguments: [schedule, moment.timeIntervalSince1970])
            let at = try Double.fetchOne(database, sql: read, arguments: [schedule])
            return at.map { Date(timeIntervalSince1970: $0) } ?? moment
        }
    }
}
