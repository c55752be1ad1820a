/// Item-based collaborative filtering: a film is for you when the films nearest to it are ones you liked.
///
/// Each item keeps its nearest neighbours; its score is the sum of its similarities to those of them that stand in the
/// viewer's history, each times the like's weight (Deshpande and Karypis 2004, "Item-based top-N recommendation
/// algorithms"). There are no viewers in the model: a history is all it needs, of known viewers too.
public struct ItemCFModel: SumsOverHistory {
    public let descriptor: ModelDescriptor
    /// [items, items] row i: the nearest of item i, with similarities in 0…1, itself left out.
    public let neighbours: InteractionMatrix
    public let popularity: PopularityModel
    /// [items, items] row j: the items that have j among their nearest. `neighbours` transposed.
    private let followers: InteractionMatrix

    public var itemCount: Int { neighbours.rowCount }

    /// - Precondition: `neighbours` is [items, items]; the counts agree.
    init(neighbours: InteractionMatrix, popularity: PopularityModel, descriptor: ModelDescriptor) {
        precondition(neighbours.rowCount == neighbours.columnCount, "neighbours are [items, items]")
        precondition(
            neighbours.rowCount == popularity.itemCount && neighbours.rowCount == descriptor.itemCount,
            "one row of neighbours for each item")
        self.neighbours = neighbours
        self.popularity = popularity
        self.descriptor = descriptor
        followers = neighbours.transposed()
    }

    public func speaks(_ item: ItemNumber) -> Bool { followers.entryCount(ofRow: item.index) > 0 }

    /// - Complexity: O(films that have the liked one among their nearest).
    public func add(_ liked: WeightedItem, to scores: UnsafeMutableBufferPointer<Float>) {
        followers.withRow(liked.item.index) { items, similarities in
            for (item, similarity) in zip(items, similarities) { scores[Int(item)] += liked.weight * similarity }
        }
    }
}

// MARK: - Abilities

extension ItemCFModel: FindsSimilarItems {
    /// The eligible ones of the neighbours kept in training, nearest first: never more than those, and fewer than
    /// `count` where fewer films share viewers with this one. Nothing is made up to fill the list.
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        precondition(eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        neighbours.withRow(item.index) { items, similarities in
            for (other, similarity) in zip(items, similarities) {
                let number = ItemNumber(rawValue: other)
                if eligible.contains(number) { slate.append(ScoredItem(item: number, score: similarity)) }
            }
        }
        slate.sort { $0.precedes($1) }
        if slate.count > count { slate.removeSubrange(count...) }
    }
}

extension ItemCFModel: ExplainsItems {
    /// weight · similarity of each liked film among the item's nearest; they add up to the item's own score.
    public func contributions(
        to item: ItemNumber, query: borrowing Query, count: Int, scratch: inout RankingScratch
    ) -> [ScoredItem] {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        var found: [ScoredItem] = []
        neighbours.withRow(item.index) { items, similarities in
            for liked in query.history {
                if let place = items.firstIndex(of: liked.item.rawValue) {
                    found.append(ScoredItem(item: liked.item, score: liked.weight * similarities[place]))
                }
            }
        }
        return Array(found.sorted { $0.precedes($1) }.prefix(count))
    }
}

// MARK: - Artefact

extension ItemCFModel {
    public func tensors() -> [NamedTensor] {
        neighbours.tensors.map { $0.inSection("neighbours") } + popularity.tensors().map { $0.inSection("popularity") }
    }

    /// - Throws: `ArtefactError` when a part is missing, damaged, or a similarity outside 0…1.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let items = descriptor.itemCount
        let neighbours = try InteractionMatrix(tensors.section("neighbours"), rowCount: items, columnCount: items)
        guard neighbours.weights.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw ArtefactError(.invalidModel, "a similarity is not between 0 and 1; train the model again")
        }
        let popularity = try PopularityModel(tensors.section("popularity"), descriptor: descriptor.popularity)
        self.init(neighbours: neighbours, popularity: popularity, descriptor: descriptor)
    }
}
