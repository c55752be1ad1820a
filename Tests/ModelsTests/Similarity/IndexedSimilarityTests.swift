import Models
import TestSupport
import Testing

/// Eight films in pairs; the exact answer for film 2 is 3, then the others by ascending number.
@Suite struct `Similar items by an index` {
    private let exact = PartnerRecommender(.fixture(likes: [[0]], itemCount: 8))

    private func similar(
        _ index: ListedIndex, to item: Int, count: Int, eligible: ItemMask = ItemMask(count: 8)
    ) -> [Int] {
        var scratch = RankingScratch()
        var slate = [ScoredItem(item: ItemNumber(7), score: 9)]
        IndexedSimilarity(index, exact: exact)
            .findSimilar(to: ItemNumber(item), count: count, eligible: eligible, scratch: &scratch, into: &slate)
        return slate.map(\.item.index)
    }

    @Test func `what the index finds is the answer, without the film itself`() {
        #expect(similar(ListedIndex([2, 7, 6, 5, 4, 3, 1, 0]), to: 2, count: 3) == [7, 6, 5])
        #expect(similar(ListedIndex([7, 2, 6, 5]), to: 2, count: 1) == [7])
    }

    @Test func `what may not appear does not, and a list that is left short is searched exactly`() {
        var eligible = ItemMask(count: 8)
        eligible.exclude(ItemNumber(7))
        #expect(similar(ListedIndex([2, 7, 6, 5, 4, 3, 1, 0]), to: 2, count: 2, eligible: eligible) == [6, 5])
        eligible = ItemMask(count: 8, allowed: false)
        eligible.allow(ItemNumber(0))
        eligible.allow(ItemNumber(3))
        #expect(similar(ListedIndex([2, 7, 6, 5]), to: 2, count: 2, eligible: eligible) == [3, 0])
    }

    @Test func `an index that cannot answer is not missed`() {
        #expect(similar(ListedIndex([7, 6], fails: true), to: 2, count: 3) == [3, 0, 1])
        #expect(similar(ListedIndex([]), to: 2, count: 2) == [3, 0])
    }

    /// Each film has seven others, all of which are among the exact ten; the index finds 1, 3, 5 and 7, so four for an
    /// even film and three for an odd one: 4 · 4 + 4 · 3 of 8 · 7.
    @Test func `its recall is the share of the exact ten that it finds`() {
        #expect(IndexedSimilarity(ListedIndex([1, 3, 5, 7]), exact: exact).recall == 0.5)
        #expect(IndexedSimilarity(ListedIndex([0, 1, 2, 3, 4, 5, 6, 7]), exact: exact).recall == 1)
        #expect(IndexedSimilarity(ListedIndex([1], fails: true), exact: exact).recall == 0)
        #expect(IndexedSimilarity(ListedIndex([0, 1, 2, 3, 4, 5, 6, 7], best: -0.5), exact: exact).recall == 0)
        // Of films 0, 2, 4 and 6 alone, which the index knows nothing of but them: three of seven.
        #expect(IndexedSimilarity(ListedIndex([0, 2, 4, 6]), exact: exact, sampleCount: 4).recall == 3 / 7.0)
    }
}

/// Finds the same for every film.
private struct ListedIndex: SimilarItemIndex {
    let name = "listed"
    let itemCount = 8
    private let found: [ScoredItem]
    private let fails: Bool

    init(_ items: [Int], best: Float = 1, fails: Bool = false) {
        found = items.enumerated().map { ScoredItem(item: ItemNumber($1), score: best - Float($0) / 10) }
        self.fails = fails
    }

    func findNearest(to item: ItemNumber, count: Int, into slate: inout [ScoredItem]) -> Bool {
        slate = fails ? [] : Array(found.prefix(count))
        return !fails
    }
}
