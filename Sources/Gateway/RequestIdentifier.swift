import Synchronization

/// Names for requests and events.
enum RequestIdentifier {
    /// The client's name for the request, when it is one that can stand in a log: 1 to 128 of `A–Z a–z 0–9 . _ -`.
    static func accepted(_ given: String?) -> String? {
        guard let given, (1...128).contains(given.utf8.count), given.utf8.allSatisfy(isAllowed) else { return nil }
        return given
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// A new name, 32 hexadecimal digits: the process by chance, the request by count, so that none comes twice.
    static func make() -> String {
        let count = last.wrappingAdd(1, ordering: .relaxed).newValue
        return String(unsafeUninitializedCapacity: 32) { digits in
            write(process, into: digits, at: 0)
            write(scrambled(count), into: digits, at: 16)
            return 32
        }
    }

    private static let process = UInt64.random(in: .min ... .max)
    private static let last = Atomic<UInt64>(UInt64.random(in: .min ... .max))

    /// A bijection that spreads neighbours apart (the finaliser of SplitMix64).
    private static func scrambled(_ count: UInt64) -> UInt64 {
        var value = count
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    private static func write(_ value: UInt64, into digits: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        for place in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(60 - place * 4)) & 15
            digits[start + place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
    }
}
