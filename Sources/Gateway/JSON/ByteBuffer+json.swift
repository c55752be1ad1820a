package import NIOCore

/// JSON written straight into the buffer that goes to the socket.
extension ByteBuffer {
    /// Text that is JSON already.
    mutating func writeJSON(raw text: StaticString) {
        writeStaticString(text)
    }

    /// A string in quotes, with what JSON wants escaped; `<` too, so that an answer put into a page stays harmless.
    package mutating func writeJSON(_ text: String) {
        writeInteger(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in 0..<bytes.count where bytes[index] < 0x20 || Self.isSpecial(bytes[index]) {
                writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<index]))
                writeEscape(bytes[index])
                start = index + 1
            }
            writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<bytes.count]))
        }
        writeInteger(UInt8(ascii: "\""))
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<")
    }

    private mutating func writeEscape(_ byte: UInt8) {
        writeInteger(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): writeInteger(byte)
        case 0x0A: writeInteger(UInt8(ascii: "n"))
        case 0x0D: writeInteger(UInt8(ascii: "r"))
        case 0x09: writeInteger(UInt8(ascii: "t"))
        default:
            writeStaticString("u00")
            writeInteger(Self.hexadecimalDigit(byte >> 4))
            writeInteger(Self.hexadecimalDigit(byte & 15))
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// A whole number.
    package mutating func writeJSON(_ value: Int) {
        if value >= 0, value < 10 {
            writeInteger(UInt8(ascii: "0") + UInt8(value))
        } else {
            writeString(String(value))
        }
    }

    /// The shortest digits that read back as the same number; null for what JSON cannot say.
    package mutating func writeJSON(_ value: Float) {
        if value.isFinite { writeString(value.description) } else { writeStaticString("null") }
    }

    /// The shortest digits that read back as the same number; null for what JSON cannot say.
    package mutating func writeJSON(_ value: Double) {
        if value.isFinite { writeString(value.description) } else { writeStaticString("null") }
    }

    package mutating func writeJSON(_ value: Bool) {
        writeStaticString(value ? "true" : "false")
    }

    /// Milliseconds with three decimals: what a latency is known to.
    mutating func writeJSON(milliseconds duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = min(max(seconds, 0), 1_000_000_000) * 1_000_000 + max(attoseconds, 0) / 1_000_000_000_000
        writeString(String(microseconds / 1_000))
        let rest = UInt8(microseconds % 1_000 / 100)
        writeInteger(UInt8(ascii: "."))
        writeInteger(UInt8(ascii: "0") + rest)
        writeInteger(UInt8(ascii: "0") + UInt8(microseconds % 100 / 10))
        writeInteger(UInt8(ascii: "0") + UInt8(microseconds % 10))
    }

    /// A list of strings.
    mutating func writeJSON(_ list: [String]) {
        writeInteger(UInt8(ascii: "["))
        for (index, text) in list.enumerated() {
            if index > 0 { writeInteger(UInt8(ascii: ",")) }
            writeJSON(text)
        }
        writeInteger(UInt8(ascii: "]"))
    }
}
