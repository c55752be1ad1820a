import Models

/// A small seeded generator: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
///
/// Everything here uses only operations that IEEE 754 rounds exactly (no library `exp`, `log` or `cos`), so a seed gives
/// the same numbers on every machine.
struct DemoRandom {
    private var state: UInt64

    /// Streams of one seed are independent: one for each film or viewer, so that adding one moves no other.
    init(seed: UInt64, stream: UInt64) {
        state = StableHash.mix(seed ^ StableHash.mix(stream &+ 0x9e37_79b9_7f4a_7c15))
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// In 0..<1, with 53 random bits.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// - Precondition: the range is not empty.
    mutating func integer(in range: Range<Int>) -> Int {
        precondition(!range.isEmpty, "no integer in an empty range")
        return range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// Nearly standard normal: the sum of twelve uniforms less six (mean 0, variance 1, within ±6).
    mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += uniform() }
        return sum
    }

    mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }

    /// e^x as (1 + x/1024)^1024, with x held within ±30: close enough for weights, and the same everywhere.
    static func exponential(_ x: Double) -> Double {
        var power = 1 + min(max(x, -30), 30) / 1024
        for _ in 0..<10 { power *= power }
        return power
    }
}
