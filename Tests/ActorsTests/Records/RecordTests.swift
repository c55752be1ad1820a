import Logging
import Models
import ServiceLifecycle
import TestSupport
import Testing

@testable import Actors

/// Keeps batches; refuses the first `refusals` of them; lets tests wait for records.
private actor TestRecordStore: RecordStore {
    struct Refused: Error {}
    private(set) var batches: [[ServedRecord]] = []
    private var refusals: Int
    private var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

    init(refusals: Int = 0) { self.refusals = refusals }

    var records: [ServedRecord] { batches.flatMap { $0 } }

    func write(_ records: [ServedRecord]) async throws {
        if refusals > 0 {
            refusals -= 1
            throw Refused()
        }
        batches.append(records)
        let count = self.records.count
        for watcher in watchers where watcher.count <= count { watcher.continuation.resume() }
        watchers.removeAll { $0.count <= count }
    }

    func waitForRecords(_ count: Int) async {
        guard records.count < count else { return }
        await withCheckedContinuation { watchers.append((count, $0)) }
    }
}

@Suite struct RecordTests {
    private let counters = CounterBoard()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func record(_ number: Int) -> ServedRecord {
        ServedRecord(
            requestID: "\(number)", timestamp: 0, user: nil, endpoint: .popular, version: .test(1), places: [],
            latency: .zero, fallbackReason: nil)
    }

    private func run(
        _ writer: RecordWriter, while body: @Sendable () async -> Void
    ) async throws {
        let group = ServiceGroup(services: [writer], logger: logger)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    private func writer(
        _ buffer: RecordBuffer, _ store: TestRecordStore, batchSize: Int = 1_000,
        clock: any Clock<Duration> = StoppedClock()
    ) -> RecordWriter {
        RecordWriter(
            buffer: buffer, store: store, configuration: .init(batchSize: batchSize), counters: counters, clock: clock,
            logger: logger)
    }

    @Test func `a full buffer drops the newest and counts it`() {
        let buffer = RecordBuffer(capacity: 4, stripeCount: 1, counters: counters)
        for number in 0..<10 { buffer.add(record(number), key: 0) }
        var batch: [ServedRecord] = [], spare: [ServedRecord] = []
        buffer.drain(into: &batch, spare: &spare)
        #expect(batch.map(\.requestID) == ["0", "1", "2", "3"])
        #expect(counters[.recordsDropped] == 6)
        buffer.add(record(11), key: 0)
        buffer.drain(into: &batch, spare: &spare)
        #expect(batch.count == 5)
    }

    @Test func `from many tasks every record is kept once or counted as dropped`() async {
        let buffer = RecordBuffer(capacity: 4_000, stripeCount: 4, counters: counters)
        let taken = await withTaskGroup(of: [String].self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<2_000 { buffer.add(record(task * 2_000 + number), key: UInt64(number)) }
                    return []
                }
            }
            group.addTask {
                var batch: [ServedRecord] = [], spare: [ServedRecord] = []
                for _ in 0..<200 { buffer.drain(into: &batch, spare: &spare) }
                return batch.map(\.requestID)
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        var rest: [ServedRecord] = [], spare: [ServedRecord] = []
        buffer.drain(into: &rest, spare: &spare)
        let all = taken + rest.map(\.requestID)
        #expect(Set(all).count == all.count)
        #expect(all.count + counters[.recordsDropped] == 16_000)
    }

    @Test func `shutdown writes what is in the buffer, in batches`() async throws {
        let buffer = RecordBuffer(counters: counters)
        let store = TestRecordStore()
        for number in 0..<2_500 { buffer.add(record(number), key: UInt64(number)) }
        try await run(writer(buffer, store)) {}
        #expect(await store.batches.map(\.count) == [1_000, 1_000, 500])
        #expect(Set(await store.records.map(\.requestID)).count == 2_500)
        #expect(counters[.recordsWritten] == 2_500)
    }

    @Test func `records are written while the service runs`() async throws {
        let buffer = RecordBuffer(counters: counters)
        let store = TestRecordStore()
        try await run(writer(buffer, store, batchSize: 7, clock: InstantClock())) {
            for number in 0..<50 { buffer.add(record(number), key: UInt64(number)) }
            await store.waitForRecords(50)
        }
        #expect(await store.batches.allSatisfy { $0.count <= 7 })
        #expect(await store.records.count == 50)
    }

    @Test func `a store that refuses for a while gets everything once, later`() async throws {
        let buffer = RecordBuffer(counters: counters)
        let store = TestRecordStore(refusals: 3)
        for number in 0..<20 { buffer.add(record(number), key: UInt64(number)) }
        try await run(writer(buffer, store, batchSize: 5, clock: InstantClock())) { await store.waitForRecords(20) }
        #expect(await store.records.map { Int($0.requestID) ?? -1 }.sorted() == Array(0..<20))
        #expect(counters[.recordWritesFailed] == 3)
        #expect(counters[.recordsLost] == 0)
    }

    @Test func `what cannot be written even at shutdown is counted as lost`() async throws {
        let buffer = RecordBuffer(counters: counters)
        let store = TestRecordStore(refusals: .max)
        for number in 0..<20 { buffer.add(record(number), key: UInt64(number)) }
        try await run(writer(buffer, store)) {}
        #expect(counters[.recordsLost] == 20)
        #expect(counters[.recordsWritten] == 0)
    }

    @Test func `cancellation too writes what is left`() async throws {
        let buffer = RecordBuffer(counters: counters)
        let store = TestRecordStore()
        let writer = writer(buffer, store)
        buffer.add(record(1), key: 0)
        let task = Task { try await writer.run() }
        task.cancel()
        try await task.value
        #expect(await store.records.count == 1)
    }

    @Test func `unknown films are counted, bounded, and handed over once`() {
        let log = UnknownItemLog(capacity: 2, counters: counters)
        for item in ["a", "b", "a", "c", ItemID(String(repeating: "x", count: 257))] as [ItemID] { log.note(item) }
        #expect(log.drain() == ["a": 2, "b": 1])
        #expect(log.drain().isEmpty)
        #expect(counters[.unknownItems] == 5)
        #expect(counters[.unknownItemsDropped] == 2)
    }

    @Test func `unknown films that could not be written are put back, within the bound`() {
        let log = UnknownItemLog(capacity: 2, counters: counters)
        log.note("a")
        let noted = log.drain()
        log.note("a")
        log.putBack(noted)
        #expect(log.drain() == ["a": 2])
        log.putBack(["a": 1, "b": 1, "c": 1])
        #expect(log.drain().count == 2)
        #expect(counters[.unknownItemsDropped] == 1)
    }
}
