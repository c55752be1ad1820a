/// A viewer's vector with what is added to its dot products:
///
///     score = share · (vector · item) + (1 − share) · popularity + prior
struct FactorQuestion {
    /// [factors].
    let vector: UnsafeBufferPointer<Float>
    /// How much of the score is the viewer's own (`PersonalShare`), 0…1.
    let share: Float
    /// [items], 0…1.
    let popularity: FrozenArray<Float>
    /// What a blend adds, if anything.
    let prior: ItemBias?
}

extension FactorIndex {
    /// Ranks by the score above. The popularity share and the prior each go into the search as its bias; only a question
    /// with both is scored in full.
    func rank(
        _ question: FactorQuestion, eligible: borrowing ItemMask, count: Int, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        guard question.share != 1 else {
            return rank(
                user: question.vector.span, bias: question.prior, eligible: eligible, count: count, scratch: &scratch,
                into: &slate)
        }
        scratch.withVector(question.vector, scaledBy: question.share) { scaled, scratch in
            let popularity = ItemBias(question.popularity, weight: 1 - question.share)
            guard question.prior != nil else {
                return rank(
                    user: scaled.span, bias: popularity, eligible: eligible, count: count, scratch: &scratch,
                    into: &slate)
            }
            scratch.withScores(itemCount) { scores, scratch in
                scoreAll(question, scaled: scaled, into: scores)
                instructionSet.rank(
                    scores: UnsafeBufferPointer(scores).span, eligible: eligible, count: count, keys: &scratch.keys,
                    into: &slate)
            }
        }
    }

    /// Writes the score above for every item.
    func scoreAll(
        _ question: FactorQuestion, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        guard question.share != 1 else {
            return scoreAll(user: question.vector.span, bias: question.prior, into: scores)
        }
        scratch.withVector(question.vector, scaledBy: question.share) { scaled, _ in
            scoreAll(question, scaled: scaled, into: scores)
        }
    }

    private func scoreAll(
        _ question: FactorQuestion, scaled: UnsafeBufferPointer<Float>, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        scoreAll(
            user: scaled.span, bias: ItemBias(question.popularity, weight: 1 - question.share), into: scores)
        guard let prior = question.prior else { return }
        prior.values.withUnsafeBufferPointer { values in
            for item in scores.indices { scores[item] += values[item] * prior.weight }
        }
    }
}

extension RankingScratch {
    /// Lends `vector` times `scale`, and the rest of the scratch; its own `vector` is empty meanwhile.
    fileprivate mutating func withVector(
        _ vector: UnsafeBufferPointer<Float>, scaledBy scale: Float,
        _ body: (UnsafeBufferPointer<Float>, inout RankingScratch) -> Void
    ) {
        var lent: [Float] = []
        swap(&lent, &self.vector)
        lent.removeAll(keepingCapacity: true)
        for value in vector { lent.append(scale * value) }
        lent.withUnsafeBufferPointer { body($0, &self) }
        swap(&lent, &self.vector)
    }
}
