public import Models

/// What the gate decided, and everything it decided by.
public struct GateVerdict: Sendable, Equatable, Codable {
    public enum Decision: String, Sendable, Codable {
        /// The challenger serves from now on.
        case promote
        /// The champion stays; nothing is wrong with the challenger.
        case hold
        /// The champion stays, and the challenger is no good.
        case refuse
    }

    public var decision: Decision
    /// The policy's name.
    public var policy: String
    public var challenger: String
    /// Nil when nothing served before.
    public var champion: String?
    /// Nil without a champion, or where one of the two has no such figure.
    public var comparison: PrimaryComparison?
    /// Every rule, in the order they were looked at.
    public var outcomes: [RuleOutcome]

    /// The strictest outcome decides.
    init(
        policy: String, challenger: String, champion: String?, comparison: PrimaryComparison?, outcomes: [RuleOutcome]
    ) {
        self.policy = policy
        self.challenger = challenger
        self.champion = champion
        self.comparison = comparison
        self.outcomes = outcomes
        let results = outcomes.map(\.result)
        decision = results.contains(.refuses) ? .refuse : results.contains(.holds) ? .hold : .promote
    }

    /// The sentences that decided it: those of the rules against, or of all rules when none is.
    public var reasons: [String] {
        let against = outcomes.filter { $0.result == .refuses || $0.result == .holds }
        return (against.isEmpty ? outcomes.filter { $0.result == .passes } : against).map(\.sentence)
    }
}

/// What one rule found.
public struct RuleOutcome: Sendable, Equatable, Codable {
    public enum Result: String, Sendable, Codable {
        case passes, holds, refuses
        /// There was nothing to look at.
        case notMeasured
    }

    /// `figures`, `popularity`, `viewers`, `gain`, `noise`, or the name of a limited metric.
    public var rule: String
    public var result: Result
    /// A clause that stands alone.
    public var sentence: String
    /// Nil where there is none, or it is not a finite number.
    public var champion: Double?
    public var challenger: Double?
    /// Relative, positive when the challenger is better; nil where the champion's value is 0.
    public var relativeChange: Double?

    init(
        _ rule: String, _ result: Result, _ sentence: String, champion: Double? = nil, challenger: Double? = nil,
        relativeChange: Double? = nil
    ) {
        self.rule = rule
        self.result = result
        self.sentence = sentence
        self.champion = champion.flatMap { $0.isFinite ? $0 : nil }
        self.challenger = challenger.flatMap { $0.isFinite ? $0 : nil }
        self.relativeChange = relativeChange.flatMap { $0.isFinite ? $0 : nil }
    }
}

/// The figure that decides, side by side.
public struct PrimaryComparison: Sendable, Equatable, Codable {
    public var metric: String
    public var champion: Double
    public var challenger: Double
    /// Viewers both were measured on; nil when the values do not pair.
    public var viewerCount: Int?
    /// Of the difference viewer by viewer, positive when the challenger is better; nil as above, or with too few.
    public var difference: Estimate?

    /// Positive when the challenger is better.
    public var improvement: Double {
        MetricName.isBetterLower(metric) ? champion - challenger : challenger - champion
    }

    /// As a share of the champion's; nil when that is 0.
    public var relativeImprovement: Double? { champion == 0 ? nil : improvement / abs(champion) }
}
