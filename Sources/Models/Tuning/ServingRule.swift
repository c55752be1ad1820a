import Foundation

/// Chooses the model to serve by a stated trade-off: how right it is, how evenly it serves, and what it costs.
///
/// The score is accuracyWeight · A + stabilityWeight · S + costWeight · C, each part 0…1:
/// - A: its NDCG by the best model's.
/// - S: the NDCG of the group of viewers it serves worst (gender, age band, quarter of activity) by its own mean, 1 at
///   most.
/// - C: the mean of 1 / (1 + x / budget) over the 99th percentile of the time of a list, the seconds of training and the
///   bytes of the artefact. A model that takes exactly its budget has a half.
///
/// Models whose lists cover too little of the catalogue come into question only when none covers enough.
public struct ServingRule: Sendable, Equatable, Codable {
    /// What accuracy counts.
    public var accuracyWeight: Double
    /// What stability counts.
    public var stabilityWeight: Double
    /// What cost counts.
    public var costWeight: Double
    /// Microseconds for the 99th of a hundred lists.
    public var listBudget: Double
    /// Seconds.
    public var trainingBudget: Double
    /// Bytes at which a half of that part is lost.
    public var byteBudget: Double
    /// The share of the films that lists must reach, 0…1.
    public var minimumCoverage: Double

    /// The standard weights, unless others are given.
    public init(
        accuracyWeight: Double = 0.7, stabilityWeight: Double = 0.15, costWeight: Double = 0.15,
        listBudget: Double = 1_000, trainingBudget: Double = 60, byteBudget: Double = 64_000_000,
        minimumCoverage: Double = 0.5
    ) {
        precondition(
            accuracyWeight >= 0 && stabilityWeight >= 0 && costWeight >= 0
                && accuracyWeight + stabilityWeight + costWeight > 0, "weights are not negative, and not all 0")
        precondition(listBudget > 0 && trainingBudget > 0 && byteBudget > 0, "a budget is above 0")
        self.accuracyWeight = accuracyWeight
        self.stabilityWeight = stabilityWeight
        self.costWeight = costWeight
        self.listBudget = listBudget
        self.trainingBudget = trainingBudget
        self.byteBudget = byteBudget
        self.minimumCoverage = minimumCoverage
    }

    /// What is known of one model.
    public struct Candidate: Sendable, Equatable {
        /// The model's name.
        public var name: String
        /// Of warm viewers, at the report's middle cut-off.
        public var ndcg: Double
        /// Of the group of viewers served worst; nil where there are no groups.
        public var worstGroupNDCG: Double?
        /// The share of the films in somebody's list, 0…1.
        public var coverage: Double
        /// The 99th percentile of a list's time.
        public var listMicroseconds: Double
        /// Seconds of the training.
        public var trainingSeconds: Double
        /// What the loaded model needs.
        public var bytes: Int

        public init(
            name: String, ndcg: Double, worstGroupNDCG: Double?, coverage: Double, listMicroseconds: Double,
            trainingSeconds: Double, bytes: Int
        ) {
            self.name = name
            self.ndcg = ndcg
            self.worstGroupNDCG = worstGroupNDCG
            self.coverage = coverage
            self.listMicroseconds = listMicroseconds
            self.trainingSeconds = trainingSeconds
            self.bytes = bytes
        }
    }

    /// What a model's score is made of.
    public struct Score: Sendable, Equatable, Codable {
        /// The model's name.
        public var model: String
        /// NDCG by the best model's, 0…1.
        public var accuracy: Double
        /// The group served worst by the mean, 0…1.
        public var stability: Double
        /// 0…1, less the more it costs.
        public var cost: Double
        /// All three by their weights.
        public var total: Double
        /// Whether its lists cover enough of the catalogue.
        public var coversEnough: Bool
    }

    /// - Returns: in the order of the candidates.
    public func scores(_ candidates: [Candidate]) -> [Score] {
        let best = candidates.map(\.ndcg).max() ?? 0
        let weight = accuracyWeight + stabilityWeight + costWeight
        return candidates.map { candidate in
            let accuracy = best > 0 ? candidate.ndcg / best : 0
            let worst = candidate.worstGroupNDCG ?? candidate.ndcg
            let stability = candidate.ndcg > 0 ? min(1, worst / candidate.ndcg) : 0
            let cost =
                (1 / (1 + candidate.listMicroseconds / listBudget)
                    + 1 / (1 + candidate.trainingSeconds / trainingBudget)
                    + 1 / (1 + Double(candidate.bytes) / byteBudget)) / 3
            return Score(
                model: candidate.name, accuracy: accuracy, stability: stability, cost: cost,
                total: (accuracyWeight * accuracy + stabilityWeight * stability + costWeight * cost) / weight,
                coversEnough: candidate.coverage >= minimumCoverage)
        }
    }

    /// The model to serve and why, in a sentence or two; of equal scores the first. Nil without candidates.
    public func choose(_ candidates: [Candidate]) -> ServingChoice? {
        let scores = scores(candidates)
        let covering = scores.filter(\.coversEnough)
        let eligible = covering.isEmpty ? scores : covering
        guard let chosen = eligible.max(by: { $0.total < $1.total }) else { return nil }
        let first = eligible.first { $0.total == chosen.total } ?? chosen
        return ServingChoice(
            rule: self, scores: scores, model: first.model, reason: reason(first, among: eligible, of: scores))
    }

    private func reason(_ chosen: Score, among eligible: [Score], of all: [Score]) -> String {
        var reason =
            "\(chosen.model) scores \(Self.figure(chosen.total)): accuracy \(Self.figure(chosen.accuracy)) of the best, "
            + "stability \(Self.figure(chosen.stability)), cost \(Self.figure(chosen.cost))."
        if let next = eligible.filter({ $0.model != chosen.model }).max(by: { $0.total < $1.total }) {
            reason += " Next is \(next.model) with \(Self.figure(next.total))."
        }
        let best = all.max { $0.accuracy < $1.accuracy }
        if let best, best.model != chosen.model {
            reason +=
                best.coversEnough || all.allSatisfy { !$0.coversEnough }
                ? " \(best.model) is the most accurate, and loses it by stability \(Self.figure(best.stability)) and cost "
                    + "\(Self.figure(best.cost))."
                : " \(best.model) is the most accurate, but its lists cover less than "
                    + "\(String(format: "%g", minimumCoverage * 100)) % of the films."
        }
        return reason
    }

    private static func figure(_ value: Double) -> String { String(format: "%.3f", value) }
}

/// The model that the rule takes, and why.
public struct ServingChoice: Sendable, Equatable, Codable {
    /// The rule in force.
    public var rule: ServingRule
    /// Best first.
    public var scores: [ServingRule.Score]
    /// The model to serve.
    public var model: String
    /// Why, in a sentence or two.
    public var reason: String
}
