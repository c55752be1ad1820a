/// Which stretch of time a report is over.
public enum MetricsWindow: String, Sendable, Codable, CaseIterable {
    /// The last sixty seconds.
    case lastMinute = "last_minute"
    /// The last sixty minutes.
    case lastHour = "last_hour"
    /// All there was.
    case sinceStart = "since_start"
}

/// What was measured over a window, merged from every shard and stripe.
public struct MetricsReport: Sendable {
    /// Which stretch of time it is over.
    public var window: MetricsWindow
    /// How much time it is over: the window, or less when the process is younger.
    public var covered: Duration
    /// Routes that were asked, in the meter's order.
    public var routes: [RouteReport]
    /// Ranking alone, inside the shards.
    public var scoring: LatencySummary
    /// Lists that were answered with.
    public var answers: Int
    /// Answers made without the viewer's own model.
    public var fallbacks: Int
    /// Answers to viewers the model was not trained with.
    public var coldStarts: Int
    /// How many different viewers asked; an estimate within about 2 %.
    public var uniqueViewers: Int
    /// How many different films were served.
    public var servedFilms: Int
    /// How many films the serving model ranks; 0 while none serves.
    public var catalogueFilms: Int
    /// Since start, whatever the window.
    public var counters: [ServingCounter: Int]

    /// Requests over all routes.
    public var requests: Int { routes.reduce(0) { $0 + $1.latency.count } }
    /// Over all routes; 0 over no time.
    public var requestsPerSecond: Double { rate(requests) }
    /// Share of answers that were fallbacks, 0…1; 0 without answers.
    public var fallbackRate: Double { answers > 0 ? Double(fallbacks) / Double(answers) : 0 }
    /// Share of the catalogue that was served, 0…1.
    public var coverage: Double {
        catalogueFilms > 0 ? min(1, Double(servedFilms) / Double(catalogueFilms)) : 0
    }

    private func rate(_ count: Int) -> Double { covered > .zero ? Double(count) / covered.inSeconds : 0 }
}

/// One route over a window.
public struct RouteReport: Sendable {
    /// The route's template.
    public var route: String
    /// Over the window.
    public var requestsPerSecond: Double
    /// Requests by status code, codes ascending.
    public var statuses: [(status: Int, count: Int)]
    /// Of its requests, as the gateway measured them.
    public var latency: LatencySummary
}

/// Latencies over a window; nil where nothing was measured.
public struct LatencySummary: Sendable, Equatable {
    /// How many were measured.
    public var count: Int
    /// Their sum.
    public var total: Duration
    /// Their mean.
    public var mean: Duration?
    /// The median.
    public var p50: Duration?
    /// The 95th percentile.
    public var p95: Duration?
    /// The 99th percentile.
    public var p99: Duration?
    /// The largest.
    public var largest: Duration?
    /// How many took at most each of `LatencySummary.bounds`.
    public var cumulative: [Int]

    /// The bucket bounds of exported histograms.
    public static let bounds: [Duration] = [
        .microseconds(50), .microseconds(100), .microseconds(250), .microseconds(500), .milliseconds(1),
        .microseconds(2_500), .milliseconds(5), .milliseconds(10), .milliseconds(25), .milliseconds(50),
        .milliseconds(100), .milliseconds(250), .milliseconds(600), .seconds(1), .seconds(5),
    ]

    init(_ histogram: LatencyHistogram) {
        count = histogram.count
        total = histogram.total
        mean = histogram.mean
        p50 = histogram.percentile(50)
        p95 = histogram.percentile(95)
        p99 = histogram.percentile(99)
        largest = histogram.largest
        cumulative = Self.bounds.map { histogram.count(upTo: $0) }
    }
}
