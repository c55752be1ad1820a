/// Computes a viewer's vector from what they liked, against fixed item factors, without training.
public protocol FoldsInUsers: Recommender {
    /// The length of a viewer's vector.
    var factorCount: Int { get }

    /// Replaces `vector` by the viewer's vector: equal to that viewer's row of a full half-step within 1e-5.
    ///
    /// Allocates nothing once `scratch` and `vector` have grown to size.
    /// - Precondition: every item is below `itemCount`; weights are positive and finite.
    /// - Complexity: O(history · factors² + factors³).
    func foldIn(_ history: [WeightedItem], scratch: inout RankingScratch, into vector: inout [Float])
}

/// Gives every item its score, eligible or not: what blends are made of.
public protocol ScoresAllItems: Recommender {
    /// Writes the score of each item for `query`.
    /// - Precondition: `scores.count == itemCount`.
    func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>)
}

/// Ranks many queries in one pass over the items: several times cheaper than one by one. For evaluation and batches.
public protocol RanksBatches: Recommender {
    /// Replaces `slates[i]` by the answer to `queries[i]`, each equal to what `rank` would give.
    func rankBatch(
        _ queries: [Query], count: Int, scratch: inout RankingScratch, into slates: inout [[ScoredItem]])
}

/// Ranks with a prior added to every item's score, for no more than ranking costs: what a blend asks of a factor model.
///
/// Its own scores must be on the scale of a preference: about 0 for no interest, about 1 for a film surely liked.
public protocol RanksWithPrior: ScoresAllItems, RanksBatches {
    /// As `rank`, with the prior added to each score; with nil the same answer as `rank`.
    func rank(
        _ query: borrowing Query, prior: ItemBias?, count: Int, scratch: inout RankingScratch,
        into slate: inout [ScoredItem])

    /// As `rankBatch`, with the prior added to each score.
    func rankBatch(
        _ queries: [Query], prior: ItemBias?, count: Int, scratch: inout RankingScratch,
        into slates: inout [[ScoredItem]])
}

/// Finds the items most like one item.
public protocol FindsSimilarItems: Recommender {
    /// Replaces `slate` by the eligible items most similar to `item`, without `item` itself; scores are −1…1.
    func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem])
}

/// Finds them by the cosine of the items' vectors: what an index can be built over.
package protocol ComparesVectors: FindsSimilarItems {
    /// [items, factors]; every row of length 1, or all zero: such an item is like none.
    var directions: FactorMatrix { get }
}

/// Says which of the viewer's own films speak for an item, by the model's own arithmetic.
public protocol ExplainsItems: Recommender {
    /// The contribution of each film of `query.history` to `item`'s score, largest first, at most `count`.
    func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem]
}

/// Says how many stars a viewer will give a film.
///
/// Such a model learns from `TrainingSet.ratings`. A viewer whose row it was trained with is asked for by the row alone
/// (`.known`); anybody else, and whoever has rated since, by `Query.ratings` (`.folded`); for `.unknown` it answers what
/// it knows of the film.
public protocol PredictsRatings: Recommender {
    /// The lowest and the highest rating there is; predictions stay within.
    var ratingScale: ClosedRange<Float> { get }

    /// What a like without stars is taken for.
    var likeRating: Float { get }

    /// [users, items] the ratings of the training data, those of viewers after the trained ones too: what a viewer who
    /// rates again is folded in with.
    var ratings: InteractionMatrix { get }

    /// The stars that the viewer of `query` will give `item`; what is not known of either falls back on the other's bias,
    /// at last on the mean.
    /// - Precondition: `item` is below `itemCount`; for `.folded` the query is prepared (`Query.prepareFolded`).
    func predictRating(of item: ItemNumber, query: borrowing Query, scratch: inout RankingScratch) -> Float
}

/// Computes a viewer's vector from the stars they gave, against fixed item factors, without training.
public protocol FoldsInRatings: PredictsRatings {
    /// Replaces `vector` by the viewer's; empty when `ratings` says nothing.
    ///
    /// Allocates nothing once `scratch` and `vector` have grown to size.
    /// - Precondition: every item is below `itemCount`; ratings are finite.
    func foldIn(ratings: [RatedItem], scratch: inout RankingScratch, into vector: inout [Float])
}
