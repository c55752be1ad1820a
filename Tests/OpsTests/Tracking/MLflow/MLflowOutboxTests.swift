import Foundation
import GRDB
import Testing

@testable import Ops

@Suite struct `MLflow outbox` {
    private let folder: TemporaryFolder
    private let database: OperationsDatabase
    private let story: TrackedStory

    init() throws {
        folder = try TemporaryFolder()
        database = try OperationsDatabase(home: folder.url)
        story = try TrackedStory("a", in: folder.url)
    }

    private func drain(_ outbox: MLflowOutbox) throws -> [TrackingEntry] {
        var entries: [TrackingEntry] = []
        while let queued = try outbox.next() {
            entries.append(queued.entry)
            try outbox.markSent(queued, answer: .nothing, server: "")
        }
        return entries
    }

    @Test func `entries come back in their order, from another process too`() async throws {
        try await MLflowTracker(database).record(story.beginning)
        try await MLflowTracker(database).record(story.end + story.promotion)
        let reopened = MLflowOutbox(try OperationsDatabase(home: folder.url))
        #expect(try reopened.status().waiting == 8)
        #expect(try drain(reopened) == story.beginning + story.end + story.promotion)
        let status = try reopened.status()
        #expect(status.waiting == 0 && status.sent == 8 && status.dropped == 0 && status.waitingSince == nil)
    }

    @Test func `a full queue lets the oldest metrics go, and counts them`() throws {
        let outbox = MLflowOutbox(database, maximumCount: 4)
        try outbox.append([story.metrics([1]), story.beginning[0], story.metrics([2]), story.metrics([3])])
        #expect(try outbox.append([story.end[0], story.end[3]]) == 2)
        #expect(try outbox.status().dropped == 2)
        #expect(try drain(outbox) == [story.beginning[0], story.metrics([3]), story.end[0], story.end[3]])
    }

    @Test func `a queue full of other things turns new entries away, and counts them`() throws {
        let outbox = MLflowOutbox(database, maximumCount: 3)
        try outbox.append(story.beginning)
        #expect(try outbox.append(story.end) == 3)
        #expect(try outbox.status().dropped == 3)
        #expect(try drain(outbox) == story.beginning + [story.end[0]])
    }

    @Test func `an entry of very many points waits in pieces, one of very many bytes does not wait`() throws {
        let outbox = MLflowOutbox(database)
        try outbox.append([story.metrics((0..<2_500).map(Double.init))])
        #expect(try outbox.status().waiting == 3)
        #expect(try outbox.append([.tags(story.run, ["long": String(repeating: "x", count: 1 << 20)])]) == 1)
        #expect(try outbox.status().waiting == 3)
    }

    @Test func `figures that are none come back as such`() throws {
        let outbox = MLflowOutbox(database)
        try outbox.append([story.metrics([.infinity, -.infinity, .nan])])
        guard case .metrics(_, let points)? = try outbox.next()?.entry else {
            Issue.record("no metrics")
            return
        }
        #expect(points[0].value == .infinity && points[1].value == -.infinity && points[2].value.isNaN)
    }

    @Test func `an entry that cannot be read is set aside and holds nobody up`() throws {
        let outbox = MLflowOutbox(database)
        try database.write { database in
            try database.execute(
                sql: "INSERT INTO mlflow_outbox (kind, subject, entry, queued_at) VALUES ('new', 'x', '{}', 0)")
        }
        try outbox.append([story.end[3]])
        #expect(try outbox.next()?.entry == story.end[3])
        #expect(try outbox.status().setAside == 1)
    }

    @Test func `what was set aside goes back where it stood`() throws {
        let outbox = MLflowOutbox(database)
        try outbox.append(story.beginning)
        let first = try #require(try outbox.next())
        try outbox.setAside(first.sequence, because: "a bad day")
        #expect(try outbox.next()?.entry == story.beginning[1])
        #expect(try outbox.status().lastSetAside == "a bad day")
        #expect(try outbox.retry() == 1)
        #expect(try outbox.next()?.entry == story.beginning[0])
        #expect(try outbox.status().setAside == 0)
    }
}
