/// From the bytes of a JSON string that the parser has checked to text.
enum JSONText {
    /// - Precondition: `bytes` are valid UTF-8; the parser made sure.
    static func string(_ bytes: borrowing Span<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { target in
            for index in 0..<bytes.count { target[index] = bytes[index] }
            return bytes.count
        }
    }

    /// The text with its escapes resolved.
    /// - Precondition: the escapes are well formed and surrogates come in pairs; the parser made sure.
    static func unescaped(_ bytes: borrowing Span<UInt8>) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index + 1] == UInt8(ascii: "u") {
                let scalar = scalar(bytes, at: &index)
                result.append(contentsOf: String(Character(scalar)).utf8)
            } else {
                result.append(character(bytes[index + 1]))
                index += 2
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The scalar of the `\uXXXX` at `index`, or of a pair of them; `index` moves behind it.
    private static func scalar(_ bytes: borrowing Span<UInt8>, at index: inout Int) -> Unicode.Scalar {
        let unit = UInt32(unit(bytes, at: index + 2) ?? 0xFFFD)
        index += 6
        guard isHighSurrogate(UInt16(unit)), index + 6 <= bytes.count,
            let low = self.unit(bytes, at: index + 2), isLowSurrogate(low)
        else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        index += 6
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (UInt32(low) - 0xDC00)) ?? "\u{FFFD}"
    }

    /// Four hexadecimal digits as a number; nil when they are not.
    static func unit(_ bytes: borrowing Span<UInt8>, at start: Int) -> UInt16? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt16 = 0
        for index in start..<start + 4 {
            guard let digit = hexadecimalValue(bytes[index]) else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }

    static func isHighSurrogate(_ unit: UInt16) -> Bool { unit & 0xFC00 == 0xD800 }
    static func isLowSurrogate(_ unit: UInt16) -> Bool { unit & 0xFC00 == 0xDC00 }

    /// What a one-letter escape stands for; the letter itself for `"`, `\` and `/`.
    private static func character(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }

    /// 0…15; nil for what is no hexadecimal digit.
    static func hexadecimalValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
