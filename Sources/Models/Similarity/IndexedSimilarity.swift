/// Finds similar items through an index, and exactly wherever the index cannot fill the list.
public struct IndexedSimilarity: Sendable {
    /// What is asked first.
    public let index: any SimilarItemIndex
    /// Of sampled items: how many of their exact ten most similar the index finds, 0…1; nil when none has any.
    public let recall: Double?
    private let exact: any FindsSimilarItems

    /// Asks both about up to `sampleCount` items, spread evenly, to know the recall.
    /// - Precondition: both are of the same items.
    /// - Complexity: O(sample · items · factors).
    public init(_ index: any SimilarItemIndex, exact: any FindsSimilarItems, sampleCount: Int = 500) {
        precondition(index.itemCount == exact.itemCount, "an index of other items")
        self.index = index
        self.exact = exact
        recall = Self.recall(of: index, exact: exact, sampleCount: sampleCount)
    }

    /// Replaces `slate` by eligible items similar to `item`, without itself; as many as the exact search would give.
    ///
    /// The index knows no masks: it is asked for more than is needed, once. What it leaves short is searched exactly.
    public func findSimilar(
        to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        let excluded = eligible.count - eligible.allowedCount
        let wanted = min(index.itemCount, count + 1 + min(excluded, Self.spare(for: count)))
        if index.findNearest(to: item, count: wanted, into: &slate) {
            slate.removeAll { $0.item == item || !eligible.contains($0.item) }
            if slate.count > count { slate.removeSubrange(count...) }
            if slate.count == count { return }
        }
        exact.findSimilar(to: item, count: count, eligible: eligible, scratch: &scratch, into: &slate)
    }

    /// Enough for a filter that leaves a quarter of the items.
    private static func spare(for count: Int) -> Int { 3 * count + 32 }

    /// Films as similar as the tenth are as good as it; two libraries add in different orders.
    private static let tolerance: Float = 1e-5

    private static func recall(
        of index: any SimilarItemIndex, exact: any FindsSimilarItems, sampleCount: Int
    ) -> Double? {
        let everything = ItemMask(count: exact.itemCount)
        var scratch = RankingScratch()
        var truth: [ScoredItem] = []
        var found: [ScoredItem] = []
        var (wanted, met) = (0, 0)
        let step = max(1, exact.itemCount / max(1, sampleCount))
        for number in stride(from: 0, to: exact.itemCount, by: step) {
            let item = ItemNumber(rawValue: Int32(number))
            exact.findSimilar(to: item, count: 10, eligible: everything, scratch: &scratch, into: &truth)
            if !index.findNearest(to: item, count: 11, into: &found) { found.removeAll() }
            guard let last = truth.last else { continue }
            found.removeAll { $0.item == item }
            wanted += truth.count
            met += min(truth.count, found.prefix(10).count { $0.score >= last.score - tolerance })
        }
        return wanted > 0 ? Double(met) / Double(wanted) : nil
    }
}
