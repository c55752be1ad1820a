extension RatedData {
    /// [items] what each film scores for somebody of whom nothing is known: μ + b_i, believed.
    func strangers(_ biases: RatingBiases) -> FrozenArray<Float> {
        FrozenArray(biases.items.enumerated().map { belief.score(biases.mean + $0.element, of: $0.offset) })
    }

    /// Ranks the scores that `fill` writes, or `strangers` where they are given.
    /// - Precondition: `query.eligible` is of this catalogue, `count >= 0`.
    func rank(
        _ query: borrowing Query, count: Int, strangers: FrozenArray<Float>?, scratch: inout RankingScratch,
        into slate: inout [ScoredItem],
        fill: (inout RankingScratch, UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        precondition(query.eligible.count == ratings.columnCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        if let strangers {
            return strangers.withUnsafeBufferPointer { scores in
                InstructionSet.detected.rank(
                    scores: scores.span, eligible: query.eligible, count: count, keys: &scratch.keys, into: &slate)
            }
        }
        scratch.withScores(ratings.columnCount) { scores, scratch in
            fill(&scratch, scores)
            InstructionSet.detected.rank(
                scores: UnsafeBufferPointer(scores).span, eligible: query.eligible, count: count,
                keys: &scratch.keys, into: &slate)
        }
    }
}
