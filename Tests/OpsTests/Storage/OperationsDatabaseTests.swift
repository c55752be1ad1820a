import Foundation
import GRDB
import Ops
import Testing

@Suite struct `Operations database` {
    @Test func `handles that open a new file at once all find every table`() async throws {
        for _ in 0..<10 {
            let folder = try TemporaryFolder()
            let home = folder.url
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask { @concurrent in
                        let database = try OperationsDatabase(home: home)
                        return try database.read {
                            try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master WHERE type = 'table'") ?? 0
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(Set(counts).count == 1 && counts[0] > 5, "\(counts)")
        }
    }

    @Test func `a transaction that throws leaves nothing`() throws {
        let folder = try TemporaryFolder()
        let database = try OperationsDatabase(home: folder.url)
        struct Stop: Error {}
        #expect(throws: StorageError.self) {
            try database.write { connection in
                try connection.execute(sql: "CREATE TABLE half (a)")
                throw Stop()
            }
        }
        let exists = try database.read { try $0.tableExists("half") }
        #expect(!exists)
    }
}
