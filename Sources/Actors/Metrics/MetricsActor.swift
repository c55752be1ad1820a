import Models
public import ServiceLifecycle

/// Merges what shards and the meter counted, and answers for the last minute, the last hour and since start.
///
/// ```
///   shard ─ own tally ──┐ drained each second, and before a report
///   meter ─ stripes ────┤
///                       ▼
///   12 slots of 5 s  +  60 slots of 1 min  +  one since start
/// ```
public actor MetricsActor: Service {
    private let meter: RequestMeter
    private let router: ShardRouter
    private let store: ModelStore
    private let counters: CounterBoard
    private let time: ServingTime
    private let clock: any Clock<Duration>

    private let start: Duration
    private var seconds: SlotRing
    private var minutes: SlotRing
    private var sinceStart: MetricsSlot
    private var films = ServedFilms()

    public init(
        meter: RequestMeter, router: ShardRouter, store: ModelStore, counters: CounterBoard,
        time: ServingTime = .system, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.meter = meter
        self.router = router
        self.store = store
        self.counters = counters
        self.time = time
        self.clock = clock
        start = time.elapsed()
        let routeCount = meter.routes.count
        seconds = SlotRing(width: .seconds(5), count: 12, routeCount: routeCount)
        minutes = SlotRing(width: .seconds(60), count: 60, routeCount: routeCount)
        sinceStart = MetricsSlot(routeCount: routeCount)
    }

    /// Drains once a second, so that counts land in the right slots, until shutdown or cancellation.
    public func run() async throws {
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            await drain()
            try? await cancelWhenGracefulShutdown { [clock] in try await clock.sleep(for: .seconds(1)) }
        }
    }

    /// What was measured over `window` until now.
    public func report(over window: MetricsWindow) async -> MetricsReport {
        await drain()
        let now = time.elapsed()
        let (sum, covered) = sum(over: window, at: now)
        return MetricsReport(
            window: window, covered: covered, routes: routeReports(of: sum, covered: covered),
            scoring: LatencySummary(sum.scoring), answers: sum.answers, fallbacks: sum.fallbacks,
            coldStarts: sum.coldStarts, uniqueViewers: sum.viewers.estimate, servedFilms: sum.servedCount,
            catalogueFilms: store.current?.items.count ?? 0, counters: counters.all)
    }

    /// Time since the metrics began.
    public var uptime: Duration { time.elapsed() - start }

    private func sum(over window: MetricsWindow, at now: Duration) -> (MetricsSlot, Duration) {
        switch window {
        case .lastMinute: (seconds.sum(at: now), seconds.covered(at: now, since: start))
        case .lastHour: (minutes.sum(at: now), minutes.covered(at: now, since: start))
        case .sinceStart: (sinceStart, now - start)
        }
    }

    /// Collects first and adds after, with no suspension between: each count lands once, whoever drains meanwhile.
    private func drain() async {
        var tallies: [ServingTally] = []
        for shard in router.shards { tallies.append(await shard.takeTally()) }
        var measured = MetricsSlot(routeCount: meter.routes.count)
        meter.drain(into: &measured.routes)
        for tally in tallies { measured.add(tally, films: &films) }
        let now = time.elapsed()
        seconds.add(measured, at: now)
        minutes.add(measured, at: now)
        sinceStart.add(measured)
    }

    private func routeReports(of slot: MetricsSlot, covered: Duration) -> [RouteReport] {
        zip(meter.routes, slot.routes).compactMap { label, tally in
            guard let latency = tally.latency, latency.count > 0 else { return nil }
            return RouteReport(
                route: label.name,
                requestsPerSecond: covered > .zero ? Double(latency.count) / covered.inSeconds : 0,
                statuses: tally.statuses.sorted { $0.status < $1.status }, latency: LatencySummary(latency))
        }
    }
}
