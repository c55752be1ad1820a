import Ops
import Testing

@Suite struct GuardrailPolicyTests {
    private let policy = GuardrailPolicy(windowSeconds: 600, minimumRequests: 100)

    private func reading(
        errors: Int = 0, fallbacks: Int = 0, violations: Int? = nil, p99: Double? = nil, count: Int = 1_000
    ) -> GuardrailReading {
        GuardrailReading(
            requests: count, errors: errors, answers: count, fallbacks: fallbacks, violations: violations,
            p99Microseconds: p99)
    }

    private func decision(
        _ before: GuardrailReading, _ after: GuardrailReading, seconds: Int = 60
    ) -> GuardrailVerdict.Decision {
        policy.decide(before: before, after: after, elapsed: .seconds(seconds)).decision
    }

    /// Of 1,000 requests each; one in a hundred more may fail, one in five more may be a fallback.
    @Test(
        arguments: [
            (0, 10, GuardrailVerdict.Decision.wait), (0, 11, .rollBack), (100, 110, .wait), (100, 111, .rollBack),
            (100, 0, .wait),
        ])
    func `errors are limited by how many more there are`(
        before: Int, after: Int, expected: GuardrailVerdict.Decision
    ) {
        #expect(decision(reading(errors: before), reading(errors: after)) == expected)
    }

    @Test(arguments: [(0, 200, GuardrailVerdict.Decision.wait), (0, 201, .rollBack), (500, 700, .wait)])
    func `fallbacks are limited by how many more there are`(
        before: Int, after: Int, expected: GuardrailVerdict.Decision
    ) {
        #expect(decision(reading(fallbacks: before), reading(fallbacks: after)) == expected)
    }

    @Test func `a fallback rate of too few answers is nothing to compare with`() {
        #expect(decision(reading(count: 99), reading(fallbacks: 1_000)) == .wait)
    }

    /// Twice as long is allowed, and anything up to 2 ms is.
    @Test(
        arguments: [
            (1_500.0, 3_000.0, GuardrailVerdict.Decision.wait), (1_500, 3_001, .rollBack), (100, 2_000, .wait),
            (100, 2_001, .rollBack),
        ])
    func `the p99 is limited by its ratio`(before: Double, after: Double, expected: GuardrailVerdict.Decision) {
        #expect(decision(reading(p99: before), reading(p99: after)) == expected)
        #expect(decision(reading(p99: nil), reading(p99: after)) == .wait)
    }

    @Test func `one broken rule is one too many`() {
        #expect(decision(reading(), reading(violations: 0)) == .wait)
        #expect(decision(reading(), reading(violations: 1)) == .rollBack)
    }

    @Test func `too few requests say nothing, and the time ends all the same`() {
        let after = reading(errors: 99, count: 99)
        #expect(decision(reading(), after) == .wait)
        #expect(decision(reading(), after, seconds: 600) == .keep)
        let verdict = policy.decide(before: reading(), after: after, elapsed: .seconds(600))
        #expect(verdict.reasons == ["99 requests say nothing yet (at least 100)"])
    }

    @Test func `a promotion that held for its time is kept`() {
        #expect(decision(reading(), reading(), seconds: 599) == .wait)
        #expect(decision(reading(), reading(), seconds: 600) == .keep)
        #expect(decision(reading(), reading(errors: 500), seconds: 600) == .rollBack)
    }

    @Test func `what broke is the reason`() {
        let verdict = policy.decide(
            before: reading(errors: 1), after: reading(errors: 120, violations: 0), elapsed: .seconds(9))
        #expect(verdict.reasons == ["error rate 12.0 % after 0.1 % (at most 1.0 % more)"])
    }
}
