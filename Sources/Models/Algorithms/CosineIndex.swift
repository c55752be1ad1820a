/// Items by the cosine of their vectors.
struct CosineIndex: Sendable {
    /// [items, factors]; every row of length 1, or all zero: such an item is like none.
    let directions: FactorMatrix
    private let index: FactorIndex

    /// - Complexity: O(items · factors).
    init(_ vectors: FactorMatrix, instructionSet: InstructionSet) {
        directions = vectors.compacted().normalized()
        index = FactorIndex(
            factors: directions.values, itemCount: directions.rowCount, factorCount: directions.factorCount,
            instructionSet: instructionSet)
    }

    /// What `FindsSimilarItems` asks for.
    /// - Complexity: O(items · factors).
    func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        precondition(item.index >= 0 && item.index < directions.rowCount, "item out of range")
        slate.removeAll(keepingCapacity: true)
        guard count > 0 else { return }
        let limit = min(count, directions.rowCount)
        directions.withRow(item.index) { vector in
            guard vector.contains(where: { $0 != 0 }) else { return }
            // One more than asked for: the item itself may be among them.
            index.rank(user: vector.span, eligible: eligible, count: limit + 1, scratch: &scratch, into: &slate)
        }
        slate.removeAll { $0.item == item }
        if slate.count > count { slate.removeLast(slate.count - count) }
        for place in slate.indices { slate[place].score = min(1, max(-1, slate[place].score)) }
    }
}
