import Actors
import GRDB

/// What `operations.sqlite` has of a stretch of time, in milliseconds since 1970; the oldest first.
extension OperationsDatabase {
    func decisions(_ time: Range<Int64>) throws -> [DecisionRecord] {
        try read { database in
            try String.fetchAll(
                database, sql: "SELECT document FROM decisions WHERE at >= ? AND at < ? ORDER BY at, rowid",
                arguments: [time.lowerBound, time.upperBound]
            ).map { try DocumentText.decode(DecisionRecord.self, from: $0) }
        }
    }

    func changes(_ time: Range<Int64>) throws -> [RegistryChange] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT name, registered_versions.version, kind, previous, current, reason, at
                    FROM registry_changes
                        JOIN registered_versions ON registered_versions.key = registry_changes.version
                    WHERE at >= ? AND at < ? ORDER BY registry_changes.key
                    """,
                arguments: [time.lowerBound, time.upperBound]
            ).compactMap { row in
                RegistryChange.Kind(rawValue: row[2]).map { kind in
                    RegistryChange(
                        version: ModelVersion(name: row[0], version: row[1]), kind: kind, from: row[3], to: row[4],
                        reason: row[5], at: DocumentText.date(row[6]))
                }
            }
        }
    }
}
