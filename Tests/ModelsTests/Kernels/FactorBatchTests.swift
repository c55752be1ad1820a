import Models
import Testing

@Suite struct `Factor batch` {
    @Test(arguments: SearchWay.all, [0, 1, 3, 4, 5, 32, 33, 70])
    func `a batch answers each viewer as the single call does`(way: SearchWay, userCount: Int) {
        var numbers = KernelNumbers(seed: UInt64(userCount))
        let (size, factorCount) = (333, 24)
        let index = way.index(numbers.vector(size * factorCount), itemCount: size, factorCount: factorCount)
        let bias = FrozenArray(numbers.vector(size))
        var batch = FactorBatch()
        var slates: [[ScoredItem]] = []
        // Twice with the same buffers: what is left over from the first must not show.
        for count in [40, 7] {
            batch.removeAll()
            var expected: [[ScoredItem]] = []
            for number in 0..<userCount {
                // One viewer cannot be coded, so that a batch takes both ways at once.
                let user =
                    number == 2 ? Array(repeating: Float.infinity, count: factorCount) : numbers.vector(factorCount)
                let mask = numbers.mask(size, share: Double(number % 4) / 3)
                let weight = Float(number)
                batch.append(user: user.span, biasWeight: weight, eligible: mask)
                expected.append(index.top(user, bias: ItemBias(bias, weight: weight), eligible: mask, count: count))
            }
            index.rank(&batch, bias: bias, count: count, into: &slates)
            #expect(slates.map(\.exactly) == expected.map(\.exactly))
        }
    }

    @Test func `a batch without a bias, and with a count of nothing`() {
        var numbers = KernelNumbers(seed: 4)
        let index = FactorIndex(factors: FrozenArray(numbers.vector(40 * 8)), itemCount: 40, factorCount: 8)
        let user = numbers.vector(8)
        var batch = FactorBatch()
        batch.append(user: user.span, eligible: ItemMask(count: 40))
        var slates: [[ScoredItem]] = [[], []]
        index.rank(&batch, count: 3, into: &slates)
        #expect(slates == [index.top(user, eligible: ItemMask(count: 40), count: 3)])
        index.rank(&batch, count: 0, into: &slates)
        #expect(slates == [[]])
    }
}
