import Models
import Testing

/// Repeatable numbers for kernel tests (SplitMix64).
struct KernelNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0..<bound.
    mutating func below(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }

    /// -1..<1.
    mutating func value() -> Float { Float(Int64(bitPattern: bits()) >> 40) / Float(1 << 23) }

    mutating func vector(_ count: Int, scale: Float = 1) -> [Float] { (0..<count).map { _ in value() * scale } }

    /// About `share` of the items are in.
    mutating func mask(_ count: Int, share: Double) -> ItemMask {
        var mask = ItemMask(count: count)
        for item in 0..<count where Double(below(1_000_000)) >= share * 1_000_000 { mask.exclude(ItemNumber(item)) }
        return mask
    }
}

/// Every way the machine has to search a catalogue, each to be compared with the plain twin.
struct SearchWay: CustomTestStringConvertible {
    let instructionSet: InstructionSet
    let coded: Bool

    var testDescription: String { "\(instructionSet.rawValue), \(coded ? "codes" : "rows")" }

    static let all = InstructionSet.available.flatMap {
        [SearchWay(instructionSet: $0, coded: false), SearchWay(instructionSet: $0, coded: true)]
    }

    func index(_ factors: [Float], itemCount: Int, factorCount: Int) -> FactorIndex {
        FactorIndex(
            factors: FrozenArray(factors), itemCount: itemCount, factorCount: factorCount,
            instructionSet: instructionSet, coded: coded)
    }
}

extension FactorIndex {
    /// The answer in a new array.
    func top(_ user: [Float], bias: ItemBias? = nil, eligible: ItemMask, count: Int) -> [ScoredItem] {
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        rank(user: user.span, bias: bias, eligible: eligible, count: count, scratch: &scratch, into: &slate)
        return slate
    }
}

extension [ScoredItem] {
    /// Items and the very bits of their scores; -0 is 0.
    var exactly: [[UInt32]] { map { [UInt32(bitPattern: $0.item.rawValue), ($0.score + 0).bitPattern] } }
}
