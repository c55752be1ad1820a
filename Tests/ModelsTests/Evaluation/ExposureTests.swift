import Models
import Testing

@Suite struct ExposureTests {
    private func exposure(_ lists: [[Int]], itemCount: Int) -> Exposure {
        var exposure = Exposure(itemCount: itemCount)
        for list in lists { exposure.add(list.map { ScoredItem(item: ItemNumber($0), score: 0) }) }
        return exposure
    }

    @Test func `coverage is the share of the films that could be shown`() {
        let exposure = exposure([[0, 1], [1, 2]], itemCount: 6)
        #expect(exposure.coverage(of: ItemMask(count: 6)) == 0.5)
        var eligible = ItemMask(count: 6)
        eligible.exclude(ItemNumber(5))
        eligible.exclude(ItemNumber(2))
        #expect(exposure.coverage(of: eligible) == 0.5)
        #expect(exposure.coverage(of: ItemMask(count: 6, allowed: false)) == nil)
    }

    @Test func `the Gini index of equal exposure is 0`() {
        #expect(exposure([[0, 1], [2, 3]], itemCount: 4).gini(over: ItemMask(count: 4)) == 0)
    }

    @Test func `the Gini index of one film shown among n is 1 - 1 ÷ n`() {
        #expect(exposure([[2], [2], [2]], itemCount: 4).gini(over: ItemMask(count: 4)) == 0.75)
    }

    @Test func `the Gini index of 1, 2, 3 and 4 showings is a quarter`() {
        // Σ (2i − 5) · i for i = 1…4 is −3 − 2 + 3 + 12 = 10; 10 / (4 · 10).
        let lists = [[0, 1, 2, 3], [1, 2, 3], [2, 3], [3]]
        #expect(exposure(lists, itemCount: 4).gini(over: ItemMask(count: 4)) == 0.25)
    }

    @Test func `nothing shown has no Gini index`() {
        #expect(Exposure(itemCount: 3).gini(over: ItemMask(count: 3)) == nil)
    }

    @Test func `merging is counting together`() {
        var left = exposure([[0, 1]], itemCount: 3)
        left.merge(exposure([[1, 2], [1]], itemCount: 3))
        #expect(left.counts == [1, 3, 1])
        left.removeAll()
        #expect(left == Exposure(itemCount: 3))
    }

    @Test func `a film that half the viewers met has one bit, one that a quarter met two`() {
        let seen = InteractionMatrix(
            rows: [[(0, 1), (1, 1)], [(0, 0)], [(2, 1)], [(2, 1)], []], columnCount: 4)
        let information = SelfInformation(seen)
        #expect(information.bits == [1, 2, 1, 0])
        let slate = [1, 0, 2].map { ScoredItem(item: ItemNumber($0), score: 0) }
        #expect(information.novelty(of: slate, at: 2) == 1.5)
        #expect(information.novelty(of: slate, at: 10) == 4.0 / 3)
        #expect(information.novelty(of: [], at: 10) == 0)
    }
}
