/// Maximal marginal relevance (Carbonell and Goldstein, 1998): a list that is varied, not only good.
///
/// One after another the candidate is taken whose relevance, less its likeness to what was taken before, is largest:
///
///     (1 − variety) · relevance − variety · (largest likeness to one that was taken)
///
/// Relevance is brought to 0…1 over the candidates, so that it and likeness, 0…1 too, are on one scale. Ties go to the
/// candidate that stood further in front.
package enum MarginalRelevance {
    /// The places of `scores` that are taken, in order; all in front of them when `variety` is 0.
    ///
    /// - Parameters:
    ///   - scores: of the candidates, best first.
    ///   - variety: 0…1.
    ///   - likeness: of two places, 0…1; symmetric.
    /// - Complexity: O(candidates · count).
    package static func places(
        _ count: Int, of scores: [Float], variety: Float, likeness: (Int, Int) -> Float
    ) -> [Int] {
        let relevance = scaled(scores)
        var nearest = [Float](repeating: 0, count: scores.count)
        var rest = Array(scores.indices)
        var taken: [Int] = []
        taken.reserveCapacity(min(count, scores.count))
        while taken.count < count, !rest.isEmpty {
            var best = 0
            var bestValue = -Float.infinity
            for (index, place) in rest.enumerated() {
                let value = (1 - variety) * relevance[place] - variety * nearest[place]
                if value > bestValue { (best, bestValue) = (index, value) }
            }
            let place = rest.remove(at: best)
            taken.append(place)
            for other in rest { nearest[other] = max(nearest[other], likeness(place, other)) }
        }
        return taken
    }

    /// 0…1 from the least to the largest; 1 where all are equal.
    private static func scaled(_ scores: [Float]) -> [Float] {
        guard let least = scores.min(), let largest = scores.max(), largest > least else {
            return scores.map { _ in 1 }
        }
        return scores.map { ($0 - least) / (largest - least) }
    }
}

/// How alike films are by their genres: those in common, as a share of those of either (Jaccard).
package struct GenreLikeness {
    /// [films, words] one bit for each genre of the catalogue
    private var bits: [UInt64]
    private let wordCount: Int

    package init(of items: [ItemNumber], in catalogue: Catalogue) {
        wordCount = max(1, (catalogue.genres.count + 63) / 64)
        bits = [UInt64](repeating: 0, count: items.count * wordCount)
        for (place, item) in items.enumerated() {
            for genre in catalogue[item].genres.compactMap({ catalogue.genre(named: $0) }) {
                bits[place * wordCount + genre.index / 64] |= 1 << UInt64(genre.index % 64)
            }
        }
    }

    /// 0…1 for two places; 0 when nothing is known of the genres of either.
    package func callAsFunction(_ left: Int, _ right: Int) -> Float {
        var common = 0, either = 0
        for word in 0..<wordCount {
            let a = bits[left * wordCount + word], b = bits[right * wordCount + word]
            common += (a & b).nonzeroBitCount
            either += (a | b).nonzeroBitCount
        }
        return either == 0 ? 0 : Float(common) / Float(either)
    }
}
