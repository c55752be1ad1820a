import Actors

/// What was measured of answers over some time: what a promotion is watched by.
public struct GuardrailReading: Sendable, Equatable, Codable {
    /// Requests for lists, and those of them that failed on our side (5xx).
    public var requests: Int
    public var errors: Int
    /// Lists made, and those made without the viewer's own model.
    public var answers: Int
    public var fallbacks: Int
    /// Broken rules; nil where nobody counts them.
    public var violations: Int?
    /// Of ranking one list; nil where it is not known.
    public var p99Microseconds: Double?

    public init(
        requests: Int, errors: Int, answers: Int, fallbacks: Int, violations: Int? = nil,
        p99Microseconds: Double? = nil
    ) {
        self.requests = requests
        self.errors = errors
        self.answers = answers
        self.fallbacks = fallbacks
        self.violations = violations
        self.p99Microseconds = p99Microseconds
    }

    /// 0…1; nil without requests.
    public var errorRate: Double? { requests > 0 ? Double(errors) / Double(requests) : nil }

    /// 0…1; nil without answers.
    public var fallbackRate: Double? { answers > 0 ? Double(fallbacks) / Double(answers) : nil }
}

extension GuardrailReading {
    /// What a report says of the routes that answer with lists: the others do not depend on the model.
    init(_ report: MetricsReport, violations: Int?) {
        let statuses = report.routes.filter { Self.answersWithLists($0.route) }.flatMap(\.statuses)
        self.init(
            requests: statuses.reduce(0) { $0 + $1.count },
            errors: statuses.reduce(0) { $0 + ($1.status >= 500 ? $1.count : 0) }, answers: report.answers,
            fallbacks: report.fallbacks, violations: violations,
            p99Microseconds: report.scoring.p99.map { $0 / .microseconds(1) })
    }

    private static func answersWithLists(_ route: String) -> Bool {
        ["/recommend", "/similar", "/popular"].contains { route.contains($0) }
    }

    /// What was counted since `earlier`; the latency of such a difference is not known.
    func since(_ earlier: GuardrailReading) -> GuardrailReading {
        GuardrailReading(
            requests: requests - earlier.requests, errors: errors - earlier.errors,
            answers: answers - earlier.answers, fallbacks: fallbacks - earlier.fallbacks,
            violations: violations.map { $0 - (earlier.violations ?? 0) })
    }
}
