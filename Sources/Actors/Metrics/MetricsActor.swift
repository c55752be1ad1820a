import Models
public import ServiceLifecycle

/// Merges what shards and the meter counted, and answers for the last minute, the last hour and since start.
///
/// ```
///   shard ─ own tally ──┐ drained each second, and before a report
///   meter ─ stripes ────┤
///                       ▼
///   12 slots of 5 s  +  60 slots of 1 min  +  one since start
///         └─ each, when it is over, a point of the live history: 15 minutes of them
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
    private let queues: @Sendable () async -> [QueueDepth]
    private var history = LiveHistory(capacity: MetricsActor.historyPoints)
    /// The stretch of `seconds` that was under way at the last drain.
    private var liveStretch: Int64?

    /// Points of the live history: 15 minutes.
    static let historyPoints = 180

    /// - Parameter queues: what may wait besides rankings, asked every few seconds.
    public init(
        meter: RequestMeter, router: ShardRouter, store: ModelStore, counters: CounterBoard,
        time: ServingTime = .system, clock: any Clock<Duration> = ContinuousClock(),
        queues: @escaping @Sendable () async -> [QueueDepth] = { [] }
    ) {
        self.queues = queues
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

    /// The last 15 minutes, a point for every 5 s that are over, the oldest first.
    public func livePoints() async -> [LivePoint] {
        await drain()
        return history.points
    }

    /// The 5 s under way and the 5 before them.
    public func liveNow() async -> LivePoint {
        await drain()
        let depths = await depths()
        let now = time.elapsed()
        let stretch = seconds.stretch(of: now)
        return point(of: stretch - 1...stretch, until: now, depths)
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
        await keepPoint(at: now)
    }

    /// Makes a point of the stretch that was under way before, once it is over.
    private func keepPoint(at now: Duration) async {
        let stretch = seconds.stretch(of: now)
        guard let last = liveStretch, last < stretch else { return liveStretch = stretch }
        // Before the suspension: whoever drains meanwhile does not make the same point again.
        liveStretch = stretch
        let depths = await depths()
        history.append(point(of: last...last, until: seconds.width * Int(last + 1), depths))
    }

    private func depths() async -> [QueueDepth] {
        [QueueDepth("ranking", depth: router.waiting, capacity: router.maximumInFlight)] + (await queues())
    }

    private func point(of stretches: ClosedRange<Int64>, until end: Duration, _ depths: [QueueDepth]) -> LivePoint {
        let sum = seconds.sum(of: stretches)
        let catalogue = store.current?.items.count ?? 0
        let served = minutes.servedCount(at: time.elapsed())
        return LivePoint(
            at: time.wallMilliseconds(),
            covered: max(.zero, end - max(start, seconds.width * Int(stretches.lowerBound))),
            routes: zip(meter.routes, sum.routes).compactMap { LiveRoute($0, $1) }, answers: sum.answers,
            fallbacks: sum.fallbacks, coverage: catalogue > 0 ? min(1, Double(served) / Double(catalogue)) : 0,
            queues: depths)
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
