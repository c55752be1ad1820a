import Actors
import Foundation
import Logging
import Testing

@testable import Ops

@Suite struct `Counts of a day` {
    private let world: MonitoringFixture
    private let counters = CounterBoard()
    private let meter = RequestMeter(routes: ["POST /recommend", "GET /ready", "GET /admin/models"])

    init() throws { world = try MonitoringFixture() }

    private func job(at moment: Date) -> DayCounterJob {
        let metrics = MetricsActor(
            meter: meter, router: ShardRouter(shardCount: 1), store: ModelStore(), counters: counters)
        return DayCounterJob(
            world.operations, metrics: metrics, now: { moment },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private func record(_ route: String, _ status: Int) {
        meter.record(route: meter.label(for: route), status: status, latency: .milliseconds(1))
    }

    @Test func `each turn writes what came since, and probes do not count`() async throws {
        let job = job(at: MonitoringFixture.day)
        for status in [200, 200, 500, 408] { record("POST /recommend", status) }
        for status in [401, 401, 400] { record("GET /admin/models", status) }
        for _ in 0..<5 { record("GET /ready", 503) }
        record("nothing", 431)
        counters.add(.ruleViolations, 2)
        await job.write()
        await job.write()
        record("POST /recommend", 200)
        await job.write()
        let counts = try DayCounters(world.operations).counts(of: ReportDay(MonitoringFixture.day))
        #expect(counts[.requests] == 9 && counts[.failures] == 1 && counts[.tokensRefused] == 2)
        #expect(counts[.tooLarge] == 1 && counts[.tooSlow] == 1 && counts[.malformed] == 1)
        #expect(counts[.ruleViolations] == 2 && counts[.overloaded] == nil)
        #expect(try DayCounters(world.operations).counts(of: ReportDay(MonitoringFixture.day).previous).isEmpty)
    }

    @Test func `a second server of the day adds to the first`() async throws {
        for _ in 0..<2 {
            let metrics = CounterBoard()
            metrics.add(.requestsRefused, 3)
            let own = RequestMeter(routes: ["POST /recommend"])
            own.record(route: own.label(for: "POST /recommend"), status: 200, latency: .zero)
            let job = DayCounterJob(
                world.operations,
                metrics: MetricsActor(
                    meter: own, router: ShardRouter(shardCount: 1), store: ModelStore(), counters: metrics),
                now: { MonitoringFixture.day }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            await job.write()
        }
        let counts = try DayCounters(world.operations).counts(of: ReportDay(MonitoringFixture.day))
        #expect(counts[.requests] == 2 && counts[.overloaded] == 6)
    }
}
