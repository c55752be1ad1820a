extension ALSModel {
    /// The films whose vectors have the largest dot product with the viewer's, filled with popularity by the viewer's
    /// share (`PersonalShare`); what is popular for a query without a vector.
    /// - Complexity: O(items · factors).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        rank(query, prior: nil, count: count, scratch: &scratch, into: &slate)
    }

    /// - Complexity: O(queries · items · factors).
    public func rankBatch(
        _ queries: [Query], count: Int, scratch: inout RankingScratch, into slates: inout [[ScoredItem]]
    ) {
        rankBatch(queries, prior: nil, count: count, scratch: &scratch, into: &slates)
    }

    private func question(_ vector: UnsafeBufferPointer<Float>, share: Float, prior: ItemBias?) -> FactorQuestion {
        FactorQuestion(vector: vector, share: share, popularity: popularity.scores, prior: prior)
    }
}

extension ALSModel: ScoresAllItems {
    /// Popularity for a query without a vector.
    /// - Complexity: O(items · factors).
    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        let scored: Void? = withVector(of: query) { vector in
            index.scoreAll(
                question(vector, share: query.personalShare, prior: nil), scratch: &scratch, into: scores)
        }
        if scored == nil { popularity.scoreAll(query, scratch: &scratch, into: scores) }
    }
}

extension ALSModel: RanksWithPrior {
    /// The prior goes into the search; a query without a vector is answered by popularity alone.
    public func rank(
        _ query: borrowing Query, prior: ItemBias?, count: Int, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        let ranked: Void? = withVector(of: query) { vector in
            index.rank(
                question(vector, share: query.personalShare, prior: prior), eligible: query.eligible, count: count,
                scratch: &scratch, into: &slate)
        }
        if ranked == nil { popularity.top(count, eligible: query.eligible, into: &slate) }
    }

    /// Viewers whose scores are all their own share one pass; the others are answered one by one.
    public func rankBatch(
        _ queries: [Query], prior: ItemBias?, count: Int, scratch: inout RankingScratch,
        into slates: inout [[ScoredItem]]
    ) {
        let nothing = [Float](repeating: 0, count: factorCount)
        var apart: [Int] = []
        scratch.batch.removeAll()
        for (place, query) in queries.enumerated() {
            let batched: Void? =
                query.personalShare != 1
                ? nil
                : withVector(of: query) { vector in
                    scratch.batch.append(
                        user: vector.span, biasWeight: prior?.weight ?? 0, eligible: query.eligible)
                }
            if batched == nil {
                apart.append(place)
                scratch.batch.append(user: nothing.span, biasWeight: 0, eligible: query.eligible)
            }
        }
        index.rank(&scratch.batch, bias: prior?.values, count: count, into: &slates)
        for place in apart {
            rank(queries[place], prior: prior, count: count, scratch: &scratch, into: &slates[place])
        }
    }
}

extension ALSModel: ComparesVectors {
    /// By the cosine of the films' vectors. A film nobody liked is like none.
    /// - Complexity: O(items · factors).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        slate.removeAll(keepingCapacity: true)
        guard count > 0 else { return }
        let limit = min(count, itemCount)
        directions.withRow(item.index) { vector in
            guard vector.contains(where: { $0 != 0 }) else { return }
            // One more than asked for: the film itself may be among them.
            cosineIndex.rank(
                user: vector.span, eligible: eligible, count: limit + 1, scratch: &scratch, into: &slate)
        }
        slate.removeAll { $0.item == item }
        if slate.count > count { slate.removeLast(slate.count - count) }
        for place in slate.indices { slate[place].score = min(1, max(-1, slate[place].score)) }
    }
}
