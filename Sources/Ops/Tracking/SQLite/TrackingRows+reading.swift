import Actors
import Foundation
import GRDB

extension TrackingRows {
    func runs(limit: Int) throws -> [TrackedRun] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM tracked_runs ORDER BY started_at DESC, rowid DESC LIMIT ?", arguments: [limit]
        ).map(run)
    }

    func details(of id: RunID) throws -> TrackedRunDetails? {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM tracked_runs WHERE id = ?", arguments: [id.rawValue])
        else { return nil }
        return TrackedRunDetails(
            run: try run(row), parameters: try values("value", in: "tracked_parameters", of: id),
            points: try points(of: id), artefacts: try values("file", in: "tracked_artefacts", of: id))
    }

    private func run(_ row: Row) throws -> TrackedRun {
        let id = RunID(rawValue: row["id"])
        let status: String = row["status"], ended: Int64? = row["ended_at"]
        guard let known = TrackedRun.Status(rawValue: status) else {
            throw StorageError(.damaged, "run \(id) has an unknown status '\(status)'")
        }
        return TrackedRun(
            id: id, experiment: row["experiment"], name: row["name"], status: known,
            startedAt: DocumentText.date(row["started_at"]), endedAt: ended.map(DocumentText.date),
            tags: try values("value", in: "tracked_tags", of: id), metrics: try lastMetrics(of: id),
            versions: try versions(of: id))
    }

    private func values(_ column: String, in table: String, of run: RunID) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, \(column) FROM \(table) WHERE run = ?", arguments: [run.rawValue])
        return Dictionary(rows.map { ($0[0], $0[1]) }) { $1 }
    }

    /// Of a column beside MAX, SQLite gives the value in the row of the maximum.
    private func lastMetrics(of run: RunID) throws -> [String: Double] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, value, MAX(step) FROM tracked_metrics WHERE run = ? GROUP BY name",
            arguments: [run.rawValue])
        return Dictionary(rows.map { ($0[0], $0[1]) }) { $1 }
    }

    private func points(of run: RunID) throws -> [MetricPoint] {
        try Row.fetchAll(
            database, sql: "SELECT name, step, value, at FROM tracked_metrics WHERE run = ? ORDER BY name, step",
            arguments: [run.rawValue]
        ).map { MetricPoint(name: $0[0], value: $0[2], step: $0[1], at: DocumentText.date($0[3])) }
    }

    private func versions(of run: RunID) throws -> [ModelVersion] {
        try Row.fetchAll(
            database, sql: "SELECT name, version FROM tracked_versions WHERE run = ? ORDER BY version",
            arguments: [run.rawValue]
        ).map { ModelVersion(name: $0[0], version: $0[1]) }
    }
}
