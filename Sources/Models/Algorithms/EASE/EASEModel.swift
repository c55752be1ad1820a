/// EASE: a film's score is what the viewer's films say for it, all weights fitted at once.
///
/// An item-based model like ItemCF, but its weights are those of a regression: a film that only says again what another
/// has said counts for nothing, and weights may be negative. There are no viewers in the model.
public struct EASEModel: SumsOverHistory {
    public let descriptor: ModelDescriptor
    let weights: EASEWeights
    public let popularity: PopularityModel
    /// [items] whether a like of it says anything.
    private let speaking: [Bool]

    public var itemCount: Int { weights.itemCount }

    init(weights: EASEWeights, popularity: PopularityModel, descriptor: ModelDescriptor) {
        precondition(
            weights.itemCount == popularity.itemCount && weights.itemCount == descriptor.itemCount,
            "one row of weights for each item")
        self.weights = weights
        self.popularity = popularity
        self.descriptor = descriptor
        speaking = (0..<weights.itemCount).map { weights.speaks($0) }
    }

    public func speaks(_ item: ItemNumber) -> Bool { speaking[item.index] }

    /// - Complexity: O(items), or O(kept).
    public func add(_ liked: WeightedItem, to scores: UnsafeMutableBufferPointer<Float>) {
        weights.add(liked.item.index, scale: liked.weight, to: scores)
    }
}

// MARK: - Abilities

extension EASEModel: FindsSimilarItems {
    /// By partial correlation: −C_ij / √(C_ii · C_jj), how far two films go together when all others are accounted for.
    /// Films that do not, or are kept apart, are left out.
    /// - Complexity: O(items).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        precondition(eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        let own = weights.scales[item.index]
        for other in 0..<itemCount where other != item.index && eligible.contains(ItemNumber(other)) {
            let correlation = weights[item.index, other] * weights.scales[other] / own
            if correlation > 0 { slate.append(ScoredItem(item: ItemNumber(other), score: min(1, correlation))) }
        }
        slate.keepFirst(count)
        slate.sort { $0.precedes($1) }
    }
}

extension EASEModel: ExplainsItems {
    /// weight · B of each film of the history, which add up to the item's own score; those that speak against it too.
    public func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem] {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        var found: [ScoredItem] = []
        for liked in query.history {
            let weight = weights[liked.item.index, item.index]
            if weight != 0 { found.append(ScoredItem(item: liked.item, score: liked.weight * weight)) }
        }
        return Array(found.sorted { $0.precedes($1) }.prefix(count))
    }
}

// MARK: - Artefact

extension EASEModel {
    public func tensors() -> [NamedTensor] {
        weights.tensors().map { $0.inSection("ease") } + popularity.tensors().map { $0.inSection("popularity") }
    }

    /// - Throws: `ArtefactError` when a part is missing or damaged.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let weights = try EASEWeights(tensors.section("ease"), itemCount: descriptor.itemCount)
        let popularity = try PopularityModel(tensors.section("popularity"), descriptor: descriptor.popularity)
        self.init(weights: weights, popularity: popularity, descriptor: descriptor)
    }
}
