/// A viewer's stars for a film, from the stars they gave to the films most like it.
///
/// New viewers need nothing but their ratings. Ranks by the predicted stars, believed the less the fewer rated the film
/// (`RatingBelief`).
public struct ItemKNNModel: RanksByEstimates {
    public let descriptor: ModelDescriptor
    let neighbourhood: Neighbourhood
    public let data: RatedData
    public let strangers: FrozenArray<Float>

    init(_ neighbourhood: Neighbourhood, data: RatedData, descriptor: ModelDescriptor) {
        precondition(neighbourhood.table.count == descriptor.itemCount, "one row for each film")
        self.neighbourhood = neighbourhood
        self.data = data
        self.descriptor = descriptor
        strangers = data.strangers(neighbourhood.biases)
    }

    /// Whether the viewer rated a film that others rated too.
    public func personalizes(_ query: borrowing Query) -> Bool {
        switch query.subject {
        case .known(let user): user.index < descriptor.userCount && data.ratings.entryCount(ofRow: user.index) > 0
        case .folded: query.ratings.contains { neighbourhood.counts[$0.item.index] > 0 }
        case .unknown: false
        }
    }

    public func predictRating(
        of item: ItemNumber, query: borrowing Query, scratch: inout RankingScratch
    ) -> Float {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        return data.clamped(estimate(item.index, viewer: viewer(of: query, &scratch), &scratch))
    }

    /// What is known of the viewer: how kind they are. Their films go to `scratch.touched`, the stars to `scratch.vector`.
    private func viewer(of query: borrowing Query, _ scratch: inout RankingScratch) -> Float {
        scratch.touched.removeAll(keepingCapacity: true)
        scratch.vector.removeAll(keepingCapacity: true)
        switch query.subject {
        case .known(let user) where user.index < descriptor.userCount:
            data.ratings.withRow(user.index) { items, stars in
                scratch.touched.append(contentsOf: items)
                scratch.vector.append(contentsOf: stars)
            }
            return neighbourhood.biases.users[user.index]
        case .folded:
            for rated in query.ratings {
                scratch.touched.append(rated.item.rawValue)
                scratch.vector.append(rated.rating)
            }
            return neighbourhood.biases.userBias(
                of: query.ratings, regularization: Float(neighbourhood.settings.baseline.userRegularization))
        case .known, .unknown: return 0
        }
    }

    /// - Complexity: O(the viewer's ratings).
    private func estimate(_ item: Int, viewer: Float, _ scratch: inout RankingScratch) -> Float {
        let biases = neighbourhood.biases
        guard neighbourhood.counts[item] > 0 else { return biases.mean + viewer }
        let row = neighbourhood.row(item)
        let films = scratch.touched, stars = scratch.vector
        let near = films.withUnsafeBufferPointer { films in
            stars.withUnsafeBufferPointer { stars in
                neighbourhood.table.withRow(item) { similarities in
                    neighbourhood.estimate(
                        row, columnBias: viewer, raters: films, similarities: similarities, &scratch.candidates
                    ) { stars[$0] }
                }
            }
        }
        return near ?? biases.mean + biases.items[item] + viewer
    }
}

// MARK: - Ranking

extension ItemKNNModel {
    /// - Complexity: O(items · the viewer's ratings).
    public func estimateAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let viewer = viewer(of: query, &scratch)
        for item in scores.indices {
            scores[item] = data.belief.score(estimate(item, viewer: viewer, &scratch), of: item)
        }
    }
}

extension ItemKNNModel: FindsSimilarItems {
    /// The films that were rated most alike, by the model's similarity.
    /// - Complexity: O(items).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        neighbourhood.table.withRow(item.index) { similarities in
            for other in similarities.indices where similarities[other] > 0 {
                guard eligible.contains(ItemNumber(other)) else { continue }
                slate.append(ScoredItem(item: ItemNumber(other), score: similarities[other]))
            }
        }
        slate.keepFirst(count)
        if slate.count > count { slate.removeLast(slate.count - count) }
        slate.sort { $0.precedes($1) }
    }
}

// MARK: - Artefact

extension ItemKNNModel {
    public func tensors() -> [NamedTensor] {
        [neighbourhood.table.tensor] + neighbourhood.biases.tensors + data.tensors
    }
}
