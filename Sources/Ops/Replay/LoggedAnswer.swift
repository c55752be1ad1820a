import Actors
import Foundation
import GRDB
import Models

/// A row of the request log.
struct LoggedAnswer: Sendable {
    var sequence: Int64
    var requestID: String
    /// Milliseconds since 1970.
    var timestamp: Int64
    var user: UserID?
    var endpoint: Endpoint
    var version: ModelVersion
    var items: [ItemID]
    /// Nil where a score was not a number.
    var scores: [Float?]
    var fallbackReason: FallbackReason?
    var question: ServedQuestion?
}

extension SQLiteRecordStore {
    /// Where a reader of the log stands.
    struct Position: Sendable {
        var timestamp: Int64
        var sequence: Int64 = -1
    }

    private static let columns = """
        sequence, request_id, timestamp, user_id, endpoint, model_name, model_version, recommendations, scores,
        fallback_reason, question
        """

    /// The next rows in order of time, at most `limit`; a short read each, so that writing goes on.
    func answers(after position: Position, before end: Int64, limit: Int) throws(StorageError) -> [LoggedAnswer] {
        try read { database in
            let rows = try StatementLoop(
                database,
                """
                SELECT \(Self.columns) FROM requests
                WHERE (timestamp, sequence) > (?, ?) AND timestamp < ? ORDER BY timestamp, sequence LIMIT ?
                """)
            rows.bind(1, position.timestamp)
            rows.bind(2, position.sequence)
            rows.bind(3, end)
            rows.bind(4, Int64(limit))
            return try Self.answers(rows)
        }
    }

    /// The rows of one request id, oldest first. There is no index by it: reads through the log.
    func answers(requestID: String) throws(StorageError) -> [LoggedAnswer] {
        try read { database in
            let rows = try StatementLoop(
                database, "SELECT \(Self.columns) FROM requests WHERE request_id = ? ORDER BY timestamp, sequence")
            rows.bind(1, requestID)
            return try Self.answers(rows)
        }
    }

    /// Where the log begins and ends, milliseconds since 1970; nil when it is empty.
    func timeSpan() throws(StorageError) -> ClosedRange<Int64>? {
        try read { database in
            let first = try Int64.fetchOne(database, sql: "SELECT min(timestamp) FROM requests")
            let last = try Int64.fetchOne(database, sql: "SELECT max(timestamp) FROM requests")
            return first.flatMap { first in last.map { first...$0 } }
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        do { return try pool.read(body) } catch { throw StorageError(error, path: path) }
    }

    private static func answers(_ rows: borrowing StatementLoop) throws -> [LoggedAnswer] {
        let decoder = JSONDecoder()
        func list<Element: Decodable>(_ column: Int32) throws -> [Element] {
            try decoder.decode([Element].self, from: Data(rows.text(column).utf8))
        }
        var answers: [LoggedAnswer] = []
        while try rows.next() {
            // What a later version wrote, and this one has no word for, is passed over.
            guard let endpoint = Endpoint(rawValue: rows.text(4)) else { continue }
            answers.append(
                LoggedAnswer(
                    sequence: rows.integer(0), requestID: rows.text(1), timestamp: rows.integer(2),
                    user: rows.optionalText(3).map { UserID($0) }, endpoint: endpoint,
                    version: ModelVersion(name: rows.text(5), version: rows.text(6)), items: try list(7),
                    scores: try list(8), fallbackReason: rows.optionalText(9).flatMap { FallbackReason(rawValue: $0) },
                    question: try rows.optionalText(10).map { try ServedQuestion.read($0) }))
        }
        return answers
    }
}

extension HomeFolder {
    /// The request log of a home that has one.
    /// - Throws: `StorageError`.
    public func existingRequestLog() throws(StorageError) -> SQLiteRecordStore {
        guard FileManager.default.fileExists(atPath: requestLog.path) else {
            throw StorageError(
                .cannotOpen,
                "\(requestLog.path) is not there: nothing was served from this home yet, or with --no-request-log; --home names another folder"
            )
        }
        return try SQLiteRecordStore(path: requestLog.path)
    }
}
