public import Actors
import Foundation
public import Logging
public import ServiceLifecycle

/// Watches each promotion for a while, and brings the version before back when the guardrails break.
///
/// ```
///   look (every few seconds): what serves? ─ another version ─► note counts and the hour before
///                             metrics ─► policy ─ wait / keep / roll back ─► activator, record
/// ```
/// It notices promotions by what serves, so it does not matter who promoted. One caller at a time: `run`.
public actor PromotionWatch: Service {
    private let policy: GuardrailPolicy
    private let store: ModelStore
    private let metrics: MetricsActor
    private let activator: ModelActivator
    private let violations: (@Sendable () async -> Int)?
    private let interval: Duration
    private let logger: Logger
    private let record: @Sendable (DecisionRecord) async throws -> Void

    private var last: ServingObservation?
    private var watched: WatchedPromotion?

    /// - Parameters:
    ///   - violations: broken rules since start; nil where nobody counts them.
    ///   - record: keeps a decision: `rollback` or `keep`.
    public init(
        policy: GuardrailPolicy = GuardrailPolicy(), store: ModelStore, metrics: MetricsActor,
        activator: ModelActivator, violations: (@Sendable () async -> Int)? = nil, interval: Duration = .seconds(5),
        logger: Logger, record: @escaping @Sendable (DecisionRecord) async throws -> Void
    ) {
        self.policy = policy
        self.store = store
        self.metrics = metrics
        self.activator = activator
        self.violations = violations
        self.interval = interval
        self.logger = logger
        self.record = record
    }

    public func run() async throws {
        await everyTime(interval) { await look() }
    }

    /// Looks once.
    public func look() async {
        let now = await observe()
        let earlier = last
        last = now
        if let earlier, earlier.version != now.version { watched = now.promotion(since: earlier) }
        guard let watched else { return }
        await judge(watched, now)
    }

    private func observe() async -> ServingObservation {
        // What serves is asked first: a swap meanwhile is noticed at the next look, and its counts then are its own.
        let version = store.current?.version
        let broken = await violations?()
        let total = await metrics.report(over: .sinceStart)
        return ServingObservation(
            version: version, sinceStart: GuardrailReading(total, violations: broken),
            lastHour: GuardrailReading(await metrics.report(over: .lastHour), violations: broken),
            lastMinute: GuardrailReading(await metrics.report(over: .lastMinute), violations: broken),
            earlierVersions: await store.rollbackVersions, uptime: await metrics.uptime)
    }

    private func judge(_ promotion: WatchedPromotion, _ now: ServingObservation) async {
        let reading = promotion.reading(now)
        let elapsed = now.uptime - promotion.since
        let verdict = policy.decide(before: promotion.before, after: reading, elapsed: elapsed)
        switch verdict.decision {
        case .wait: return
        case .keep:
            watched = nil
            await keep("keep", promotion, verdict, reading, elapsed, ending: "It serves on.")
        case .rollBack:
            let reason = "guardrails broke: \(verdict.reasons.joined(separator: "; "))"
            guard let ending = await goBack(from: promotion, because: reason) else { return }
            watched = nil
            await keep("rollback", promotion, verdict, reading, elapsed, ending: ending)
        }
    }

    /// - Returns: what came of it; nil when it is to be tried again at the next look.
    private func goBack(from promotion: WatchedPromotion, because reason: String) async -> String? {
        // Somebody else was quicker: the next look sees what they did.
        guard store.current?.version == promotion.version else { return nil }
        do {
            return "\(try await activator.goBack(because: reason)) serves again."
        } catch let error as ActivationError where error.code == .busy {
            return nil
        } catch let error as ModelStoreError where error.code == .superseded {
            return nil
        } catch {
            logger.error(
                "the guardrails broke and the version before could not be brought back",
                metadata: ["version": "\(promotion.version)", "reason": "\(error)"])
            return "It serves on, for the version before could not be brought back: \(error)."
        }
    }

    private func keep(
        _ kind: String, _ promotion: WatchedPromotion, _ verdict: GuardrailVerdict, _ reading: GuardrailReading,
        _ elapsed: Duration, ending: String
    ) async {
        let paragraph = promotion.paragraph(verdict, reading, elapsed: elapsed, ending: ending)
        logger.notice("a promotion was watched", metadata: ["outcome": "\(kind)", "paragraph": "\(paragraph)"])
        do {
            let details = Details(verdict: verdict, before: promotion.before, after: reading)
            try await record(
                DecisionRecord(
                    at: Date(), kind: kind, challenger: promotion.version, champion: promotion.previous,
                    policy: "guardrails", reasons: verdict.reasons, paragraph: paragraph,
                    details: String(decoding: try JSONEncoder().encode(details), as: UTF8.self)))
        } catch {
            logger.error("a decision could not be recorded", metadata: ["reason": "\(error)"])
        }
    }

    /// What the policy saw.
    private struct Details: Encodable {
        var verdict: GuardrailVerdict
        var before: GuardrailReading
        var after: GuardrailReading
    }
}
