import Models
import Testing

/// Catalogues made to break a bound: every way must still give the exact answer.
@Suite(.serialized) struct `Factor index on difficult data` {
    enum Catalogue: CaseIterable {
        case random, duplicates, nearDuplicates, wideNorms, spikes, tiny, subnormal, huge, zeros, notFinite, rising
    }

    private func factors(_ kind: Catalogue, _ size: Int, _ factorCount: Int, _ numbers: inout KernelNumbers) -> [Float]
    {
        let base = numbers.vector(factorCount)
        return (0..<size).flatMap { item -> [Float] in
            var row = numbers.vector(factorCount)
            switch kind {
            case .random: break
            case .duplicates: return base
            case .nearDuplicates: row = zip(base, row).map { $0 + $1 * 1e-6 }
            case .wideNorms:
                let scale = Float(sign: .plus, exponent: numbers.below(60) - 30, significand: 1)
                row = row.map { $0 * scale }
            case .spikes: row[numbers.below(factorCount)] = 1_000
            case .tiny: row = row.map { $0 * 1e-25 }
            case .subnormal: row = row.map { $0 * 1_000 * .leastNonzeroMagnitude }
            case .huge: row = row.map { $0 * 1e30 }
            case .zeros: row = row.map { $0 * (item % 3 == 0 ? 0 : -0.0) }
            case .notFinite:
                if item % 7 == 0 { row[item % factorCount] = [.nan, .infinity, -.infinity][item % 3] }
            case .rising: row = base.map { $0 * Float(item) }
            }
            return row
        }
    }

    private func users(_ factorCount: Int, _ numbers: inout KernelNumbers) -> [[Float]] {
        var spike = [Float](repeating: 0, count: factorCount)
        spike[factorCount / 2] = 2
        var broken = numbers.vector(factorCount)
        broken[0] = .nan
        var endless = numbers.vector(factorCount)
        endless[0] = .infinity
        return [
            numbers.vector(factorCount), spike, Array(repeating: 0, count: factorCount), broken, endless,
            numbers.vector(factorCount, scale: 1e-25), numbers.vector(factorCount, scale: 1e30),
            numbers.vector(factorCount, scale: 3 * .leastNonzeroMagnitude),
        ]
    }

    private func biases(_ size: Int, _ numbers: inout KernelNumbers) -> [ItemBias?] {
        let odd: [Float] = [.nan, .infinity, -.infinity, -.greatestFiniteMagnitude, 1e9, -0.0, 1]
        return [
            nil,
            ItemBias(FrozenArray(numbers.vector(size, scale: 1e6)), weight: 1),
            ItemBias(FrozenArray((0..<size).map { odd[$0 % odd.count] }), weight: 0.5),
        ]
    }

    @Test(arguments: Catalogue.allCases)
    func `every way gives the exact answer`(kind: Catalogue) {
        var numbers = KernelNumbers(seed: 11)
        for (size, factorCount) in [(300, 20), (150, 64)] {
            let factors = factors(kind, size, factorCount, &numbers)
            let mask = numbers.mask(size, share: 0.8)
            let indexes = SearchWay.all.map { ($0, $0.index(factors, itemCount: size, factorCount: factorCount)) }
            let biases = biases(size, &numbers)
            for (number, user) in users(factorCount, &numbers).enumerated() {
                for (biasNumber, bias) in biases.enumerated() {
                    let scores = indexes[0].1.scoreAllReference(user: user, bias: bias)
                    for count in [1, 10, 60] {
                        let expected = InstructionSet.rankReference(scores: scores, eligible: mask, count: count)
                        for (way, index) in indexes {
                            let found = index.top(user, bias: bias, eligible: mask, count: count)
                            #expect(
                                found.exactly == expected.exactly,
                                "\(way), \(size) items, user \(number), bias \(biasNumber), count \(count)")
                        }
                    }
                }
            }
        }
    }

    @Test func `random catalogues of random shapes`() {
        var numbers = KernelNumbers(seed: 12)
        for round in 0..<60 {
            let (size, factorCount) = (1 + numbers.below(400), 1 + numbers.below(90))
            let kind = Catalogue.allCases[numbers.below(Catalogue.allCases.count)]
            let factors = factors(kind, size, factorCount, &numbers)
            let (user, mask) = (numbers.vector(factorCount), numbers.mask(size, share: 0.6))
            let count = 1 + numbers.below(50)
            let plain = FactorIndex(
                factors: FrozenArray(factors), itemCount: size, factorCount: factorCount, instructionSet: .baseline)
            let expected = plain.rankReference(user: user, eligible: mask, count: count).exactly
            for way in SearchWay.all {
                let index = way.index(factors, itemCount: size, factorCount: factorCount)
                let found = index.top(user, eligible: mask, count: count).exactly
                #expect(found == expected, "round \(round): \(way), \(kind), \(size) × \(factorCount)")
            }
        }
    }
}
