public import Foundation
import GRDB

/// How far MLflow is behind.
public struct MLflowStatus: Sendable, Equatable, Encodable {
    /// Entries that wait.
    public var waiting: Int
    /// When the oldest of them was queued.
    public var waitingSince: Date?
    /// Entries that were sent, since the database was made.
    public var sent: Int
    /// Entries that found no place in the queue.
    public var dropped: Int
    /// Entries that MLflow does not want.
    public var setAside: Int
    /// Why the last one of those was set aside.
    public var lastSetAside: String?
    /// Why nothing goes on; nil when all is well.
    public var lastError: String?
    public var lastErrorAt: Date?
}

extension MLflowOutbox {
    /// The set-aside entries that are kept for a person to look at.
    private static let keptAside = 1_000

    package func status() throws -> MLflowStatus {
        try database.read { database in
            func number(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
            let since = try Int64.fetchOne(
                database, sql: "SELECT queued_at FROM mlflow_outbox ORDER BY sequence LIMIT 1")
            let error = try Row.fetchOne(
                database, sql: "SELECT text, at FROM mlflow_notes WHERE name = 'error' AND text IS NOT NULL")
            return MLflowStatus(
                waiting: try number("SELECT COUNT(*) FROM mlflow_outbox"), waitingSince: since.map(Self.date),
                sent: try number("SELECT count FROM mlflow_notes WHERE name = 'sent'"),
                dropped: try number("SELECT count FROM mlflow_notes WHERE name = 'dropped'"),
                setAside: try number("SELECT COUNT(*) FROM mlflow_set_aside"),
                lastSetAside: try String.fetchOne(
                    database,
                    sql: "SELECT error FROM mlflow_set_aside ORDER BY set_aside_at DESC, sequence DESC LIMIT 1"),
                lastError: error?["text"], lastErrorAt: (error?["at"] as Int64?).map(Self.date))
        }
    }

    /// Takes an entry out of the way of the others, with the reason.
    package func setAside(_ sequence: Int64, because reason: String, at moment: Date = Date()) throws {
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO mlflow_set_aside (sequence, kind, subject, entry, error, set_aside_at)
                    SELECT sequence, kind, subject, entry, ?, ? FROM mlflow_outbox WHERE sequence = ?
                    """, arguments: [reason, Int64(moment.timeIntervalSince1970), sequence])
            try database.execute(sql: "DELETE FROM mlflow_outbox WHERE sequence = ?", arguments: [sequence])
            try database.execute(
                sql: """
                    DELETE FROM mlflow_set_aside WHERE sequence NOT IN (
                        SELECT sequence FROM mlflow_set_aside ORDER BY sequence DESC LIMIT ?)
                    """, arguments: [Self.keptAside])
        }
    }

    /// Puts what was set aside back where it stood, for when the reason is gone.
    /// - Returns: how many entries that are.
    package func retry() throws -> Int {
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO mlflow_outbox (sequence, kind, subject, entry, queued_at)
                    SELECT sequence, kind, subject, entry, set_aside_at FROM mlflow_set_aside
                    """)
            try database.execute(sql: "DELETE FROM mlflow_set_aside")
            return database.changesCount
        }
    }

    /// Writes down why nothing goes on.
    func note(_ error: any Error, at moment: Date = Date()) throws {
        try database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO mlflow_notes (name, text, at) VALUES ('error', ?, ?)
                    ON CONFLICT (name) DO UPDATE SET text = excluded.text, at = excluded.at
                    """, arguments: ["\(error)", Int64(moment.timeIntervalSince1970)])
        }
    }

    private static func date(_ seconds: Int64) -> Date { Date(timeIntervalSince1970: Double(seconds)) }
}
