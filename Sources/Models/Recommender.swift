/// A trained model, ready to answer. Immutable, so every shard can share it.
///
/// Optional abilities are protocols of their own (`FoldsInUsers`, `FindsSimilarItems`, …): a model never has a
/// method that it cannot honour.
public protocol Recommender: Sendable {
    /// The identity card: algorithm, settings, shapes, data.
    var descriptor: ModelDescriptor { get }

    /// How many items it ranks: numbers 0..<itemCount.
    var itemCount: Int { get }

    /// Whether `Query.history` must be filled for known viewers too (ItemCF), or the row number is enough (ALS).
    var needsHistory: Bool { get }

    /// Whether the answer to `query` would be the viewer's own. False means: use the fallback.
    func personalizes(_ query: borrowing Query) -> Bool

    /// Replaces `slate` by the best `count` eligible items for `query`, in the total order of `ScoredItem`.
    ///
    /// Fewer than `count` come back only when fewer are eligible. A query that cannot be personalised is answered by
    /// what the model knows without a viewer (possibly nothing).
    /// Allocates nothing once `scratch` and `slate` have grown to size.
    /// - Precondition: `query.eligible.count == itemCount`, `count >= 0`.
    func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem])

    /// The model as named tensors, enough for its plug-in's `load` to make an equal model.
    func tensors() -> [NamedTensor]
}

extension Recommender {
    /// The best `count` items for `query`, in a new array. For tools and tests; serving uses `rank`.
    public func recommend(for query: Query, count: Int) -> [ScoredItem] {
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        rank(query, count: count, scratch: &scratch, into: &slate)
        return slate
    }
}
