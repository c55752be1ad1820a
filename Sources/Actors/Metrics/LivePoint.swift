/// A few seconds of serving, as a chart shows them.
public struct LivePoint: Sendable, Equatable {
    /// When it was taken, milliseconds since 1970.
    public var at: Int64
    /// How much time it is over.
    public var covered: Duration
    /// Routes that were asked, in the meter's order.
    public var routes: [LiveRoute]
    /// Lists that were answered with.
    public var answers: Int
    /// Answers made without the viewer's own model.
    public var fallbacks: Int
    /// Share of the catalogue that stood in a list of the last hour, 0…1.
    public var coverage: Double
    /// What waited when it was taken.
    public var queues: [QueueDepth]

    /// Over all routes.
    public var requests: Int { routes.reduce(0) { $0 + $1.requests } }
    /// Over all routes, answers with 5xx.
    public var failures: Int { routes.reduce(0) { $0 + $1.failures } }
    /// Over all routes, answers with 4xx.
    public var refusals: Int { routes.reduce(0) { $0 + $1.refusals } }
    /// Over all routes; 0 over no time.
    public var requestsPerSecond: Double { covered > .zero ? Double(requests) / covered.inSeconds : 0 }
    /// Nil without answers.
    public var fallbackShare: Double? { answers > 0 ? Double(fallbacks) / Double(answers) : nil }
}

/// One route in these seconds.
public struct LiveRoute: Sendable, Equatable {
    /// The route's template.
    public var route: String
    /// Requests in these seconds.
    public var requests: Int
    /// Answers with 5xx.
    public var failures: Int
    /// Answers with 4xx.
    public var refusals: Int
    /// The median of their latencies.
    public var p50: Duration?
    /// The 95th percentile.
    public var p95: Duration?
    /// The 99th percentile.
    public var p99: Duration?

    /// Nil when nobody asked.
    init?(_ label: RouteLabel, _ tally: RouteTally) {
        guard let latency = tally.latency, latency.count > 0 else { return nil }
        route = label.name
        requests = latency.count
        failures = tally.statuses.reduce(0) { $0 + ($1.status >= 500 ? $1.count : 0) }
        refusals = tally.statuses.reduce(0) { $0 + ((400..<500).contains($1.status) ? $1.count : 0) }
        p50 = latency.percentile(50)
        p95 = latency.percentile(95)
        p99 = latency.percentile(99)
    }
}

/// How much waits in one queue.
public struct QueueDepth: Sendable, Equatable {
    /// Lower case with underscores: `ranking`.
    public var name: String
    /// How many wait.
    public var depth: Int
    /// The most it takes.
    public var capacity: Int

    public init(_ name: String, depth: Int, capacity: Int) {
        self.name = name
        self.depth = depth
        self.capacity = capacity
    }
}

/// The latest points, the oldest first; older ones are let go.
struct LiveHistory: Sendable {
    private(set) var points: [LivePoint] = []
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    mutating func append(_ point: LivePoint) {
        if points.count >= capacity { points.removeFirst(points.count - capacity + 1) }
        points.append(point)
    }
}
