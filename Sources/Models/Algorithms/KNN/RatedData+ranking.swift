/// A model of stars that estimates film by film. Ranking and scoring come with it.
public protocol RanksByEstimates: PredictsRatings, ScoresAllItems {
    var data: RatedData { get }

    /// [items] the scores for a viewer whom nothing is known of.
    var strangers: FrozenArray<Float> { get }

    /// Writes each film's score for the viewer of a query that is answered personally.
    func estimateAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>)
}

extension RanksByEstimates {
    public var itemCount: Int { descriptor.itemCount }
    public var needsHistory: Bool { false }
    public var ratingScale: ClosedRange<Float> { data.scale }
    public var likeRating: Float { data.likeRating }
    public var ratings: InteractionMatrix { data.ratings }

    /// - Complexity: what estimating every film costs.
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        guard personalizes(query) else {
            return strangers.withUnsafeBufferPointer { scores in
                InstructionSet.detected.rank(
                    scores: scores.span, eligible: query.eligible, count: count, keys: &scratch.keys, into: &slate)
            }
        }
        scratch.withScores(itemCount) { scores, scratch in
            estimateAll(query, scratch: &scratch, into: scores)
            InstructionSet.detected.rank(
                scores: UnsafeBufferPointer(scores).span, eligible: query.eligible, count: count,
                keys: &scratch.keys, into: &slate)
        }
    }

    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        guard personalizes(query) else {
            return strangers.withUnsafeBufferPointer { _ = scores.update(fromContentsOf: $0) }
        }
        estimateAll(query, scratch: &scratch, into: scores)
    }
}

extension RatedData {
    /// [items] what each film scores for somebody of whom nothing is known: μ + b_i, believed.
    func strangers(_ biases: RatingBiases) -> FrozenArray<Float> {
        FrozenArray(biases.items.enumerated().map { belief.score(biases.mean + $0.element, of: $0.offset) })
    }
}
