import Foundation

/// Shannon's entropy of a distribution (Shannon 1948): how evenly it is spread.
public enum Entropy {
    /// H = −Σ pᵢ · log₂ pᵢ, in bits: 0 when one class has everything, log₂ n when n classes have equal shares. Nil when nothing
    /// was counted.
    public static func bits(_ distribution: ClassCounts) -> Double? {
        guard distribution.total > 0 else { return nil }
        let sum = distribution.shares.reduce(0) { $1 > 0 ? $0 - $1 * log2($1) : $0 }
        return max(0, sum)
    }
}

/// The mix of genres in a set of films.
public enum GenreMix {
    /// Every film counts once in all: one of three genres gives a third to each. In thousandths, whole numbers.
    ///
    /// - Parameter films: the genres of each film, with how often it was met; a film without genres is left out.
    public static func counts(_ films: some Sequence<(genres: [String], count: Int)>) -> ClassCounts {
        var counts: [String: Int] = [:]
        for film in films where !film.genres.isEmpty {
            for genre in film.genres { counts[genre, default: 0] += film.count * 1_000 / film.genres.count }
        }
        return ClassCounts(counts)
    }

    /// The share of genres two films have in common (Jaccard 1901): |A ∩ B| / |A ∪ B|, 0…1. Nil when neither has any.
    public static func overlap(_ left: [String], _ right: [String]) -> Double? {
        let first = Set(left)
        let second = Set(right)
        let union = first.union(second).count
        return union > 0 ? Double(first.intersection(second).count) / Double(union) : nil
    }
}
