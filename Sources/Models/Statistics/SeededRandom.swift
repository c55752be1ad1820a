/// A stream of random numbers that a seed and a stream number determine, the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood 2014). Not for secrets.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Streams of one seed are independent for all practical purposes: give each row or sample its own.
    public init(seed: UInt64, stream: UInt64 = 0) {
        state = StableHash.mix(seed) ^ StableHash.mix(stream &+ 0x9e37_79b9_7f4a_7c15)
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// 0..<`bound`, by the high half of a product: no division, a bias of at most bound / 2⁶⁴.
    @inlinable public mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }
}
