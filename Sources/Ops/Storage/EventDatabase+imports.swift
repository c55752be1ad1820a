import Foundation
import GRDB
public import Models

/// What was brought in, and how much came by itself.
extension EventDatabase {
    /// The imports that were noted, the latest first.
    public func imports(limit: Int) throws(StorageError) -> [(at: Int64, report: ImportReport)] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT finished_at, report FROM imports ORDER BY key DESC LIMIT ?", arguments: [limit]
            ).map { row in
                let text: String = row["report"]
                return (row["finished_at"], try JSONDecoder().decode(ImportReport.self, from: Data(text.utf8)))
            }
        }
    }

    /// Events that came by the API.
    /// - Complexity: counts rows.
    public func arrivedCount() throws(StorageError) -> Int {
        try read { database in try Int.fetchOne(database, sql: "SELECT count(*) FROM events") ?? 0 }
    }
}
