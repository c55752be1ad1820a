/// The same list for everybody: items by how much they are liked, all time or lately.
///
/// Popular in a genre is the same model asked with the genre's mask. It never personalises; serving uses it as the
/// fallback, blends use it as a prior, and every artefact carries one.
public struct PopularityModel: Recommender, ScoresAllItems {
    public let descriptor: ModelDescriptor
    /// [items] 0…1, the most popular item 1; all 0 when nobody liked anything.
    public let scores: FrozenArray<Float>
    /// [items] every item, most popular first, ties by ascending number.
    public let order: FrozenArray<ItemNumber>

    public var itemCount: Int { scores.count }
    public var needsHistory: Bool { false }

    /// From any measure of popularity; scores become its share of the largest.
    ///
    /// - Parameter popularity: [items], each finite and ≥ 0.
    /// - Complexity: O(items · log items).
    public init(_ popularity: [Double], descriptor: ModelDescriptor) {
        precondition(popularity.allSatisfy { $0.isFinite && $0 >= 0 }, "popularity must be finite and not negative")
        let largest = popularity.max() ?? 0
        let scores = popularity.map { largest > 0 ? Float($0 / largest) : 0 }
        self.init(scores: FrozenArray(scores), descriptor: descriptor)
    }

    /// - Precondition: scores are not NaN.
    private init(scores: FrozenArray<Float>, descriptor: ModelDescriptor) {
        precondition(scores.count == descriptor.itemCount, "one popularity for each item")
        self.descriptor = descriptor
        self.scores = scores
        let ranked = scores.enumerated()
            .map { ScoredItem(item: ItemNumber($0.offset), score: $0.element) }
            .sorted { $0.precedes($1) }
        order = FrozenArray(ranked.map(\.item))
    }

    public func personalizes(_ query: borrowing Query) -> Bool { false }

    /// - Complexity: O(items passed over until `count` eligible ones are found).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        top(count, eligible: query.eligible, into: &slate)
    }

    /// Replaces `slate` by the most popular `count` eligible items.
    /// - Precondition: `eligible.count == itemCount`, `count >= 0`.
    public func top(_ count: Int, eligible: borrowing ItemMask, into slate: inout [ScoredItem]) {
        precondition(eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        order.withUnsafeBufferPointer { order in
            for item in order {
                guard slate.count < count else { break }
                if eligible.contains(item) { slate.append(ScoredItem(item: item, score: scores[item.index])) }
            }
        }
    }

    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        self.scores.withUnsafeBufferPointer { _ = scores.update(fromContentsOf: $0) }
    }
}

// MARK: - Artefact

extension PopularityModel {
    public func tensors() -> [NamedTensor] { [NamedTensor("scores", shape: [itemCount], scores)] }

    /// - Throws: `ArtefactError` when a score is missing or outside 0…1.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let scores = try tensors.tensor("scores", shape: [descriptor.itemCount], as: Float.self)
        guard scores.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw ArtefactError(.invalidModel, "a popularity score is not between 0 and 1; train the model again")
        }
        self.init(scores: scores, descriptor: descriptor)
    }
}
