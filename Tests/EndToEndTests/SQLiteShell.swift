import Foundation
import GRDB

/// Looks into a database from outside, as a person with a SQLite shell would.
enum SQLiteShell {
    static func rows(_ query: String, in file: URL) async throws -> [[String]] {
        try await DatabaseQueue(path: file.path).read { database in
            try Row.fetchAll(database, sql: query).map { row in
                row.databaseValues.map { String(describing: $0.storage.value ?? "NULL") }
            }
        }
    }

    static func count(_ table: String, in file: URL) async throws -> Int {
        let found = try await rows("SELECT count(*) FROM \(table)", in: file)
        return Int(found[0][0]) ?? -1
    }
}
