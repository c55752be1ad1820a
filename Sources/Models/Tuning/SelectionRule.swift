import Foundation

/// Chooses among settings by their worth on the validation part: the best NDCG among those whose lists are varied
/// enough.
///
/// Recency raises accuracy and narrows the catalogue, so accuracy alone would choose ever the same few films.
public struct SelectionRule: Sendable, Equatable {
    /// What it needs to know of one setting.
    public struct Worth: Sendable, Equatable {
        /// At the rule's cut-off, warm viewers.
        public var ndcg: Double
        /// The share of the films in somebody's list, 0…1.
        public var coverage: Double

        public init(ndcg: Double, coverage: Double) {
            self.ndcg = ndcg
            self.coverage = coverage
        }
    }

    /// Settings with less coverage come into question only when there is none with as much.
    ///
    /// Two points more than the half of the catalogue that is wanted: other viewers' lists cover a little more or less,
    /// and a setting that just reaches the mark on validation misses it every other time.
    public var minimumCoverage: Double

    public init(minimumCoverage: Double = 0.52) { self.minimumCoverage = minimumCoverage }

    /// The place of the best, and why, in a sentence. Of equals the first is taken: put the simpler one first.
    /// - Precondition: there is at least one.
    public func choose(_ worths: [Worth]) -> (place: Int, reason: String) {
        precondition(!worths.isEmpty, "nothing to choose from")
        let varied = worths.indices.filter { worths[$0].coverage >= minimumCoverage }
        let candidates = varied.isEmpty ? Array(worths.indices) : varied
        var best = candidates[0]
        for place in candidates where worths[place].ndcg > worths[best].ndcg { best = place }
        let figure = String(format: "%.3f", worths[best].ndcg)
        let share = String(format: "%g", minimumCoverage * 100)
        let reason =
            varied.isEmpty
            ? "The highest NDCG (\(figure)) of all \(worths.count) settings: none covers \(share) % of the films."
            : "The highest NDCG (\(figure)) among the \(varied.count) of \(worths.count) settings that cover at least "
                + "\(share) % of the films."
        return (best, reason)
    }
}
