import Actors
import Foundation
import Logging
import Models
import Ops
import ServiceLifecycle
import Testing

private let second: Int64 = 1_000
private let hour: Int64 = 3_600_000
private let start: Int64 = 1_700_000_000_000

private func record(
    _ id: String, _ user: UserID?, at time: Int64, _ items: [ItemID], version: String = "v1",
    reason: FallbackReason? = nil
) -> ServedRecord {
    ServedRecord(
        requestID: id, timestamp: time, user: user, endpoint: user == nil ? .popular : .recommend,
        version: ModelVersion(name: "als", version: version),
        places: items.map { .init(item: $0, score: 1) }, latency: .zero, fallbackReason: reason)
}

@Suite struct `Replaying the log` {
    private let folder: TemporaryFolder
    private let events: EventDatabase
    private let requests: SQLiteRecordStore

    init() throws {
        folder = try TemporaryFolder()
        events = try EventDatabase(home: folder.url)
        requests = try SQLiteRecordStore(home: folder.url)
    }

    private func store(
        _ kind: InteractionKind, _ user: UserID, _ item: ItemID, value: Double = 1, at time: Int64,
        request: String? = nil
    ) async throws {
        let event = ViewerEvent(
            eventID: UUID().uuidString, hasClientID: false,
            interaction: Interaction(user: user, item: item, kind: kind, value: value, timestamp: 5), receivedAt: time,
            requestID: request)
        _ = try await SQLiteEventStore(database: events).append([event])
    }

    private func run(_ settings: ReplaySettings = ReplaySettings(window: hour, cutoff: 2)) async throws -> OnlineReport
    {
        var settings = settings
        settings.bootstrap = Bootstrap(sampleCount: 50)
        return try await ReplayRun(events: events, requests: requests, settings: settings).run(now: start + 10 * hour)
    }

    /// By hand, k = 2: version 1 has anna's list (a liked, b not looked at) and ben's fallback (nothing); version 2 has
    /// anna's second list (c watched an hour and a second later: too late), and a list of popular films for nobody that
    /// an event names.
    private func storeSmallStory() async throws {
        try await requests.write([
            record("r1", "anna", at: start, ["a", "b"]),
            record("r2", "ben", at: start + second, ["a", "b", "c"], reason: .unknownUser),
            record("r3", "anna", at: start + 2 * hour, ["b", "c"], version: "v2"),
            record("r4", nil, at: start + 2 * hour, ["a"], version: "v2"),
        ])
        try await store(.rating, "anna", "a", value: 5, at: start + 10 * second)
        try await store(.click, "carla", "a", at: start + 2 * hour + second, request: "r4")
        try await store(.watch, "anna", "c", value: 30, at: start + 3 * hour + second)
    }

    @Test func `lists are judged by what followed, version by version`() async throws {
        try await storeSmallStory()
        let report = try await run()
        let first = try #require(report.row(model: "als/v1"))
        #expect(first.lists == 2 && first.viewers == 2 && first.places == 5)
        #expect(first.metrics["precision_at_2"]?.mean == 0.25 && first.metrics["hit_rate_at_2"]?.mean == 0.5)
        #expect(first.metrics["ctr_proxy"]?.mean == 0.2 && first.metrics["conversion"]?.mean == 0.5)
        #expect(report.row(model: "als/v1", segment: "fallback")?.metrics["conversion"]?.mean == 0)
        #expect(report.row(model: "als/v1", segment: "personal")?.metrics["conversion"]?.mean == 1)
        #expect(report.row(model: "als/v2")?.metrics["conversion"]?.mean == 0)
        #expect(report.row(model: "als/v2", endpoint: "popular")?.metrics["ctr_proxy"]?.mean == 1)
        #expect(report.counts.joinedByRequest == 1 && report.counts.joinedByTime == 1)
        // What comes after the last window is not read.
        #expect(report.counts.events == 2 && report.counts.unjoinedEvents == 0 && report.counts.listsOfNobody == 1)
        // Viewers are segmented by what they had done before, and nobody had done anything.
        #expect(report.row(model: "als/v1", segment: "new")?.lists == 2)
        for text in [report.text, report.markdown] { #expect(text.contains("als/v1") && text.contains("0.250 (")) }
    }

    @Test func `a longer window and a part of the time change what counts`() async throws {
        try await storeSmallStory()
        let longer = try await run(ReplaySettings(window: 2 * hour, cutoff: 2))
        #expect(longer.row(model: "als/v2")?.metrics["watch_minutes_per_list"]?.mean == 30)
        let later = try await run(ReplaySettings(window: hour, cutoff: 2, since: start + hour))
        #expect(later.row(model: "als/v1") == nil && later.counts.lists == 2)
        let earlier = try await run(ReplaySettings(window: hour, cutoff: 2, until: start + second))
        #expect(earlier.counts.lists == 1)
    }

    @Test func `more lists and events than a page holds are all read, once`() async throws {
        let count = 5_200
        try await requests.write(
            (0..<count).map { record("\($0)", UserID("u\($0 % 50)"), at: start + Int64($0) * second, ["a"]) })
        let all = (0..<count).map { number in
            ViewerEvent(
                eventID: "\(number)", hasClientID: true,
                interaction: Interaction(
                    user: UserID("u\(number % 50)"), item: "a", kind: .click, value: 1, timestamp: 5),
                receivedAt: start + Int64(number) * second)
        }
        _ = try await SQLiteEventStore(database: events).append(all)
        let report = try await run()
        #expect(report.counts.lists == count && report.counts.joinedByTime == count)
        #expect(report.row(model: "als/v1")?.metrics["ctr_proxy"] == Estimate(mean: 1, low: 1, high: 1))
    }

    @Test func `an empty log is an empty report`() async throws {
        let report = try await run()
        #expect(report.rows.isEmpty && report.counts == JoinCounts() && report.ratings?.batches.isEmpty == true)
    }

    /// The film has five stars from forty imported viewers: a fifth star that arrives is predicted nearly so.
    @Test func `ratings that arrive are predicted from those that came before, imported ones too`() async throws {
        let imported = (0..<40).map { number in
            Interaction(user: UserID("\(number)"), item: "a", kind: .rating, value: 5, timestamp: Int64(number))
        }
        _ = try Importer(into: events).store(Dataset(interactions: imported), named: "test")
        try await store(.rating, "anna", "a", value: 1, at: start)
        try await store(.rating, "ben", "a", value: 5, at: start + hour)
        let all = try #require(try await run().ratings)
        #expect(all.overall.count == 2 && all.batches.map(\.count) == [2])
        #expect(abs(all.overall.squaredError - 16) < 0.1)
        let latest = try #require(
            try await run(ReplaySettings(window: hour, since: start + second)).ratings)
        #expect(latest.overall.count == 1)
        #expect(try #require(latest.overall.rootMeanSquaredError) < 0.2)
    }

    @Test func `times are read as people write them`() {
        #expect(ReplayTime.duration("24h") == 24 * hour && ReplayTime.duration("90s") == 90 * second)
        for text in ["", "h", "24", "-1h", "1.5h", "9999999999999999999d", "99999d", "24 h"] {
            #expect(ReplayTime.duration(text) == nil)
        }
        #expect(ReplayTime.moment("2023-11-14T22:13:20Z") == start && ReplayTime.moment("1700000000") == start)
        #expect(ReplayTime.moment("yesterday") == nil && ReplayTime.moment("-5") == nil)
        #expect(ReplayTime.day("2023-11-14") == 1_699_920_000_000..<1_700_006_400_000)
        #expect(ReplayTime.day("2023-11-31") == nil && ReplayTime.day("1700000000") == nil)
    }

    // MARK: The job

    private func job(clock: any Clock<Duration> = ContinuousClock()) throws -> (OnlineEvaluationJob, EvaluationHistory)
    {
        let history = EvaluationHistory(try OperationsDatabase(home: folder.url))
        let job = OnlineEvaluationJob(
            events: events, requests: requests, history: history, clock: clock, logger: Logger(label: "test"))
        return (job, history)
    }

    @Test func `an evaluation is kept whole, and its figures one by one`() async throws {
        let (job, history) = try job()
        let moment = Date(timeIntervalSince1970: Double(start) / 1000 + 86_400)
        #expect(try await job.evaluate(at: moment) == nil && history.latest().isEmpty)
        try await storeSmallStory()
        let report = try #require(try await job.evaluate(at: moment))
        let kept = try history.latest()
        #expect(kept.map(\.at) == [moment] && kept.map(\.report) == [report])
        _ = try await job.evaluate(at: moment + 3_600)
        let course = try history.course(of: "conversion", model: "als/v1")
        #expect(course.map(\.at) == [moment, moment + 3_600])
        #expect(course[0].value == report.row(model: "als/v1")?.metrics["conversion"])
        #expect(try history.course(of: "online_rmse", model: "baseline", endpoint: "ratings").count == 2)
    }

    @Test func `the job evaluates at each turn until it is told to stop`() async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try await requests.write([record("r", "anna", at: now - hour, ["a"])])
        let clock = TurnClock(turns: 2)
        let (job, history) = try job(clock: clock)
        let running = Task { try await job.run() }
        await clock.turnsAreOver()
        running.cancel()
        try await running.value
        #expect(try history.latest().count == 2)
    }
}

/// A clock whose first sleeps are over at once; the next one lasts until it is cancelled.
private final class TurnClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private let turns: AsyncStream<Void>
    private let told: AsyncStream<Void>.Continuation
    private let left: Locked<Int>

    init(turns count: Int) {
        (turns, told) = AsyncStream.makeStream()
        left = Locked(count)
    }

    var now: Instant { ContinuousClock.now }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let isOver = left.withLock { count in
            count -= 1
            return count < 0
        }
        guard isOver else { return }
        told.finish()
        try await ContinuousClock().sleep(for: .seconds(3_600))
    }

    func turnsAreOver() async {
        for await _ in turns {}
    }
}
