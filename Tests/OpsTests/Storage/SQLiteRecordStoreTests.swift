import Actors
import Foundation
import GRDB
import Logging
import Models
import Ops
import Testing

private func record(_ id: String, user: UserID? = "196", at time: Int64 = 1000, reason: FallbackReason? = nil)
    -> ServedRecord
{
    ServedRecord(
        requestID: id, timestamp: time, user: user, endpoint: .recommend,
        version: ModelVersion(name: "als", version: "v7"),
        places: [.init(item: "50", score: 0.5), .init(item: "say \"hi\"\\\n", score: -1.25)],
        latency: .microseconds(1500), fallbackReason: reason)
}

@Suite struct `SQLite record store` {
    private let folder: TemporaryFolder
    private let store: SQLiteRecordStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteRecordStore(home: folder.url)
    }

    private func rows(_ sql: String) throws -> [[String]] {
        try DatabaseQueue(path: store.path).read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0)" }
            }
        }
    }

    @Test func `an answer becomes a row that SQL can take apart`() async throws {
        try await store.write([record("r1"), record("r2", user: nil, at: 2000, reason: .unknownUser)])
        let found = try rows(
            """
            SELECT request_id, timestamp, user_id, endpoint, model_name, model_version, latency_ms, is_fallback,
                fallback_reason FROM requests
            """)
        #expect(
            found == [
                ["r1", "1000", "196", "recommend", "als", "v7", "1.5", "0", "NULL"],
                ["r2", "2000", "NULL", "recommend", "als", "v7", "1.5", "1", "unknown_user"],
            ])
        let items = try rows("SELECT value FROM requests, json_each(recommendations) WHERE request_id = 'r1'")
        #expect(items == [["50"], ["say \"hi\"\\\n"]])
        let scores = try rows("SELECT value FROM requests, json_each(scores) WHERE request_id = 'r1'")
        #expect(scores == [["0.5"], ["-1.25"]])
    }

    @Test func `what was asked beyond the usual stands in the row`() async throws {
        var asked = record("r1")
        asked.question = try JSONDecoder().decode(
            ServedQuestion.self, from: Data(#"{"genres":["Drama"],"seeds":["50"]}"#.utf8))
        try await store.write([asked, record("r2")])
        #expect(
            try rows("SELECT question FROM requests ORDER BY sequence")
                == [[#"{"genres":["Drama"],"seeds":["50"]}"#], ["NULL"]])
    }

    @Test func `a cancelled writer has written all or nothing`() async throws {
        let task = Task { try await store.write((0..<500).map { record("\($0)") }) }
        task.cancel()
        try await task.value
        #expect(try store.count() == 500)
    }

    @Test func `old rows go, a bounded number at a time`() async throws {
        try await store.write((0..<100).map { record("\($0)", at: Int64($0)) })
        #expect(try await store.deleteRecords(before: 60, limit: 40) == 40)
        #expect(try rows("SELECT min(timestamp) FROM requests") == [["40"]])
        #expect(try await store.deleteRecords(before: 60, limit: 40) == 20)
        #expect(try await store.deleteRecords(before: 60, limit: 40) == 0)
        #expect(try store.count() == 40)
    }

    @Test func `retention keeps the days it is given and gives the space back`() async throws {
        let day: Int64 = 86_400_000
        try await store.write((0..<20_000).map { record("\($0)", at: Int64($0 % 10) * day) })
        #expect(try rows("PRAGMA auto_vacuum") == [["2"]])
        let before = try rows("PRAGMA page_count")
        let retention = RequestLogRetention(store: store, now: { 10 * day }, logger: Logger(label: "test"))
        await retention.deleteExpired()
        #expect(try rows("SELECT min(timestamp) FROM requests") == [["\(3 * day)"]])
        #expect(try store.count() == 14_000)
        let after = try rows("PRAGMA page_count")
        #expect(try #require(Int(after[0][0])) < #require(Int(before[0][0])))
    }
}
