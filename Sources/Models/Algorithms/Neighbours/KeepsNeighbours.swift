/// A model of films alone that keeps the nearest of each: a film is for you when those nearest to it are ones you liked.
///
///     score(i) = Σ over j in the history, j among the nearest of i:  weight(j) · similarity(i, j)
///
/// A model says which films are near; ranking, similar films and reasons come with it.
public protocol KeepsNeighbours: SumsOverHistory, FindsSimilarItems, ExplainsItems {
    /// [items, items] row i: the nearest of item i, with similarities in 0…1, itself left out.
    var neighbours: InteractionMatrix { get }
    /// [items, items] row j: the items that have j among their nearest. `neighbours` transposed.
    var followers: InteractionMatrix { get }
}

extension KeepsNeighbours {
    public var itemCount: Int { neighbours.rowCount }

    public func speaks(_ item: ItemNumber) -> Bool { followers.entryCount(ofRow: item.index) > 0 }

    /// - Complexity: O(films that have the liked one among their nearest).
    public func add(_ liked: WeightedItem, to scores: UnsafeMutableBufferPointer<Float>) {
        followers.withRow(liked.item.index) { items, similarities in
            for (item, similarity) in zip(items, similarities) { scores[Int(item)] += liked.weight * similarity }
        }
    }

    /// The eligible ones of the neighbours kept in training, nearest first: never more than those, and fewer than
    /// `count` where fewer films are near at all. Nothing is made up to fill the list.
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

extension KeepsNeighbours {
    public func tensors() -> [NamedTensor] {
        neighbours.tensors.map { $0.inSection("neighbours") } + popularity.tensors().map { $0.inSection("popularity") }
    }
}

/// What such a model is made of, to be loaded from what `KeepsNeighbours.tensors()` wrote.
public struct NeighbourParts: Sendable {
    /// [items, items] as `KeepsNeighbours.neighbours`.
    public var neighbours: InteractionMatrix
    /// Of the same items.
    public var popularity: PopularityModel

    public init(neighbours: InteractionMatrix, popularity: PopularityModel) {
        self.neighbours = neighbours
        self.popularity = popularity
    }

    /// - Throws: `ArtefactError` when a part is missing, damaged, or a similarity outside 0…1.
    public init(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) {
        let items = descriptor.itemCount
        neighbours = try InteractionMatrix(tensors.section("neighbours"), rowCount: items, columnCount: items)
        guard neighbours.weights.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
            throw ArtefactError(.invalidModel, "a similarity is not between 0 and 1; train the model again")
        }
        popularity = try PopularityModel(tensors.section("popularity"), descriptor: descriptor.popularity)
    }

    /// Whether the shapes are those of `descriptor`.
    public func fit(_ descriptor: ModelDescriptor) -> Bool {
        neighbours.rowCount == neighbours.columnCount && neighbours.rowCount == popularity.itemCount
            && neighbours.rowCount == descriptor.itemCount
    }
}
