import Models
import Testing

/// The plain twin and the kernels share one definition of a score, so answers are compared bit for bit.
@Suite(.serialized) struct `Factor index` {
    static let sizes = [0, 1, 15, 16, 17, 63, 64, 65, 1_000]
    static let factorCounts = [1, 3, 16, 50, 64, 65, 128]

    @Test(arguments: factorCounts)
    func `every way finds what sorting finds at awkward sizes`(factorCount: Int) {
        var numbers = KernelNumbers(seed: UInt64(factorCount))
        for size in Self.sizes {
            let factors = numbers.vector(size * factorCount)
            let user = numbers.vector(factorCount)
            let bias = ItemBias(FrozenArray(numbers.vector(size)), weight: 0.7)
            let masks = [ItemMask(count: size), numbers.mask(size, share: 0.3), ItemMask(count: size, allowed: false)]
            let plain = SearchWay(instructionSet: .baseline, coded: false)
                .index(factors, itemCount: size, factorCount: factorCount)
            for prior in [nil, bias] {
                let scores = plain.scoreAllReference(user: user, bias: prior)
                for mask in masks {
                    let expected = InstructionSet.rankReference(scores: scores, eligible: mask, count: size).exactly
                    for way in SearchWay.all {
                        let index = way.index(factors, itemCount: size, factorCount: factorCount)
                        for count in [0, 1, 10, size + 3] {
                            let found = index.top(user, bias: prior, eligible: mask, count: count).exactly
                            #expect(found == Array(expected.prefix(count)), "\(way), \(size) items, count \(count)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: InstructionSet.available)
    func `scoring all gives the bits of the definition`(set: InstructionSet) {
        var numbers = KernelNumbers(seed: 5)
        for factorCount in Self.factorCounts {
            for size in [0, 1, 15, 16, 17, 130] {
                let factors = numbers.vector(size * factorCount)
                let user = numbers.vector(factorCount)
                let bias = ItemBias(FrozenArray(numbers.vector(size)), weight: -1.3)
                let index = SearchWay(instructionSet: set, coded: false)
                    .index(factors, itemCount: size, factorCount: factorCount)
                for prior in [nil, bias] {
                    var scores = [Float](repeating: .nan, count: size)
                    scores.withUnsafeMutableBufferPointer { index.scoreAll(user: user.span, bias: prior, into: $0) }
                    #expect(scores == index.scoreAllReference(user: user, bias: prior))
                    for item in 0..<min(size, 3) {
                        #expect(index.score(user: user.span, item: ItemNumber(item), bias: prior) == scores[item])
                    }
                }
            }
        }
    }

    @Test func `a large catalogue, sampled`() {
        var numbers = KernelNumbers(seed: 6)
        let (size, factorCount) = (27_278, 64)
        let factors = numbers.vector(size * factorCount)
        let mask = numbers.mask(size, share: 0.9)
        let indexes = SearchWay.all.map { ($0, $0.index(factors, itemCount: size, factorCount: factorCount)) }
        for count in [10, 1_000] {
            let user = numbers.vector(factorCount)
            let expected = indexes[0].1.rankReference(user: user, eligible: mask, count: count).exactly
            for (way, index) in indexes {
                #expect(index.top(user, eligible: mask, count: count).exactly == expected, "\(way), count \(count)")
            }
        }
    }

    @Test func `an answer by hand`() {
        // Users and items on two axes: scores 3, 8, -1, 8.
        let factors: [Float] = [1, 1, 4, 2, 1, -1, 0, 4]
        for way in SearchWay.all {
            let index = way.index(factors, itemCount: 4, factorCount: 2)
            let found = index.top([1, 2], eligible: ItemMask(count: 4), count: 3)
            let expected: [(Int, Float)] = [(1, 8), (3, 8), (0, 3)]
            #expect(found == expected.map { ScoredItem(item: ItemNumber($0.0), score: $0.1) }, "\(way)")
        }
    }

    @Test func `more factors than codes allow are scored row by row`() {
        var numbers = KernelNumbers(seed: 7)
        let (factors, user) = (numbers.vector(70 * 1_030), numbers.vector(1_030))
        for way in SearchWay.all {
            let index = way.index(factors, itemCount: 70, factorCount: 1_030)
            let found = index.top(user, eligible: ItemMask(count: 70), count: 5)
            let expected = index.rankReference(user: user, eligible: ItemMask(count: 70), count: 5)
            #expect(found.exactly == expected.exactly, "\(way)")
        }
    }
}
