import Models
import Testing

@Suite(.serialized) struct `Ranking of scores` {
    static let sizes = [0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 1_000, 5_000]

    private func top(
        _ count: Int, of scores: [Float], eligible: ItemMask? = nil, by set: InstructionSet
    ) -> [ScoredItem] {
        var (keys, slate): ([UInt64], [ScoredItem]) = ([], [])
        set.rank(
            scores: scores.span, eligible: eligible ?? ItemMask(count: scores.count), count: count, keys: &keys,
            into: &slate)
        return slate
    }

    @Test(arguments: InstructionSet.available)
    func `every size, count and mask gives what sorting gives`(set: InstructionSet) {
        var numbers = KernelNumbers(seed: 3)
        for size in Self.sizes {
            // Few different values, so that ties are everywhere.
            for values in [7, 1_000_000] {
                let scores = (0..<size).map { _ in Float(numbers.below(values)) - Float(values / 2) }
                for share in [0, 0.02, 0.5, 1] {
                    let mask = numbers.mask(size, share: share)
                    for count in [0, 1, 10, 100, size, size + 5] {
                        let expected = InstructionSet.rankReference(scores: scores, eligible: mask, count: count)
                        let found = top(count, of: scores, eligible: mask, by: set)
                        #expect(found == expected, "\(size) items, count \(count), share \(share)")
                    }
                }
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `ties are broken by item number`(set: InstructionSet) {
        let found = top(3, of: Array(repeating: 1.5, count: 200), by: set)
        #expect(found.map(\.item.index) == [0, 1, 2])
    }

    @Test(arguments: InstructionSet.available)
    func `scores that rise along the catalogue are ranked too`(set: InstructionSet) {
        let found = top(5, of: (0..<4_000).map(Float.init), by: set)
        #expect(found.map(\.item.index) == [3_999, 3_998, 3_997, 3_996, 3_995])
    }

    @Test(arguments: InstructionSet.available)
    func `NaN never enters, infinities do, and minus zero ties with zero`(set: InstructionSet) {
        let scores: [Float] = [.nan, -.infinity, 0, -0.0, .infinity, -.nan, -3]
        let found = top(10, of: scores, by: set)
        #expect(found.map(\.item.index) == [4, 2, 3, 6, 1])
        #expect(found.map(\.score) == [.infinity, 0, 0, -3, -.infinity])
        #expect(top(10, of: Array(repeating: .nan, count: 100), by: set).isEmpty)
    }

    @Test func `buffers are reused and a slate is replaced`() {
        var keys: [UInt64] = []
        var slate = [ScoredItem(item: ItemNumber(9), score: 9)]
        let scores: [Float] = [1, 3, 2]
        for _ in 0..<2 {
            InstructionSet.detected.rank(
                scores: scores.span, eligible: ItemMask(count: 3), count: 2, keys: &keys, into: &slate)
            #expect(slate.map(\.item.index) == [1, 2])
        }
    }
}
