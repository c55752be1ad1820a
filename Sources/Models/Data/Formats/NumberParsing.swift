/// Numbers from bytes, without making a string of them.
enum NumberParsing {
    /// A decimal integer that fills `bytes`, or nil. Never overflows.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        var index = 0
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
        guard index < bytes.count, bytes.count - index <= 18 else { return nil }
        var value: Int64 = 0
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int64(digit)
            index += 1
        }
        return isNegative ? -value : value
    }

    /// A decimal number such as `3`, `3.5`, `4.0` or `1.2e3` that fills `bytes`, or nil; always finite.
    static func decimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        if let simple = simpleDecimal(bytes) { return simple }
        guard let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: ".") || isDigit(first),
            bytes.count <= 40, let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
        else { return nil }
        return value
    }

    /// Up to 15 digits with at most one point: exact in binary up to one division by a power of ten.
    private static func simpleDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard !bytes.isEmpty, bytes.count <= 15 else { return nil }
        var digits: Int64 = 0
        var scale = 1.0
        var hasPoint = false
        for byte in bytes {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                continue
            }
            guard isDigit(byte) else { return nil }
            digits = digits * 10 + Int64(byte &- UInt8(ascii: "0"))
            if hasPoint { scale *= 10 }
        }
        guard bytes.count > (hasPoint ? 1 : 0) else { return nil }
        return Double(digits) / scale
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
