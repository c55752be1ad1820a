import Actors
import Foundation
import GRDB
import Models
import Ops
import Synchronization
import Testing

private func event(_ id: String, user: UserID = "1", item: ItemID = "50", at time: Int64 = 1000) -> ViewerEvent {
    ViewerEvent(
        eventID: id, hasClientID: true,
        interaction: Interaction(user: user, item: item, kind: .rating, value: 4, timestamp: time),
        receivedAt: time * 1000)
}

@Suite struct `SQLite event store` {
    private let folder: TemporaryFolder
    private let database: EventDatabase
    private let store: SQLiteEventStore

    init() throws {
        folder = try TemporaryFolder()
        database = try EventDatabase(home: folder.url)
        store = SQLiteEventStore(database: database)
    }

    @Test func `an event id is stored once, in one call or in many`() async throws {
        #expect(try await store.append([event("a"), event("b"), event("a")]) == [.accepted, .accepted, .duplicate])
        #expect(try await store.append([event("b"), event("c")]) == [.duplicate, .accepted])
        #expect(try await store.append([]) == [])
        #expect(try database.load().log.count == 3)
    }

    @Test func `stored events are training data beside imported ones`() async throws {
        let imported = Interaction(user: "2", item: "50", kind: .watch, value: 30, timestamp: 5)
        _ = try Importer(into: database).store(Dataset(interactions: [imported]), named: "test")
        _ = try await store.append([event("a")])
        let log = try database.load().log
        #expect((0..<log.count).map { log.interaction(at: $0) } == [event("a").interaction, imported])
    }

    @Test func `the answer that an event followed is stored with it, and rows from before have none`() async throws {
        var followed = event("a")
        followed.requestID = "r-7"
        _ = try await store.append([followed, event("b")])
        let stored = try await DatabaseQueue(path: database.path).read { database in
            try String?.fetchAll(database, sql: "SELECT request_id FROM events ORDER BY sequence")
        }
        #expect(stored == ["r-7", nil])
        #expect(try database.load().damagedRows == 0 && database.load().log.count == 2)
    }

    @Test func `many callers share commits and each gets its own receipts`() async throws {
        let receipts = try await withThrowingTaskGroup(of: (Int, [EventReceipt]).self) { group in
            for task in 0..<200 {
                group.addTask {
                    let events = [event("\(task)", user: UserID("\(task % 7)")), event("\(task / 2)-pair")]
                    return (task, try await store.append(events))
                }
            }
            var found: [Int: [EventReceipt]] = [:]
            for try await (task, receipts) in group { found[task] = receipts }
            return found
        }
        #expect(receipts.count == 200)
        #expect(receipts.values.allSatisfy { $0[0] == .accepted })
        // Of the two tasks that share a second id, exactly one stored it.
        #expect(receipts.values.count { $0[1] == .accepted } == 100)
        #expect(try database.load().log.count == 300)
    }

    @Test func `a cancelled caller undoes nobody's commit`() async throws {
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<50 {
                group.addTask { _ = try? await store.append([event("\(task)")]) }
            }
            group.cancelAll()
        }
        #expect(try database.load().log.count == 50)
    }

    @Test func `more events than may wait are refused`() async throws {
        let small = SQLiteEventStore(database: database, pendingLimit: 2)
        let error = await #expect(throws: EventStoreError.self) {
            _ = try await small.append([event("a"), event("b"), event("c")])
        }
        #expect(error?.code == .overloaded)
        #expect(try await small.append([event("a")]) == [.accepted])
    }

    @Test func `a closed store refuses, and its file holds everything`() async throws {
        _ = try await store.append([event("a")])
        try await store.close()
        let error = await #expect(throws: EventStoreError.self) { _ = try await store.append([event("b")]) }
        #expect(error?.code == .closed)
        let log = try FileManager.default.attributesOfItem(atPath: database.path + "-wal")[.size] as? NSNumber
        #expect(log?.intValue == 0)
        #expect(try EventDatabase(path: database.path).load().log.count == 1)
    }

    @Test func `a full disk refuses, reads go on, and writing resumes by itself`() async throws {
        _ = try await store.append([event("first")])
        try database.limitPages(by: 4)
        var refused = 0
        for batch in 0..<50 where refused == 0 {
            do {
                _ = try await store.append(
                    (0..<100).map { event("\(batch)-\($0)", user: UserID("user \(batch) \($0)")) })
            } catch {
                #expect(error.code == .diskFull)
                refused = batch
            }
        }
        #expect(refused > 0)
        let stored = try database.load().log.count
        #expect(stored == 1 + refused * 100)
        #expect(throws: Never.self) { try database.movies() }
        try database.limitPages(by: 100_000)
        #expect(try await store.append([event("\(refused)-0")]) == [.accepted])
    }

    @Test func `after a failed sync nothing is acknowledged until a write is proven`() async throws {
        try #require(FailingDisk.installed)
        let failing = try TemporaryFolder(in: folder.url.appending(path: FailingDisk.mark))
        let database = try EventDatabase(home: failing.url)
        let store = SQLiteEventStore(database: database)
        #expect(try await store.append([event("a")]) == [.accepted])
        FailingDisk.isFailing.store(true, ordering: .relaxed)
        for id in ["b", "c", "b"] {
            let error = await #expect(throws: EventStoreError.self) { _ = try await store.append([event(id)]) }
            #expect(error?.code == .ioFailure)
        }
        #expect(throws: Never.self) { try database.load() }
        FailingDisk.isFailing.store(false, ordering: .relaxed)
        let receipts = try await store.append([event("a"), event("b"), event("c")])
        // `a` was acknowledged, so it is there; the others may have reached the disk or not, and are stored once.
        #expect(receipts[0] == .duplicate)
        #expect(try database.load().log.count == 3)
    }
}

/// A small real file system: what it refuses, a disk refuses.
@Suite(.enabled(if: SmallDisk.isAvailable, "mounting a small tmpfs needs root"))
struct `Event store on a full file system` {
    @Test func `a full file system refuses, and writing resumes when there is room`() async throws {
        let disk = try SmallDisk(megabytes: 4)
        let database = try EventDatabase(home: disk.url)
        let store = SQLiteEventStore(database: database)
        var acknowledged = 0
        var refusal: EventStoreError?
        let ballast = disk.url.appending(path: "ballast")
        try Data(repeating: 1, count: 2_000_000).write(to: ballast)
        for batch in 0..<500 where refusal == nil {
            do {
                _ = try await store.append((0..<100).map { event("\(batch)-\($0)") })
                acknowledged += 100
            } catch {
                refusal = error
            }
        }
        #expect(refusal?.code == .diskFull)
        #expect(try database.load().log.count == acknowledged)
        try FileManager.default.removeItem(at: ballast)
        #expect(try await store.append([event("after")]) == [.accepted])
        #expect(try database.load().log.count == acknowledged + 1)
        try await store.close()
    }
}

/// A mounted tmpfs, gone with the test.
private final class SmallDisk: Sendable {
    let url: URL
    private let folder: TemporaryFolder

    static let isAvailable: Bool = {
        guard geteuid() == 0, let disk = try? SmallDisk(megabytes: 1) else { return false }
        return FileManager.default.fileExists(atPath: disk.url.path)
    }()

    init(megabytes: Int) throws {
        folder = try TemporaryFolder()
        url = folder.url
        struct NoMount: Error {}
        guard mount("tmpfs", url.path, "tmpfs", 0, "size=\(megabytes)m") == 0 else { throw NoMount() }
    }

    deinit { umount2(url.path, Int32(MNT_DETACH)) }
}
