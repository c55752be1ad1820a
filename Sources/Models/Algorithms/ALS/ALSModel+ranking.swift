extension ALSModel {
    /// The films whose vectors have the largest dot product with the viewer's; nothing for a query without a vector.
    /// - Complexity: O(items · factors).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        withVector(of: query) { vector in
            index.rank(
                user: vector.span, eligible: query.eligible, count: count, scratch: &scratch, into: &slate)
        }
    }
}

extension ALSModel: ScoresAllItems {
    /// All zero for a query without a vector.
    /// - Complexity: O(items · factors).
    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        let scored: Void? = withVector(of: query) { vector in index.scoreAll(user: vector.span, into: scores) }
        if scored == nil { scores.update(repeating: 0) }
    }
}

extension ALSModel: RanksBatches {
    /// - Complexity: O(queries · items · factors).
    public func rankBatch(
        _ queries: [Query], count: Int, scratch: inout RankingScratch, into slates: inout [[ScoredItem]]
    ) {
        let nothing = [Float](repeating: 0, count: factorCount)
        var silent: [Int] = []
        scratch.batch.removeAll()
        for (place, query) in queries.enumerated() {
            let found: Void? = withVector(of: query) { vector in
                scratch.batch.append(user: vector.span, eligible: query.eligible)
            }
            if found == nil {
                silent.append(place)
                scratch.batch.append(user: nothing.span, eligible: query.eligible)
            }
        }
        index.rank(&scratch.batch, count: count, into: &slates)
        for place in silent { slates[place].removeAll(keepingCapacity: true) }
    }
}

extension ALSModel: FindsSimilarItems {
    /// By the cosine of the films' vectors. A film nobody liked is like none.
    /// - Complexity: O(items · factors).
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < itemCount, "item out of range")
        slate.removeAll(keepingCapacity: true)
        guard count > 0 else { return }
        directions.withRow(item.index) { vector in
            guard vector.contains(where: { $0 != 0 }) else { return }
            // One more than asked for: the film itself may be among them.
            cosineIndex.rank(
                user: vector.span, eligible: eligible, count: count + 1, scratch: &scratch, into: &slate)
        }
        slate.removeAll { $0.item == item }
        if slate.count > count { slate.removeLast(slate.count - count) }
        for place in slate.indices { slate[place].score = min(1, max(-1, slate[place].score)) }
    }
}
