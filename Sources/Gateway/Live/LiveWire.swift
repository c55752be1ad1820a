import Actors

/// Live figures as JSON. What each means is in `FigureDefinition`.
enum LiveWire {
    private static let count = Schema.integer(0...Int.max)
    private static let share = Schema.number(0...1)
    private static let milliseconds = Schema.nullable(.number(0...1e12))

    private static let route = Shape(
        "LiveRoute",
        [
            Field("route", .text(maximumLength: 256), "The route, by its template", isRequired: true),
            Field("requests_per_second", .number(0...1e12), "Requests a second", isRequired: true),
            Field("requests", count, "Requests", isRequired: true),
            Field("failures", count, "Of them, answered with 5xx", isRequired: true),
            Field("refusals", count, "Of them, answered with 4xx", isRequired: true),
            Field("p50_ms", milliseconds, "Half took at most this", isRequired: true),
            Field("p95_ms", milliseconds, "95 % did", isRequired: true),
            Field("p99_ms", milliseconds, "99 % did", isRequired: true),
        ])

    private static let queue = Shape(
        "QueueDepth",
        [
            Field("name", .text(maximumLength: 64), "What waits: ranking, events, records, shadow", isRequired: true),
            Field("depth", count, "How much waits", isRequired: true),
            Field("capacity", count, "The most that may", isRequired: true),
        ])

    static let point = Shape(
        "LivePoint",
        [
            Field("at", .number(0...1e12), "When it was taken, seconds since 1970", isRequired: true),
            Field("seconds", .number(0...1e6), "How much time it is over", isRequired: true),
            Field("requests_per_second", .number(0...1e12), "Requests a second, all routes", isRequired: true),
            Field("requests", count, "Requests", isRequired: true),
            Field("failures", count, "Of them, answered with 5xx", isRequired: true),
            Field("refusals", count, "Of them, answered with 4xx", isRequired: true),
            Field("answers", count, "Lists that were made", isRequired: true),
            Field(
                "fallback_share", .nullable(share), "Of the answers, those without the viewer's own model",
                isRequired: true),
            Field("coverage", share, "Share of the catalogue in lists of the last hour", isRequired: true),
            Field("routes", .list(.shape(route), maximumCount: 1_000), "Those that were asked", isRequired: true),
            Field("queues", .list(.shape(queue), maximumCount: 100), "What waited", isRequired: true),
        ])

    static let history = Shape(
        "LiveHistory",
        [
            Field("now", .shape(point), "The 5 s under way and the 5 before them", isRequired: true),
            Field(
                "points", .list(.shape(point), maximumCount: 1_000),
                "The last 15 minutes, 5 s each, the oldest first", isRequired: true),
        ])

    static func describe(_ point: LivePoint) -> JSONValue {
        .object([
            "at": .number(Double(point.at) / 1_000), "seconds": .number(rounded(point.covered.inSeconds)),
            "requests_per_second": .number(rounded(point.requestsPerSecond)), "requests": .integer(point.requests),
            "failures": .integer(point.failures), "refusals": .integer(point.refusals),
            "answers": .integer(point.answers),
            "fallback_share": point.fallbackShare.map { .number(rounded($0)) } ?? .null,
            "coverage": .number(rounded(point.coverage)),
            "routes": .array(point.routes.map { describe($0, over: point.covered.inSeconds) }),
            "queues": .array(
                point.queues.map { queue in
                    .object([
                        "name": .text(queue.name), "depth": .integer(queue.depth), "capacity": .integer(queue.capacity),
                    ])
                }),
        ])
    }

    private static func describe(_ route: LiveRoute, over seconds: Double) -> JSONValue {
        func milliseconds(_ latency: Duration?) -> JSONValue {
            latency.map { .number(rounded($0.inSeconds * 1_000)) } ?? .null
        }
        return .object([
            "route": .text(route.route),
            "requests_per_second": .number(seconds > 0 ? rounded(Double(route.requests) / seconds) : 0),
            "requests": .integer(route.requests), "failures": .integer(route.failures),
            "refusals": .integer(route.refusals), "p50_ms": milliseconds(route.p50), "p95_ms": milliseconds(route.p95),
            "p99_ms": milliseconds(route.p99),
        ])
    }

    /// To four places: 180 points are sent at once.
    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

    /// Whether a reader would see the same figures.
    static func isSame(_ point: LivePoint, _ other: LivePoint?) -> Bool {
        guard var other else { return false }
        other.at = point.at
        other.covered = point.covered
        return point == other
    }
}
