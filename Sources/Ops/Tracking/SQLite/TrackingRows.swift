import Actors
import Foundation
import GRDB

/// The tracker's rows within one transaction.
struct TrackingRows {
    let database: Database
    /// Whose runs are begun.
    let process: String?

    func write(_ entry: TrackingEntry) throws {
        switch entry {
        case .runStarted(let run, let experiment, let name, let at, let tags):
            try begin(run, experiment, name, at)
            try put(tags, into: "tracked_tags", of: run)
        case .parameters(let run, let parameters): try put(parameters, into: "tracked_parameters", of: run)
        case .tags(let run, let tags): try put(tags, into: "tracked_tags", of: run)
        case .metrics(let run, let points): try put(points, of: run)
        case .artefact(let run, let file, let name):
            try database.execute(
                sql: "INSERT OR REPLACE INTO tracked_artefacts (run, name, file) VALUES (?, ?, ?)",
                arguments: [run.rawValue, name, file.path])
        case .runFinished(let run, let status, let at):
            try database.execute(
                sql: "UPDATE tracked_runs SET status = ?, ended_at = ? WHERE id = ?",
                arguments: [status.rawValue, DocumentText.milliseconds(at), run.rawValue])
        case .registered(let run, let version, _):
            try database.execute(
                sql: "INSERT OR REPLACE INTO tracked_versions (run, name, version) VALUES (?, ?, ?)",
                arguments: [run.rawValue, version.name, version.version])
        case .stage, .alias: break
        }
    }

    /// A run that is taken up again runs again, from when it first began.
    private func begin(_ run: RunID, _ experiment: String, _ name: String, _ at: Date) throws {
        try database.execute(
            sql: """
                INSERT INTO tracked_runs (id, experiment, name, status, started_at, process) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET status = excluded.status, ended_at = NULL, process = excluded.process
                """,
            arguments: [
                run.rawValue, experiment, name, TrackedRun.Status.running.rawValue, DocumentText.milliseconds(at),
                process,
            ])
    }

    private func put(_ values: [String: String], into table: String, of run: RunID) throws {
        let insert = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO \(table) (run, name, value) VALUES (?, ?, ?)")
        for (name, value) in values { try insert.execute(arguments: [run.rawValue, name, value]) }
    }

    private func put(_ points: [MetricPoint], of run: RunID) throws {
        let insert = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO tracked_metrics (run, name, step, value, at) VALUES (?, ?, ?, ?, ?)")
        // SQLite keeps what is not a number as NULL, which the column refuses.
        for point in points where point.value.isFinite {
            try insert.execute(arguments: [
                run.rawValue, point.name, point.step, point.value, DocumentText.milliseconds(point.at),
            ])
        }
    }
}
