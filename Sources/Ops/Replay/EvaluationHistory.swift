public import Foundation
import GRDB
public import Models

/// The online evaluations that were made, newest kept: reports whole, and their figures one by one to draw their course.
public struct EvaluationHistory: Sendable {
    private let database: OperationsDatabase

    /// Older evaluations than this many are deleted.
    public static let maximumCount = 1_000
    /// The latest batches of ratings that are kept with a report.
    static let maximumBatches = 20

    public init(_ database: OperationsDatabase) { self.database = database }

    /// One evaluation that was kept.
    public struct Entry: Sendable, Equatable, Codable {
        public var at: Date
        public var report: OnlineReport
    }

    /// Durable when it returns.
    public func record(_ report: OnlineReport, at moment: Date = Date()) throws(StorageError) {
        var kept = report
        if let batches = report.ratings?.batches { kept.ratings?.batches = batches.suffix(Self.maximumBatches) }
        try database.write { [kept] database in
            let text = String(decoding: try JSONEncoder().encode(kept), as: UTF8.self)
            try database.execute(
                sql: "INSERT INTO online_evaluations (at, report) VALUES (?, ?)",
                arguments: [Self.milliseconds(moment), text])
            let key = database.lastInsertedRowID
            for figure in Self.figures(of: kept) { try figure.insert(into: database, evaluation: key) }
            try database.execute(
                sql: "DELETE FROM online_evaluations WHERE key <= ?", arguments: [key - Int64(Self.maximumCount)])
        }
    }

    /// The latest, newest first.
    public func latest(limit: Int = 10) throws(StorageError) -> [Entry] {
        try database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT at, report FROM online_evaluations ORDER BY key DESC LIMIT ?", arguments: [limit]
            ).map { row in
                let text: String = row["report"]
                return Entry(
                    at: Self.moment(row["at"]),
                    report: try JSONDecoder().decode(OnlineReport.self, from: Data(text.utf8)))
            }
        }
    }

    /// One figure of one model's lists for viewers over time, oldest first. The online error of ratings is
    /// `online_rmse` of the model `baseline`, endpoint `ratings`.
    public func course(
        of metric: String, model: String, endpoint: String = "recommend", segment: String = "all"
    ) throws(StorageError) -> [(at: Date, value: Estimate)] {
        try database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT at, mean, low, high FROM online_figures JOIN online_evaluations ON key = evaluation
                    WHERE metric = ? AND model = ? AND endpoint = ? AND segment = ? ORDER BY key
                    """, arguments: [metric, model, endpoint, segment]
            ).map { row in
                (Self.moment(row["at"]), Estimate(mean: row["mean"], low: row["low"], high: row["high"]))
            }
        }
    }

    private struct Figure {
        var cell: OnlineCell
        var metric: String
        var value: Estimate

        func insert(into database: Database, evaluation: Int64) throws {
            try database.execute(
                sql: """
                    INSERT INTO online_figures (evaluation, model, endpoint, segment, metric, mean, low, high)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    evaluation, cell.model, cell.endpoint, cell.segment, metric, value.mean, value.low, value.high,
                ])
        }
    }

    private static func figures(of report: OnlineReport) -> [Figure] {
        var figures = report.rows.flatMap { row in
            row.metrics.map { Figure(cell: row.cell, metric: $0.key, value: $0.value) }
        }
        if let error = report.ratings?.overall.rootMeanSquaredError {
            let cell = OnlineCell(model: "baseline", endpoint: "ratings", segment: "all")
            let value = Estimate(mean: error, low: error, high: error)
            figures.append(Figure(cell: cell, metric: "online_rmse", value: value))
        }
        return figures
    }

    private static func milliseconds(_ moment: Date) -> Int64 { Int64(moment.timeIntervalSince1970 * 1000) }
    private static func moment(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}

/// The tables of `EvaluationHistory`.
enum ReplaySchema {
    static func register(in migrator: inout DatabaseMigrator) {
        migrator.registerMigration("replay 1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE online_evaluations (
                        key INTEGER PRIMARY KEY,
                        at INTEGER NOT NULL,
                        report TEXT NOT NULL
                    );
                    CREATE TABLE online_figures (
                        evaluation INTEGER NOT NULL REFERENCES online_evaluations (key) ON DELETE CASCADE,
                        model TEXT NOT NULL,
                        endpoint TEXT NOT NULL,
                        segment TEXT NOT NULL,
                        metric TEXT NOT NULL,
                        mean REAL NOT NULL,
                        low REAL NOT NULL,
                        high REAL NOT NULL,
                        PRIMARY KEY (metric, model, endpoint, segment, evaluation)
                    ) WITHOUT ROWID;
                    CREATE INDEX online_figures_by_evaluation ON online_figures (evaluation);
                    """)
        }
    }
}
