import Foundation

/// How much one like says, before items are compared. A viewer who likes everything says little about any two films.
public enum InteractionWeighting: String, Sendable, CaseIterable {
    /// The weight as it is.
    case none
    /// sqrt(weight) · max(0, ln(items) − ln(1 + viewer's likes)): films as documents, viewers as terms, as in
    /// implicit 0.7 (`tfidf_weight`).
    case tfidf
    /// weight · (k1 + 1) / (k1 · (1 − b + b · length) + weight), length = viewer's total / mean total: viewers as
    /// documents. The item's own share of BM25 is the same factor for all its likes, so a cosine does not see it; it is
    /// left out.
    case bm25

    /// The weights of `positives` [users, items], aligned with its entries.
    /// - Complexity: O(entries).
    func weights(of positives: InteractionMatrix, k1: Double, b: Double) -> FrozenArray<Float> {
        switch self {
        case .none: positives.weights
        case .tfidf: Self.tfidf(positives)
        case .bm25: Self.bm25(positives, k1: k1, b: b)
        }
    }

    private static func tfidf(_ positives: InteractionMatrix) -> FrozenArray<Float> {
        FrozenArray<Float>(count: positives.entryCount) { target in
            for user in 0..<positives.rowCount {
                let entries = positives.entries(ofRow: user)
                let rarity = max(0, log(Double(positives.columnCount)) - log1p(Double(entries.count)))
                for entry in entries { target[entry] = Float(Double(positives.weights[entry]).squareRoot() * rarity) }
            }
        }
    }

    private static func bm25(_ positives: InteractionMatrix, k1: Double, b: Double) -> FrozenArray<Float> {
        let totals = (0..<positives.rowCount).map { user in
            positives.withRow(user) { _, weights in weights.reduce(0) { $0 + Double($1) } }
        }
        // Viewers without a like are no documents.
        let mean = totals.reduce(0, +) / Double(max(1, totals.count { $0 > 0 }))
        return FrozenArray<Float>(count: positives.entryCount) { target in
            for user in 0..<positives.rowCount {
                let length = 1 - b + b * (mean > 0 ? totals[user] / mean : 1)
                for entry in positives.entries(ofRow: user) {
                    let weight = Double(positives.weights[entry])
                    target[entry] = Float(weight * (k1 + 1) / (k1 * length + weight))
                }
            }
        }
    }
}
