import Actors

/// What is counted by day.
public enum DayCounter: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    /// Seconds that a server ran.
    case secondsUp = "seconds_up"
    /// Requests for anything but health and metrics, and those of them answered with 5xx.
    case requests
    case failures
    case tokensRefused = "tokens_refused"
    case tooLarge = "too_large"
    case tooSlow = "too_slow"
    case malformed
    case overloaded
    case ruleViolations = "rule_violations"
    case recordsDropped = "records_dropped"

    /// In a report.
    var title: String {
        switch self {
        case .secondsUp: "seconds up"
        case .requests: "requests"
        case .failures: "answers that failed (5xx)"
        case .tokensRefused: "requests without a valid token (401)"
        case .tooLarge: "bodies, headers or paths beyond their limit (413, 431, 414)"
        case .tooSlow: "bodies that came too slowly (408)"
        case .malformed: "requests that are not HTTP or JSON (400)"
        case .overloaded: "requests refused because too many were waiting"
        case .ruleViolations: "rules of an answer that a list broke"
        case .recordsDropped: "request records dropped"
        }
    }

    /// What a security report tells.
    static let security: [DayCounter] = [.tokensRefused, .tooLarge, .tooSlow, .malformed, .overloaded]
}

extension [DayCounter: Int] {
    /// Since a server's start, of everything it counts.
    init(_ report: MetricsReport, secondsUp: Int) {
        let own = report.routes.filter { !Self.isProbe($0.route) }.flatMap(\.statuses)
        func count(_ matches: (Int) -> Bool) -> Int { own.reduce(0) { $0 + (matches($1.status) ? $1.count : 0) } }
        self = [
            .secondsUp: secondsUp, .requests: count { _ in true }, .failures: count { $0 >= 500 },
            .tokensRefused: count { $0 == 401 }, .tooLarge: count { [413, 414, 431].contains($0) },
            .tooSlow: count { $0 == 408 }, .malformed: count { $0 == 400 },
            .overloaded: report.counters[.requestsRefused] ?? 0,
            .ruleViolations: report.counters[.ruleViolations] ?? 0,
            .recordsDropped: report.counters[.recordsDropped] ?? 0,
        ]
    }

    /// Those who ask how the server is say nothing of how viewers were served.
    private static func isProbe(_ route: String) -> Bool {
        ["/health", "/livez", "/ready", "/metrics"].contains { route.hasSuffix($0) }
    }

    /// What came since `earlier`.
    func since(_ earlier: [DayCounter: Int]) -> [DayCounter: Int] {
        Dictionary(uniqueKeysWithValues: map { ($0.key, $0.value - (earlier[$0.key] ?? 0)) })
    }
}
