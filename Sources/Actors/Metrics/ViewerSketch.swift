import Foundation

/// Estimates how many different viewers were met, in 4 kB: HyperLogLog with 4,096 registers and 64-bit hashes, standard
/// error 1.6 %; exact in practice up to a few hundred, where empty registers are counted instead.
///
/// Flajolet, Fusy, Gandouet and Meunier, "HyperLogLog", AofA 2007; without the large-range correction, which 64-bit
/// hashes do not need.
struct ViewerSketch: Sendable, Equatable {
    private static let indexBits = 12
    private static let registerCount = 1 << indexBits
    /// [4096] the longest run of leading zeros seen in each register's hashes, plus one.
    private var registers: [UInt8] = []

    /// - Parameter hash: spread over all 64 bits.
    mutating func insert(_ hash: UInt64) {
        if registers.isEmpty { registers = Array(repeating: 0, count: Self.registerCount) }
        let index = Int(hash >> UInt64(64 - Self.indexBits))
        let rest = hash << UInt64(Self.indexBits) | 1 << UInt64(Self.indexBits - 1)  // ends every run in time
        let rank = UInt8(rest.leadingZeroBitCount + 1)
        if rank > registers[index] { registers[index] = rank }
    }

    /// Becomes the sketch of both sets together.
    mutating func formUnion(_ other: ViewerSketch) {
        guard !other.registers.isEmpty else { return }
        guard !registers.isEmpty else { return registers = other.registers }
        for index in registers.indices { registers[index] = max(registers[index], other.registers[index]) }
    }

    mutating func reset() {
        for index in registers.indices { registers[index] = 0 }
    }

    var estimate: Int {
        guard !registers.isEmpty else { return 0 }
        let count = Double(Self.registerCount)
        let alpha = 0.7213 / (1 + 1.079 / count)
        var sum = 0.0
        var empty = 0
        for register in registers {
            sum += exp2(-Double(register))
            if register == 0 { empty += 1 }
        }
        let raw = alpha * count * count / sum
        if raw <= 2.5 * count, empty > 0 { return Int((count * log(count / Double(empty))).rounded()) }
        return Int(raw.rounded())
    }
}
