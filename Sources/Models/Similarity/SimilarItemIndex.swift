/// Port: items by the nearness of their vectors, found without comparing all of them. Another library may have built it.
public protocol SimilarItemIndex: Sendable {
    /// As a person names it: `hnsw`.
    var name: String { get }
    /// How many items it holds: numbers 0..<itemCount.
    var itemCount: Int { get }

    /// Replaces `slate` by about the `count` items nearest to `item`, best first, ties by ascending number; `item` itself
    /// may be among them. Scores are cosines. Empty for an item that is like none.
    /// - Returns: false when the index could not answer.
    func findNearest(to item: ItemNumber, count: Int, into slate: inout [ScoredItem]) -> Bool
}
