/// GF-CF: a viewer's likes as a signal on the films, smoothed by a filter over the graph.
///
/// A model of films alone: a score is what the viewer's films say for an item, and there are no viewers in the model.
public struct GFCFModel: SumsOverHistory {
    public let descriptor: ModelDescriptor
    /// [items, items], row i what film i says for all.
    let filter: FilmWeights
    /// [items, singular vectors], Σ·V: the columns of R̃ as the low-pass sees them.
    let itemVectors: FactorMatrix
    public let popularity: PopularityModel
    private let cosines: CosineIndex
    /// [items] whether a like of it says anything.
    private let speaking: [Bool]

    public var itemCount: Int { filter.itemCount }

    init(
        filter: FilmWeights, itemVectors: FactorMatrix, popularity: PopularityModel, descriptor: ModelDescriptor,
        instructionSet: InstructionSet
    ) {
        precondition(
            filter.itemCount == popularity.itemCount && filter.itemCount == descriptor.itemCount
                && filter.itemCount == itemVectors.rowCount, "one row for each item")
        self.filter = filter
        self.itemVectors = itemVectors
        self.popularity = popularity
        self.descriptor = descriptor
        cosines = CosineIndex(itemVectors, instructionSet: instructionSet)
        speaking = (0..<filter.itemCount).map { filter.speaks($0) }
    }

    public func speaks(_ item: ItemNumber) -> Bool { speaking[item.index] }

    /// - Complexity: O(items), or O(kept).
    public func add(_ liked: WeightedItem, to scores: UnsafeMutableBufferPointer<Float>) {
        filter.add(liked.item.index, scale: liked.weight, to: scores)
    }

    /// The best score of a film that is not in the history: sums are small where little is known.
    /// - Complexity: O(items).
    public func unit(of scores: UnsafeBufferPointer<Float>, for query: borrowing Query) -> Float {
        bestOutside(query.history, of: scores)
    }
}

// MARK: - Abilities

extension GFCFModel: ComparesVectors {
    package var directions: FactorMatrix { cosines.directions }

    /// By the cosine of the films' columns in the low-passed matrix. A film nobody liked is like none.
    /// - Complexity: O(items · singular vectors).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        cosines.findSimilar(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
    }
}

extension GFCFModel: ExplainsItems {
    /// What each film of the history adds; they sum to the item's own score.
    public func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem] {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        var found: [ScoredItem] = []
        for liked in query.history {
            let weight = filter[liked.item.index, item.index]
            if weight != 0 { found.append(ScoredItem(item: liked.item, score: liked.weight * weight)) }
        }
        return Array(found.sorted { $0.precedes($1) }.prefix(count))
    }
}

// MARK: - Artefact

extension GFCFModel {
    public func tensors() -> [NamedTensor] {
        let vectors = NamedTensor(
            "item_vectors", shape: [itemCount, itemVectors.factorCount], itemVectors.values)
        return [vectors] + filter.tensors().map { $0.inSection("filter") }
            + popularity.tensors().map { $0.inSection("popularity") }
    }

    /// - Throws: `ArtefactError` when a part is missing or damaged.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let count = descriptor.itemCount
        let vectors: FrozenArray<Float> = try tensors.tensor("item_vectors", shape: [count, nil])
        guard count > 0, vectors.count >= count, vectors.areFinite else {
            throw ArtefactError(.invalidModel, "the films' vectors are damaged; train the model again")
        }
        self.init(
            filter: try FilmWeights(tensors.section("filter"), itemCount: count),
            itemVectors: FactorMatrix(vectors, rowCount: count, factorCount: vectors.count / count),
            popularity: try PopularityModel(tensors.section("popularity"), descriptor: descriptor.popularity),
            descriptor: descriptor, instructionSet: .detected)
    }
}
