/// A viewer's stars from vectors: what SVD, SVD++ and NMF come to once they are trained.
///
/// Ranks by the predicted stars, believed the less the fewer rated the film (`RatingBelief`); both go into one dot
/// product, so a list costs what it costs any factor model.
public struct RatingFactorModel: FoldsInRatings {
    public let descriptor: ModelDescriptor
    let factors: RatingFactors
    let folding: RatingFolding
    let data: RatedData
    /// [items, factors + 1] belief · (q_i, 1), to be multiplied by (p_u, b_u).
    private let index: FactorIndex
    /// [items] what a film scores before its viewer is known: belief · (μ + b_i) + (1 − belief) · floor.
    private let itemScores: FrozenArray<Float>
    /// [items] the list of a viewer whom nothing is known of.
    private let strangers: FrozenArray<Float>
    let neighbours: CosineNeighbours

    init(
        _ factors: RatingFactors, folding: RatingFolding, data: RatedData, descriptor: ModelDescriptor,
        instructionSet: InstructionSet
    ) {
        let (count, items) = (factors.factorCount, factors.itemCount)
        precondition(
            items == descriptor.itemCount && factors.itemBiases.count == items
                && factors.viewers.count == descriptor.userCount * (count + 1), "the card's shape")
        self.factors = factors
        self.folding = folding
        self.data = data
        self.descriptor = descriptor
        let belief = data.belief
        let rows = FrozenArray<Float>(count: items * (count + 1)) { target in
            for item in 0..<items {
                let row = item * (count + 1)
                factors.items.withRow(item) { own in
                    for factor in 0..<count { target[row + factor] = belief.shares[item] * own[factor] }
                }
                target[row + count] = folding.hasBiases ? belief.shares[item] : 0
            }
        }
        index = FactorIndex(
            factors: rows, itemCount: items, factorCount: count + 1, instructionSet: instructionSet)
        strangers = FrozenArray(
            (0..<items).map { belief.score(factors.mean + factors.itemBiases[$0], of: $0) })
        itemScores = folding.hasBiases ? strangers : FrozenArray((0..<items).map { belief.score(0, of: $0) })
        neighbours = CosineNeighbours(factors.items, instructionSet: instructionSet)
    }

    public var itemCount: Int { factors.itemCount }
    public var needsHistory: Bool { false }
    public var ratingScale: ClosedRange<Float> { data.scale }
    public var likeRating: Float { data.likeRating }
    public var ratings: InteractionMatrix { data.ratings }

    /// Whether the viewer's vector says anything beyond how kind they are.
    public func personalizes(_ query: borrowing Query) -> Bool {
        withVector(of: query) { $0.dropLast().contains { $0 != 0 } } ?? false
    }

    public func predictRating(
        of item: ItemNumber, query: borrowing Query, scratch: inout RankingScratch
    ) -> Float {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        let known = withVector(of: query) { vector in
            factors.items.withRow(item.index) { film in
                var dot: Float = 0
                for factor in film.indices { dot += film[factor] * vector[factor] }
                return (dot: dot, bias: vector[film.count], saysNothing: film.allSatisfy { $0 == 0 })
            }
        }
        guard folding.hasBiases else {
            // Without biases nothing is known of either side but what the dot product says.
            guard let known, !known.saysNothing, personalizes(query) else {
                return data.clamped(factors.mean + (known?.saysNothing == true ? 0 : factors.itemBiases[item.index]))
            }
            return data.clamped(known.dot)
        }
        return data.clamped(factors.mean + factors.itemBiases[item.index] + (known?.bias ?? 0) + (known?.dot ?? 0))
    }

    /// Calls `body` with (p, b) of `query`'s viewer; nil when nothing is known of them.
    func withVector<Result>(of query: borrowing Query, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result? {
        let width = factors.factorCount + 1
        switch query.subject {
        case .known(let user):
            guard user.index >= 0, user.index < descriptor.userCount else { return nil }
            return factors.viewers.withUnsafeBufferPointer {
                body(UnsafeBufferPointer(rebasing: $0[user.index * width..<(user.index + 1) * width]))
            }
        case .folded:
            guard query.vector.count == width else { return nil }
            return query.vector.withUnsafeBufferPointer(body)
        case .unknown: return nil
        }
    }

    public func foldIn(ratings: [RatedItem], scratch: inout RankingScratch, into vector: inout [Float]) {
        folding.solve(ratings, factors, index.instructionSet, scratch: &scratch.matrix, into: &vector)
    }
}

// MARK: - Ranking

extension RatingFactorModel: ScoresAllItems {
    /// - Complexity: O(items · factors).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        guard personalizes(query) else {
            return strangers.withUnsafeBufferPointer { scores in
                index.instructionSet.rank(
                    scores: scores.span, eligible: query.eligible, count: count, keys: &scratch.keys, into: &slate)
            }
        }
        _ = withVector(of: query) { vector in
            index.rank(
                user: vector.span, bias: ItemBias(itemScores), eligible: query.eligible, count: count,
                scratch: &scratch, into: &slate)
        }
    }

    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        guard personalizes(query) else {
            return strangers.withUnsafeBufferPointer { _ = scores.update(fromContentsOf: $0) }
        }
        _ = withVector(of: query) { index.scoreAll(user: $0.span, bias: ItemBias(itemScores), into: scores) }
    }
}

extension RatingFactorModel: ComparesVectors {
    package var directions: FactorMatrix { neighbours.directions }

    /// By the cosine of the films' vectors. A film nobody rated is like none.
    /// - Complexity: O(items · factors).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        neighbours.find(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
    }
}

// MARK: - Artefact

extension RatingFactorModel {
    public func tensors() -> [NamedTensor] { factors.tensors + data.tensors }
}
