/// CRC-32 (the polynomial of zip and PNG), which tells every row that a flipped bit or a torn page has changed:
/// SQLite itself notices few of those.
struct Checksum {
    private var state: UInt32 = 0xffff_ffff

    var value: Int64 { Int64(state ^ 0xffff_ffff) }

    mutating func add(_ number: Int64) {
        var rest = UInt64(bitPattern: number)
        for _ in 0..<8 {
            add(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    mutating func add(_ number: Double) { add(Int64(bitPattern: number.bitPattern)) }

    mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { add(byte) }
    }

    private mutating func add(_ byte: UInt8) {
        state = Self.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ (state >> 8)
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func of(_ text: String) -> Int64 {
        var checksum = Checksum()
        checksum.add(text)
        return checksum.value
    }

    static func ofEvent(user: Int64, item: Int64, kind: UInt8, value: Double, timestamp: Int64) -> Checksum {
        var checksum = Checksum()
        checksum.add(user)
        checksum.add(item)
        checksum.add(Int64(kind))
        checksum.add(value)
        checksum.add(timestamp)
        return checksum
    }
}
