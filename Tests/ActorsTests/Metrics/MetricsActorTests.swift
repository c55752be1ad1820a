import Logging
import Models
import ServiceLifecycle
import TestSupport
import Testing

@testable import Actors

@Suite struct MetricsActorTests {
    private let time = TestTime()
    private let meter = RequestMeter(routes: ["POST /recommend", "GET /popular"])

    private func server() -> (TestServer, MetricsActor) {
        let server = TestServer(ServingSnapshot.fixture(.small), time: time.time)
        let metrics = MetricsActor(
            meter: meter, router: server.router, store: server.store, counters: server.counters, time: time.time,
            clock: InstantClock())
        return (server, metrics)
    }

    private func record(_ route: String, _ status: Int, milliseconds: Int) {
        meter.record(route: meter.label(for: route), status: status, latency: .milliseconds(milliseconds))
    }

    @Test func `requests are counted by route and status, with rates`() async {
        let (_, metrics) = server()
        for _ in 0..<3 { record("POST /recommend", 200, milliseconds: 2) }
        record("POST /recommend", 422, milliseconds: 6)
        record("GET /nowhere", 404, milliseconds: 1)
        time.advance(by: .seconds(4))
        let report = await metrics.report(over: .lastMinute)
        #expect(report.covered == .seconds(4))
        #expect(report.requests == 5)
        #expect(report.requestsPerSecond == 1.25)
        #expect(report.routes.map(\.route) == ["POST /recommend", "other"])
        let route = report.routes[0]
        #expect(route.statuses.map(\.status) == [200, 422])
        #expect(route.statuses.map(\.count) == [3, 1])
        #expect(route.requestsPerSecond == 1)
        #expect(route.latency.mean == .milliseconds(3))
    }

    @Test func `answers, fallbacks, cold starts, viewers and coverage come from the shards`() async throws {
        let (server, metrics) = server()
        _ = try await server.recommend("u0", count: 2)  // 1, 3
        _ = try await server.recommend("u0", count: 2)
        _ = try await server.recommend("stranger", count: 3)  // 0, 1, 2; fallback
        _ = try await server.recommend(nil, count: 1) { $0.seeds = ["i0"] }  // 1; cold, no fallback
        _ = try await server.service.popular(genre: nil, count: 1, requestID: "p")  // 0
        let report = await metrics.report(over: .sinceStart)
        #expect(report.answers == 5)
        #expect(report.fallbacks == 1)
        #expect(report.fallbackRate == 0.2)
        #expect(report.coldStarts == 2)
        #expect(report.uniqueViewers == 2)
        #expect(report.servedFilms == 4)
        #expect(report.coverage == 0.5)
        #expect(report.scoring.count == 5)
    }

    @Test func `each window covers its own time`() async throws {
        let (server, metrics) = server()
        record("GET /popular", 200, milliseconds: 1)
        _ = try await server.recommend("u0")
        _ = await metrics.report(over: .sinceStart)
        time.advance(by: .seconds(600))
        record("GET /popular", 200, milliseconds: 1)
        #expect(await metrics.report(over: .lastMinute).requests == 1)
        #expect(await metrics.report(over: .lastMinute).answers == 0)
        #expect(await metrics.report(over: .lastHour).requests == 2)
        #expect(await metrics.report(over: .lastHour).answers == 1)
        time.advance(by: .seconds(7_200))
        #expect(await metrics.report(over: .lastHour).requests == 0)
        #expect(await metrics.report(over: .sinceStart).requests == 2)
        #expect(await metrics.report(over: .sinceStart).covered == .seconds(7_800))
        #expect(await metrics.uptime == .seconds(7_800))
    }

    @Test func `films are counted once across models with other numbers`() async throws {
        let (server, metrics) = server()
        _ = try await server.service.popular(genre: nil, count: 2, requestID: "p")  // i0, i1
        let renumbered = TrainingSet.fixture(likes: [[]], itemCount: 3)  // i0, i1, i2
        await server.store.swap(to: .fixture(renumbered, version: 2, popularity: [0, 1, 2]))
        _ = try await server.service.popular(genre: nil, count: 2, requestID: "p")  // i2, i1
        #expect(await metrics.report(over: .sinceStart).servedFilms == 3)
        #expect(await metrics.report(over: .sinceStart).counters[.swaps] == 1)
    }

    @Test func `nothing is lost or doubled when many record and many read`() async throws {
        let (server, metrics) = server()
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<500 {
                        self.meter.record(
                            route: self.meter.routes[task % 2], status: 200, latency: .nanoseconds(number * 997))
                    }
                    for _ in 0..<50 { _ = try? await server.recommend(UserID("u\(task)")) }
                }
            }
            for _ in 0..<4 {
                group.addTask { for _ in 0..<50 { _ = await metrics.report(over: .lastMinute) } }
            }
        }
        let report = await metrics.report(over: .sinceStart)
        #expect(report.requests == 4_000)
        #expect(report.answers == 400)
        #expect(report.uniqueViewers == 8)
        #expect(await metrics.report(over: .lastMinute).requests == 4_000)
    }

    @Test func `it drains while it runs, and stops at shutdown`() async throws {
        let (_, metrics) = server()
        record("GET /popular", 200, milliseconds: 1)
        let group = ServiceGroup(
            services: [metrics], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            while await metrics.report(over: .sinceStart).requests == 0 { await Task.yield() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(await metrics.report(over: .sinceStart).requests == 1)
    }

    @Test func `a route with more statuses than any server has stays bounded`() {
        var tally = RouteTally()
        for status in 0..<1_000 { tally.record(status: status, latency: .zero) }
        #expect(tally.statuses.count == RouteTally.maximumStatuses)
        #expect(tally.count == 1_000)
        #expect(tally.statuses.reduce(0) { $0 + $1.count } == 1_000)
    }

    @Test func `counters have one name each, as Prometheus wants them`() {
        let names = ServingCounter.allCases.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.hasPrefix("marquee_") && $0.hasSuffix("_total") })
        #expect(ServingCounter.allCases.map(\.rawValue) == Array(0..<names.count))
    }

    @Test func `every 5 seconds that are over leave a point, 15 minutes of them`() async throws {
        let (server, metrics) = server()
        for _ in 0..<10 { record("POST /recommend", 200, milliseconds: 2) }
        record("POST /recommend", 500, milliseconds: 8)
        record("GET /popular", 404, milliseconds: 1)
        _ = try await server.recommend("u0", count: 2)
        _ = try await server.recommend("stranger", count: 2)
        #expect(await metrics.livePoints().isEmpty)
        time.advance(by: .seconds(5))
        let points = await metrics.livePoints()
        let point = try #require(points.first)
        #expect(points.count == 1 && point.covered == .seconds(5))
        #expect(point.requests == 12 && point.failures == 1 && point.refusals == 1)
        #expect(point.requestsPerSecond == 2.4)
        #expect(point.routes.map(\.route) == ["POST /recommend", "GET /popular"])
        #expect(point.routes[0].p50.map { abs($0.inSeconds - 0.002) < 0.000_1 } == true)
        #expect(point.routes[0].p99.map { abs($0.inSeconds - 0.008) < 0.000_1 } == true)
        #expect(point.answers == 2 && point.fallbackShare == 0.5 && point.coverage > 0)
        #expect(point.queues == [QueueDepth("ranking", depth: 0, capacity: 4_096)])
        for _ in 0..<200 {
            time.advance(by: .seconds(5))
            _ = await metrics.livePoints()
        }
        let later = await metrics.livePoints()
        #expect(later.count == 180 && later.allSatisfy { $0.requests == 0 })
    }

    @Test func `what is live now is the stretch under way and the one before`() async {
        let (_, metrics) = server()
        for _ in 0..<6 { record("POST /recommend", 200, milliseconds: 2) }
        time.advance(by: .seconds(6))
        let none = await metrics.liveNow()
        record("POST /recommend", 200, milliseconds: 2)
        let one = await metrics.liveNow()
        #expect(none.requests == 6 && one.requests == 7 && one.covered == .seconds(6))
        time.advance(by: .seconds(10))
        #expect(await metrics.liveNow().requests == 0)
    }
}
