package import Actors
import GRDB

/// What MLflow answered, where a later entry needs it.
package enum MLflowAnswer: Sendable, Equatable {
    case nothing
    case run(RunID, MLflowClient.Run)
    /// The number that MLflow gave a version.
    case version(ModelVersion, number: String)
}

/// What is remembered of MLflow, for each server apart.
extension MLflowOutbox {
    static func keep(_ answer: MLflowAnswer, of server: String, in database: Database) throws {
        switch answer {
        case .nothing: return
        case .run(let run, let known):
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO mlflow_runs (server, run, mlflow_run, experiment, artifact_root)
                    VALUES (?, ?, ?, ?, ?)
                    """, arguments: [server, run.rawValue, known.id, known.experiment, known.artifactRoot])
        case .version(let version, let number):
            try database.execute(
                sql: "INSERT OR REPLACE INTO mlflow_versions (server, name, version, number) VALUES (?, ?, ?, ?)",
                arguments: [server, version.name, version.version, number])
        }
    }

    func run(_ run: RunID, server: String) throws -> MLflowClient.Run? {
        try database.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT mlflow_run, experiment, artifact_root FROM mlflow_runs WHERE server = ? AND run = ?",
                arguments: [server, run.rawValue]
            ).map {
                MLflowClient.Run(id: $0["mlflow_run"], experiment: $0["experiment"], artifactRoot: $0["artifact_root"])
            }
        }
    }

    /// Whether MLflow, whichever, was told of a run or will be.
    func hasBegun(_ run: RunID) throws -> Bool {
        try database.read { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM mlflow_runs WHERE run = ?1)
                        OR EXISTS (SELECT 1 FROM mlflow_outbox WHERE kind = 'run_started' AND subject = ?1)
                    """, arguments: [run.rawValue]) ?? false
        }
    }

    func number(of version: ModelVersion, server: String) throws -> String? {
        try database.read { database in
            try String.fetchOne(
                database, sql: "SELECT number FROM mlflow_versions WHERE server = ? AND name = ? AND version = ?",
                arguments: [server, version.name, version.version])
        }
    }
}
