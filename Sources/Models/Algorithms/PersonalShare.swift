/// How much of a score is a viewer's own, and the one rule by which the rest is filled with popularity:
///
///     score = share · own + (1 − share) · popularity,  share = n / (n + k0)
///
/// for a viewer folded in from n positives; a viewer the model was trained with has share 1. Popularity is 0…1, the
/// most popular item 1, against own scores as the model makes them. k0 = 0.5 did best on ML-100K after 1 to 10 clicks.
public enum PersonalShare {
    /// k0 where none was chosen: after one like two thirds of a score are the viewer's own.
    public static let standardHalfPoint: Float = 0.5

    /// n / (n + k0).
    /// - Precondition: neither is negative.
    public static func of(positiveCount: Int, halfPoint: Float = standardHalfPoint) -> Float {
        precondition(positiveCount >= 0 && halfPoint >= 0, "a share of less than nothing")
        guard positiveCount > 0 else { return 0 }
        return Float(positiveCount) / (Float(positiveCount) + halfPoint)
    }

    /// Applies the rule in place.
    /// - Precondition: the same count.
    /// - Complexity: O(items).
    static func blend(
        _ scores: UnsafeMutableBufferPointer<Float>, with popularity: FrozenArray<Float>, share: Float
    ) {
        precondition(scores.count == popularity.count, "one popularity for each score")
        guard share != 1 else { return }
        popularity.withUnsafeBufferPointer { popularity in
            for item in scores.indices { scores[item] = share * scores[item] + (1 - share) * popularity[item] }
        }
    }
}
