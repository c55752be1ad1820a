/// A viewer's stars for a film, from the stars that the viewers most like them gave it.
///
/// New viewers are held against everybody (`foldIn`): their vector is how like each trained viewer they are. Ranks by the
/// predicted stars, believed the less the fewer rated the film (`RatingBelief`).
public struct UserKNNModel: FoldsInRatings, RanksByEstimates {
    public let descriptor: ModelDescriptor
    let neighbourhood: Neighbourhood
    public let data: RatedData
    public let strangers: FrozenArray<Float>
    /// [items, users] the stars of trained viewers.
    private let byItem: InteractionMatrix
    /// As `byItem`, in what similarities are made of.
    private let compared: InteractionMatrix

    init(_ neighbourhood: Neighbourhood, data: RatedData, descriptor: ModelDescriptor) {
        precondition(neighbourhood.table.count == descriptor.userCount, "one row for each trained viewer")
        self.neighbourhood = neighbourhood
        self.data = data
        self.descriptor = descriptor
        let trained = data.ratings.prefix(rows: descriptor.userCount)
        byItem = trained.transposed()
        compared = trained.compared(by: neighbourhood.settings, neighbourhood.biases).transposed()
        strangers = data.strangers(neighbourhood.biases)
    }

    public func personalizes(_ query: borrowing Query) -> Bool {
        withSimilarities(to: query) { $0.contains { $0 > 0 } } ?? false
    }

    /// Calls `body` with how like each trained viewer `query`'s is; nil when nothing is known of them.
    private func withSimilarities<Result>(
        to query: borrowing Query, _ body: (UnsafeBufferPointer<Float>) -> Result
    ) -> Result? {
        switch query.subject {
        case .known(let user):
            guard user.index >= 0, user.index < descriptor.userCount else { return nil }
            return neighbourhood.table.withRow(user.index, body)
        case .folded:
            guard query.vector.count == descriptor.userCount else { return nil }
            return query.vector.withUnsafeBufferPointer(body)
        case .unknown: return nil
        }
    }

    /// - Complexity: O(Σ over the films of how many rated them).
    public func foldIn(ratings: [RatedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        vector.removeAll(keepingCapacity: true)
        guard !ratings.isEmpty else { return }
        let size = descriptor.userCount * PairSums.width
        if scratch.matrix.count < size {
            scratch.matrix.append(contentsOf: repeatElement(0, count: size - scratch.matrix.count))
        }
        let settings = neighbourhood.settings
        let bias = newcomer(ratings).bias
        scratch.matrix.withUnsafeMutableBufferPointer { sums in
            guard let first = sums.baseAddress else { return }
            sums[..<size].update(repeating: 0)
            for rated in ratings {
                let estimate = neighbourhood.biases.mean + bias + neighbourhood.biases.items[rated.item.index]
                let stars = settings.similarity == .pearsonBaseline ? rated.rating - estimate : rated.rating
                SimilarityTable.add(stars, compared, rated.item.index, to: first)
            }
            for user in 0..<descriptor.userCount {
                vector.append(PairSums(first + user * PairSums.width).similarity(settings))
            }
        }
    }

    public func predictRating(
        of item: ItemNumber, query: borrowing Query, scratch: inout RankingScratch
    ) -> Float {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        let viewer = viewer(of: query)
        let stars = withSimilarities(to: query) { estimate(item.index, viewer, $0, &scratch.candidates) }
        return data.clamped(stars ?? baseline(item.index, viewer))
    }

    private func viewer(of query: borrowing Query) -> Neighbourhood.Row {
        switch query.subject {
        case .known(let user) where user.index < descriptor.userCount: return neighbourhood.row(user.index)
        case .folded: return newcomer(query.ratings)
        case .known, .unknown: return Neighbourhood.Row(mean: neighbourhood.biases.mean, deviation: 1, bias: 0)
        }
    }

    private func newcomer(_ ratings: [RatedItem]) -> Neighbourhood.Row {
        let spread = Neighbourhood.spread(of: ratings.lazy.map(\.rating))
        let bias = neighbourhood.biases.userBias(
            of: ratings, regularization: Float(neighbourhood.settings.baseline.userRegularization))
        return Neighbourhood.Row(mean: spread.mean, deviation: spread.deviation > 0 ? spread.deviation : 1, bias: bias)
    }

    private func baseline(_ item: Int, _ viewer: Neighbourhood.Row) -> Float {
        neighbourhood.biases.mean + neighbourhood.biases.items[item] + viewer.bias
    }

    /// - Complexity: O(the film's ratings).
    private func estimate(
        _ item: Int, _ viewer: Neighbourhood.Row, _ similarities: UnsafeBufferPointer<Float>,
        _ candidates: inout [ScoredItem]
    ) -> Float {
        byItem.withRow(item) { users, stars in
            guard !users.isEmpty else { return baseline(item, viewer) }
            let near = neighbourhood.estimate(
                viewer, columnBias: neighbourhood.biases.items[item], raters: users, similarities: similarities,
                &candidates
            ) { stars[$0] }
            return near ?? baseline(item, viewer)
        }
    }
}

// MARK: - Ranking

extension UserKNNModel {
    /// - Complexity: O(ratings).
    public func estimateAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        let viewer = viewer(of: query)
        _ = withSimilarities(to: query) { similarities in
            for item in scores.indices {
                scores[item] = data.belief.score(estimate(item, viewer, similarities, &scratch.candidates), of: item)
            }
        }
    }
}

// MARK: - Artefact

extension UserKNNModel {
    public func tensors() -> [NamedTensor] {
        [neighbourhood.table.tensor] + neighbourhood.biases.tensors + data.tensors
    }
}
