/// Films by the cosine of their vectors.
struct CosineNeighbours: Sendable {
    /// [items, factors] every row of length 1, or all zero.
    let directions: FactorMatrix
    private let index: FactorIndex

    /// - Complexity: O(items · factors).
    init(_ items: FactorMatrix, instructionSet: InstructionSet) {
        directions = items.normalized()
        index = FactorIndex(
            factors: directions.values, itemCount: items.rowCount, factorCount: items.factorCount,
            instructionSet: instructionSet)
    }

    /// Replaces `slate` by the eligible items whose vectors point most the way of `item`'s, without itself; by none for a
    /// zero vector.
    /// - Complexity: O(items · factors).
    func find(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < directions.rowCount, "item out of range")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        slate.removeAll(keepingCapacity: true)
        guard count > 0 else { return }
        directions.withRow(item.index) { vector in
            guard vector.contains(where: { $0 != 0 }) else { return }
            // One more than asked for: the film itself may be among them.
            index.rank(
                user: vector.span, eligible: eligible, count: min(count, directions.rowCount) + 1, scratch: &scratch,
                into: &slate)
        }
        slate.removeAll { $0.item == item }
        if slate.count > count { slate.removeLast(slate.count - count) }
        for place in slate.indices { slate[place].score = min(1, max(-1, slate[place].score)) }
    }
}
