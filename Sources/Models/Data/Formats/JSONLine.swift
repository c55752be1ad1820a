/// One flat JSON object of a JSON-lines file, taken apart without building a tree.
///
/// Values stay raw bytes: numbers, `true`, `null`, the inside of a string, or a whole nested array or object.
struct JSONLine {
    struct Member {
        var key: String
        var value: UnsafeBufferPointer<UInt8>
        var isString: Bool

        /// The value as text, escapes undone; nil for `null`.
        var text: String? {
            if isString { return JSONLine.unescaped(value) }
            let raw = TextDecoding.string(value)
            return raw == "null" ? nil : raw
        }
    }

    /// The members in order, or nil when `line` is not an object.
    static func members(of line: UnsafeBufferPointer<UInt8>) -> [Member]? {
        var cursor = JSONCursor(bytes: line)
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        var members: [Member] = []
        if cursor.take(UInt8(ascii: "}")) { return cursor.isAtEnd ? members : nil }
        repeat {
            guard let key = cursor.string(), cursor.take(UInt8(ascii: ":")), let (value, isString) = cursor.value()
            else { return nil }
            members.append(Member(key: unescaped(key), value: value, isString: isString))
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.take(UInt8(ascii: "}")), cursor.isAtEnd else { return nil }
        return members
    }

    /// The strings of a JSON array (`["a","b"]`); an element that is an object gives its `name`. Nil when it is no
    /// array.
    static func strings(of text: Substring) -> [String]? {
        var text = String(text)
        return text.withUTF8 { bytes in
            var cursor = JSONCursor(bytes: bytes)
            guard cursor.take(UInt8(ascii: "[")) else { return nil }
            var found: [String] = []
            if cursor.take(UInt8(ascii: "]")) { return found }
            repeat {
                guard let (value, isString) = cursor.value() else { return nil }
                if isString {
                    found.append(unescaped(value))
                } else if let name = members(of: value)?.first(where: { $0.key == "name" })?.text {
                    found.append(name)
                }
            } while cursor.take(UInt8(ascii: ","))
            return cursor.take(UInt8(ascii: "]")) ? found : nil
        }
    }

    /// The text inside a JSON string's quotes. An escape that means nothing stays as it is.
    static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "\\")) else { return TextDecoding.string(bytes) }
        var units: [UInt16] = []
        var characters = TextDecoding.string(bytes).utf16.makeIterator()
        while let unit = characters.next() {
            guard unit == 0x5c, let escape = characters.next() else {
                units.append(unit)
                continue
            }
            switch escape {
            case 0x6e: units.append(0x0a)
            case 0x74: units.append(0x09)
            case 0x72: units.append(0x0d)
            case 0x62: units.append(0x08)
            case 0x66: units.append(0x0c)
            case 0x75:
                let digits = (0..<4).compactMap { _ in characters.next() }
                units.append(UInt16(String(decoding: digits, as: UTF16.self), radix: 16) ?? 0xfffd)
            default: units.append(escape)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}

/// Walks JSON text. Nested values are skipped by counting brackets: no recursion, so no depth can hurt.
private struct JSONCursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func skipBlanks() {
        while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    }

    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return index == bytes.count
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// The inside of a string.
    mutating func string() -> UnsafeBufferPointer<UInt8>? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = index
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if bytes[index] == UInt8(ascii: "\"") {
                index += 1
                return UnsafeBufferPointer(rebasing: bytes[start..<index - 1])
            }
            index += 1
        }
        return nil
    }

    mutating func value() -> (UnsafeBufferPointer<UInt8>, isString: Bool)? {
        skipBlanks()
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "\"") { return string().map { ($0, true) } }
        let start = index
        if bytes[index] == UInt8(ascii: "[") || bytes[index] == UInt8(ascii: "{") {
            guard skipNested() else { return nil }
        } else {
            while index < bytes.count, !",]} \t\r\n".utf8.contains(bytes[index]) { index += 1 }
        }
        guard index > start else { return nil }
        return (UnsafeBufferPointer(rebasing: bytes[start..<index]), false)
    }

    private mutating func skipNested() -> Bool {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
            index += 1
            if depth == 0 { return true }
        }
        return false
    }
}
