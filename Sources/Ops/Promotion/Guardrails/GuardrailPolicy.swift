/// Whether a model that was just promoted may stay. A value: what was measured before and since, in; verdict out.
///
/// Each limit is on what got worse since the promotion: what was bad before is not the new model's fault, and going back
/// would not mend it.
public struct GuardrailPolicy: Sendable, Equatable, Codable {
    /// How long a promotion is watched.
    public var windowSeconds: Double
    /// Fewer requests than this say nothing yet; a rate before the promotion is one from as many.
    public var minimumRequests: Int
    /// The error rate may rise by this much: 0.01 is one request in a hundred.
    public var maximumErrorIncrease: Double
    /// The share of answers made without the viewer's own model may rise by this much.
    public var maximumFallbackIncrease: Double
    /// The p99 of ranking may become this many times what it was…
    public var maximumLatencyRatio: Double
    /// …and whatever it was, up to here it is good enough.
    public var harmlessMicroseconds: Double
    /// Broken rules since the promotion.
    public var maximumViolations: Int

    /// - Precondition: nothing is negative, the ratio is at least 1.
    public init(
        windowSeconds: Double = 600, minimumRequests: Int = 200, maximumErrorIncrease: Double = 0.01,
        maximumFallbackIncrease: Double = 0.2, maximumLatencyRatio: Double = 2, harmlessMicroseconds: Double = 2_000,
        maximumViolations: Int = 0
    ) {
        precondition(windowSeconds >= 0 && minimumRequests >= 1 && harmlessMicroseconds >= 0, "a window of requests")
        precondition(
            maximumErrorIncrease >= 0 && maximumFallbackIncrease >= 0 && maximumLatencyRatio >= 1
                && maximumViolations >= 0, "a limit on getting worse is not below staying as it was")
        self.windowSeconds = windowSeconds
        self.minimumRequests = minimumRequests
        self.maximumErrorIncrease = maximumErrorIncrease
        self.maximumFallbackIncrease = maximumFallbackIncrease
        self.maximumLatencyRatio = maximumLatencyRatio
        self.harmlessMicroseconds = harmlessMicroseconds
        self.maximumViolations = maximumViolations
    }

    /// - Parameters:
    ///   - before: of the time before the promotion.
    ///   - after: since then.
    ///   - elapsed: how long that is.
    public func decide(before: GuardrailReading, after: GuardrailReading, elapsed: Duration) -> GuardrailVerdict {
        let isOver = elapsed >= .seconds(windowSeconds)
        guard after.requests >= minimumRequests else {
            let sentence = "\(after.requests) requests say nothing yet (at least \(minimumRequests))"
            return GuardrailVerdict(
                decision: isOver ? .keep : .wait, outcomes: [.init(rule: "requests", isBroken: nil, sentence: sentence)]
            )
        }
        let outcomes = [
            errors(before, after), fallbacks(before, after), latency(before, after), violations(after),
        ]
        let isBroken = outcomes.contains { $0.isBroken == true }
        return GuardrailVerdict(decision: isBroken ? .rollBack : isOver ? .keep : .wait, outcomes: outcomes)
    }

    private func errors(_ before: GuardrailReading, _ after: GuardrailReading) -> GuardrailVerdict.Outcome {
        let was = before.errorRate ?? 0
        let rate = after.errorRate ?? 0
        return .init(
            rule: "errors", isBroken: rate - was > maximumErrorIncrease,
            sentence: "error rate \(PlainNumber.percent(rate)) after \(PlainNumber.percent(was)) "
                + "(at most \(PlainNumber.percent(maximumErrorIncrease)) more)")
    }

    private func fallbacks(_ before: GuardrailReading, _ after: GuardrailReading) -> GuardrailVerdict.Outcome {
        guard before.answers >= minimumRequests, let was = before.fallbackRate, let rate = after.fallbackRate else {
            return .init(
                rule: "fallbacks", isBroken: nil, sentence: "too few answers to compare the fallback rate with")
        }
        return .init(
            rule: "fallbacks", isBroken: rate - was > maximumFallbackIncrease,
            sentence: "fallback rate \(PlainNumber.percent(rate)) after \(PlainNumber.percent(was)) "
                + "(at most \(PlainNumber.percent(maximumFallbackIncrease)) more)")
    }

    private func latency(_ before: GuardrailReading, _ after: GuardrailReading) -> GuardrailVerdict.Outcome {
        guard let was = before.p99Microseconds, let now = after.p99Microseconds else {
            return .init(rule: "p99", isBroken: nil, sentence: "the p99 of ranking is not known yet")
        }
        let isBroken = now > harmlessMicroseconds && now > was * maximumLatencyRatio
        return .init(
            rule: "p99", isBroken: isBroken,
            sentence: "p99 of ranking \(PlainNumber.fixed(now, digits: 0)) µs after "
                + "\(PlainNumber.fixed(was, digits: 0)) µs (at most \(PlainNumber.fixed(maximumLatencyRatio, digits: 1)) "
                + "times, beyond \(PlainNumber.fixed(harmlessMicroseconds, digits: 0)) µs)")
    }

    private func violations(_ after: GuardrailReading) -> GuardrailVerdict.Outcome {
        guard let count = after.violations else {
            return .init(rule: "violations", isBroken: nil, sentence: "nobody counts rule violations")
        }
        return .init(
            rule: "violations", isBroken: count > maximumViolations,
            sentence: "\(count) rule violations (at most \(maximumViolations))")
    }
}

/// What the guardrails say of a promotion, with everything they looked at.
public struct GuardrailVerdict: Sendable, Equatable, Codable {
    public enum Decision: String, Sendable, Codable {
        /// The time is over and nothing broke.
        case keep
        /// It is too early to say.
        case wait
        /// The version before should serve again, at once.
        case rollBack
    }

    public struct Outcome: Sendable, Equatable, Codable {
        /// `requests`, `errors`, `fallbacks`, `p99` or `violations`.
        public var rule: String
        /// Nil where there was nothing to judge by.
        public var isBroken: Bool?
        /// A clause with its numbers.
        public var sentence: String
    }

    public var decision: Decision
    public var outcomes: [Outcome]

    /// What broke; what held, where nothing did.
    public var reasons: [String] {
        let broken = outcomes.filter { $0.isBroken == true }
        return (broken.isEmpty ? outcomes : broken).map(\.sentence)
    }
}
