import Actors
package import Foundation
import GRDB

/// What MLflow is still to be told, on disk and in order.
///
/// Bounded: when it is full, the oldest metrics go first, for a run without its early steps is worth more than one that
/// does not end; when there are none, new entries are turned away. Both are counted.
package struct MLflowOutbox: Sendable {
    /// An entry with its place in the queue.
    package struct Queued: Sendable, Equatable {
        package var sequence: Int64
        package var entry: TrackingEntry
    }

    let database: OperationsDatabase
    let maximumCount: Int
    /// Of one entry, as JSON.
    private static let entryBytes = 1 << 20
    private static let pointsOfAnEntry = 1_000

    package init(_ database: OperationsDatabase, maximumCount: Int = 50_000) {
        self.database = database
        self.maximumCount = maximumCount
    }

    /// Takes entries, all in one transaction.
    ///
    /// - Returns: how many entries, old or new, found no place.
    @discardableResult
    package func append(_ entries: [TrackingEntry], at moment: Date = Date()) throws -> Int {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .protobuf
        let texts = try entries.flatMap(Self.split).map { entry in
            (entry, String(decoding: try encoder.encode(entry), as: UTF8.self))
        }
        return try database.write { database in
            let fitting = texts.filter { $0.1.utf8.count <= Self.entryBytes }
            let places = try makeRoom(for: fitting.count, in: database)
            for (entry, text) in fitting.prefix(places.free) {
                try database.execute(
                    sql: "INSERT INTO mlflow_outbox (kind, subject, entry, queued_at) VALUES (?, ?, ?, ?)",
                    arguments: [entry.kind, entry.subject, text, Int64(moment.timeIntervalSince1970)])
            }
            let dropped = places.removed + texts.count - min(fitting.count, places.free)
            if dropped > 0 { try Self.count("dropped", by: dropped, in: database) }
            return dropped
        }
    }

    private func makeRoom(for count: Int, in database: Database) throws -> (free: Int, removed: Int) {
        let waiting = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM mlflow_outbox") ?? 0
        let excess = waiting + count - maximumCount
        guard excess > 0 else { return (count, 0) }
        try database.execute(
            sql: """
                DELETE FROM mlflow_outbox WHERE sequence IN (
                    SELECT sequence FROM mlflow_outbox WHERE kind = 'metrics' ORDER BY sequence LIMIT ?)
                """, arguments: [excess])
        let removed = database.changesCount
        return (max(0, maximumCount - waiting + removed), removed)
    }

    /// An entry of very many points as several.
    private static func split(_ entry: TrackingEntry) -> [TrackingEntry] {
        guard case .metrics(let run, let points) = entry, points.count > pointsOfAnEntry else { return [entry] }
        return stride(from: 0, to: points.count, by: pointsOfAnEntry).map {
            .metrics(run, Array(points[$0..<min($0 + pointsOfAnEntry, points.count)]))
        }
    }

    /// The oldest entry that waits. One that cannot be understood (of a later version, or damaged) is set aside.
    package func next() throws -> Queued? {
        while let row = try firstRow() {
            let decoder = JSONDecoder()
            decoder.nonConformingFloatDecodingStrategy = .convertFromString(
                positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
            do {
                return Queued(
                    sequence: row.sequence, entry: try decoder.decode(TrackingEntry.self, from: Data(row.text.utf8)))
            } catch {
                try setAside(row.sequence, because: "the entry cannot be read: \(error)")
            }
        }
        return nil
    }

    private func firstRow() throws -> (sequence: Int64, text: String)? {
        try database.read { database in
            try Row.fetchOne(database, sql: "SELECT sequence, entry FROM mlflow_outbox ORDER BY sequence LIMIT 1")
                .map { ($0["sequence"], $0["entry"]) }
        }
    }

    /// The entry is with MLflow: keeps what MLflow answered, and takes the entry off the queue, in one transaction.
    package func markSent(_ queued: Queued, answer: MLflowAnswer, server: String) throws {
        try database.write { database in
            try Self.keep(answer, of: server, in: database)
            try database.execute(sql: "DELETE FROM mlflow_outbox WHERE sequence = ?", arguments: [queued.sequence])
            try Self.count("sent", by: 1, in: database)
            try database.execute(sql: "UPDATE mlflow_notes SET text = NULL, at = NULL WHERE name = 'error'")
        }
    }

    /// Counts a fault of the server at this entry.
    /// - Returns: how often there was one.
    func countAttempt(_ queued: Queued) throws -> Int {
        try database.write { database in
            try Int.fetchOne(
                database, sql: "UPDATE mlflow_outbox SET attempts = attempts + 1 WHERE sequence = ? RETURNING attempts",
                arguments: [queued.sequence]) ?? 0
        }
    }

    /// Adds to a counter that lasts.
    private static func count(_ name: String, by amount: Int, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO mlflow_notes (name, count) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET count = count + excluded.count
                """, arguments: [name, amount])
    }
}

extension TrackingEntry {
    /// For the queue's table: what it is, without reading it.
    var kind: String {
        switch self {
        case .runStarted: "run_started"
        case .parameters: "parameters"
        case .metrics: "metrics"
        case .tags: "tags"
        case .artefact: "artefact"
        case .runFinished: "run_finished"
        case .registered: "registered"
        case .stage: "stage"
        case .alias: "alias"
        }
    }

    /// The run or the version that it is about.
    var subject: String {
        switch self {
        case .runStarted(let run, _, _, _, _), .parameters(let run, _), .metrics(let run, _), .tags(let run, _),
            .artefact(let run, _, _), .runFinished(let run, _, _):
            run.rawValue
        case .registered(_, let version, _), .stage(let version, _): version.description
        case .alias(let alias, let name, _): "\(name)@\(alias.rawValue)"
        }
    }
}
