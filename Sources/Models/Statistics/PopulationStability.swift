import Foundation

/// The population stability index: how far a distribution has moved from the one a model was built on.
///
/// PSI = Σᵢ (aᵢ − eᵢ) · ln(aᵢ / eᵢ) over the classes' shares *e* before and *a* now: the sum of both Kullback–Leibler
/// divergences, so it is symmetric and never below 0. Siddiqi, *Credit Risk Scorecards* (2006), reads it as: below 0.1 no
/// change, 0.1 to 0.25 some, above 0.25 a different population.
public enum PopulationStability {
    /// What an empty class counts as, so that the logarithm exists.
    public static let leastShare = 0.000_1

    /// Nil when one of the sides has counted nothing.
    ///
    /// A share below `leastShare` is raised to it; the others stay as they are.
    public static func index(from reference: ClassCounts, to current: ClassCounts) -> Double? {
        guard reference.total > 0, current.total > 0 else { return nil }
        let (before, now) = reference.aligned(with: current)
        return zip(before.shares, now.shares).reduce(0) { sum, pair in
            let expected = max(pair.0, leastShare)
            let actual = max(pair.1, leastShare)
            return sum + (actual - expected) * log(actual / expected)
        }
    }
}
