import Foundation

/// When a challenger takes the champion's place. A value: figures in, verdict out (`decide`).
///
/// Both are measured on the same split, over the same viewers. Whatever the preset, a gain whose paired bootstrap
/// interval includes 0 is held: it may be chance.
public struct PromotionPolicy: Sendable, Equatable, Codable {
    /// How much worse another figure may get.
    public struct Limit: Sendable, Equatable, Codable {
        public var metric: String
        /// 0.05: at most 5 % worse than the champion's, whichever way is worse.
        public var maximumRelativeLoss: Double
        /// Up to here (from here on, where higher is better) a value is good enough, however it compares.
        public var goodEnough: Double?

        public init(_ metric: String, maximumRelativeLoss: Double, goodEnough: Double? = nil) {
            precondition(maximumRelativeLoss >= 0, "a loss is not negative")
            self.metric = metric
            self.maximumRelativeLoss = maximumRelativeLoss
            self.goodEnough = goodEnough
        }
    }

    /// `better`, `guarded`, or a name of your own.
    public var name: String
    /// The tracking name of the figure that decides.
    public var primary: String
    /// 0.01: the primary must be at least 1 % better. At 0, any gain will do.
    public var minimumRelativeGain: Double
    /// The figures that must not suffer.
    public var limits: [Limit]
    /// Fewer viewers measured than this say nothing.
    public var minimumViewers: Int
    /// Draws of the bootstrap, and its seed.
    public var bootstrapSamples: Int
    public var seed: UInt64

    /// - Precondition: the gain is finite and not negative, counts are at least 1.
    public init(
        name: String, primary: String = "ndcg_at_10", minimumRelativeGain: Double = 0, limits: [Limit] = [],
        minimumViewers: Int = 20, bootstrapSamples: Int = 2_000, seed: UInt64 = 42
    ) {
        precondition(minimumRelativeGain.isFinite && minimumRelativeGain >= 0, "a gain asked for is not negative")
        precondition(minimumViewers >= 1 && bootstrapSamples >= 1, "the gate asks viewers, and draws among them")
        self.name = name
        self.primary = primary
        self.minimumRelativeGain = minimumRelativeGain
        self.limits = limits
        self.minimumViewers = minimumViewers
        self.bootstrapSamples = bootstrapSamples
        self.seed = seed
    }
}

extension PromotionPolicy {
    /// The challenger's NDCG@10 is above the champion's.
    public static let better = PromotionPolicy(name: "better")

    /// NDCG@10 at least 1 % better, and no other figure more than 5 % worse, novelty apart: what is popular of late is
    /// right more often and surprises less, and coverage and Gini already watch for a list that narrows; no new rule violations; size and time
    /// may grow by half, and freely while they are small.
    public static let guarded = PromotionPolicy(
        name: "guarded", minimumRelativeGain: 0.01,
        limits: [
            "recall_at_20", "precision_at_10", "hit_rate_at_10", "mrr", "map", "coverage_at_100",
            MetricName.gini,
        ].map { Limit($0, maximumRelativeLoss: 0.05) } + [
            Limit(MetricName.violations, maximumRelativeLoss: 0),
            Limit(MetricName.modelBytes, maximumRelativeLoss: 0.5, goodEnough: 64_000_000),
            Limit(MetricName.microsecondsPerList, maximumRelativeLoss: 0.5, goodEnough: 1_000),
        ])

    /// The preset of that name; nil for another name.
    public static func preset(_ name: String) -> PromotionPolicy? {
        [better, guarded].first { $0.name == name }
    }

    /// Limits as typed: `ndcg_gap_gender=10,novelty=20`, each in per cent. One of a figure that has a limit already
    /// takes its place.
    /// - Throws: `LimitError` that says which part is wrong.
    public func limiting(_ text: String) throws(LimitError) -> PromotionPolicy {
        var policy = self
        for part in text.split(separator: ",") {
            let words = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard words.count == 2, let percent = Double(words[1]), percent.isFinite, percent >= 0 else {
                throw LimitError(message: "'\(part)' is no limit; one is figure=per cent, such as ndcg_gap_gender=10")
            }
            guard MetricName.all.contains(words[0]) else {
                throw LimitError(
                    message: "there is no figure '\(words[0])'; there are \(MetricName.all.joined(separator: ", "))")
            }
            policy.limits.removeAll { $0.metric == words[0] }
            policy.limits.append(Limit(words[0], maximumRelativeLoss: percent / 100))
        }
        return policy
    }
}

/// A limit that cannot be read.
public struct LimitError: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    public var description: String { message }
}
