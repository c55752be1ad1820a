public import Actors
public import Models

/// A logged answer beside the same question asked again.
public struct RecomputedAnswer: Sendable, Equatable, Codable {
    public enum Verdict: String, Sendable, Codable {
        /// Films, order, scores and fallback are the same, to the last digit.
        case same
        /// Films and order are the same; scores differ in their last digits.
        case rounded
        case different
        /// It cannot be asked again; the reasons say why.
        case impossible
    }

    public struct Place: Sendable, Equatable, Codable {
        public var item: ItemID
        /// Nil where the log has no number.
        public var score: Float?
    }

    public var requestID: String
    /// Milliseconds since 1970.
    public var timestamp: Int64
    public var user: UserID?
    public var endpoint: Endpoint
    public var model: ModelVersion
    public var logged: [Place]
    public var loggedFallback: FallbackReason?
    public var recomputed: [Place] = []
    public var recomputedFallback: FallbackReason?
    public var verdict: Verdict = .impossible
    /// What is to be known of the verdict, in sentences.
    public var reasons: [String] = []
    /// How many events the shards were told for it.
    public var eventCount = 0

    init(_ answer: LoggedAnswer) {
        requestID = answer.requestID
        timestamp = answer.timestamp
        user = answer.user
        endpoint = answer.endpoint
        model = answer.version
        logged = zip(answer.items, answer.scores).map { Place(item: $0, score: $1) }
        loggedFallback = answer.fallbackReason
    }

    func impossible(_ reason: String) -> RecomputedAnswer {
        var answer = self
        answer.verdict = .impossible
        answer.reasons.append(reason)
        return answer
    }

    /// With an answer to the same question, and how the two compare.
    func compared(with answer: RecommendationAnswer) -> RecomputedAnswer {
        var compared = self
        let items = answer.snapshot.items
        compared.recomputed = answer.items.map { Place(item: items.id(of: $0.item), score: $0.score) }
        compared.recomputedFallback = answer.fallbackReason
        compared.verdict = Self.verdict(self, compared)
        return compared
    }

    private static func verdict(_ logged: RecomputedAnswer, _ now: RecomputedAnswer) -> Verdict {
        guard logged.loggedFallback == now.recomputedFallback,
            logged.logged.map(\.item) == now.recomputed.map(\.item)
        else { return .different }
        if logged.logged == now.recomputed { return .same }
        let isClose = zip(logged.logged, now.recomputed).allSatisfy { then, now in
            guard let then = then.score, let now = now.score else { return then.score == now.score }
            return abs(then - now) <= roundingTolerance * max(1, abs(then))
        }
        return isClose ? .rounded : .different
    }

    /// How far scores may be apart to count as rounding, relative to the larger of the score and 1.
    static let roundingTolerance: Float = 1e-4
}
