package import NIOCore

extension JSONDocument {
    /// How much of a text is read before it is refused.
    package struct Limits: Sendable {
        /// Lists and objects within each other. Far below what the stack bears.
        package var depth = 32
        /// Values and names together.
        package var nodes = 100_000

        package init(depth: Int = 32, nodes: Int = 100_000) {
            self.depth = depth
            self.nodes = nodes
        }
    }

    /// Parses the readable bytes of `bytes`.
    ///
    /// - Throws: `JSONSyntaxError` for anything that RFC 8259 does not allow, and for what is beyond `limits`.
    /// - Complexity: O(bytes).
    package init(parsing bytes: ByteBuffer, limits: Limits = Limits()) throws(JSONSyntaxError) {
        var nodes: [Node] = []
        // A name and a value take at least six bytes; this is one allocation for all but unusual bodies.
        nodes.reserveCapacity(min(bytes.readableBytes / 6 + 2, limits.nodes))
        var reader = JSONReader(limits: limits, nodes: nodes)
        let text = bytes.readableBytesUInt8Span
        guard text.count < Int32.max else { throw reader.error("is too long", text) }
        try reader.readDocument(text)
        self.bytes = bytes
        self.nodes = reader.nodes
    }
}

/// The position in the text and what was found so far. Depth is bounded, so recursion is.
private struct JSONReader {
    let limits: JSONDocument.Limits
    var nodes: [JSONDocument.Node]
    var position = 0
    var depth = 0

    mutating func readDocument(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        skipBlanks(text)
        guard position < text.count else { throw error("is empty where a value should be", text) }
        try readValue(text)
        skipBlanks(text)
        guard position == text.count else { throw error("goes on after the value ended", text) }
    }

    private mutating func readValue(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        guard position < text.count else { throw error("ends where a value should be", text) }
        guard nodes.count < limits.nodes else { throw tooMany(text) }
        switch text[position] {
        case UInt8(ascii: "{"): try readContainer(.object, until: UInt8(ascii: "}"), text)
        case UInt8(ascii: "["): try readContainer(.array, until: UInt8(ascii: "]"), text)
        case UInt8(ascii: "\""): try readString(text)
        case UInt8(ascii: "t"): try readWord("true", .boolean, text)
        case UInt8(ascii: "f"): try readWord("false", .boolean, text)
        case UInt8(ascii: "n"): try readWord("null", .null, text)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try readNumber(text)
        default: throw error("has \(found(text)) where a value should be", text)
        }
    }

    private mutating func readContainer(
        _ kind: JSONDocument.Kind, until end: UInt8, _ text: borrowing Span<UInt8>
    ) throws(JSONSyntaxError) {
        guard depth < limits.depth else {
            var tooDeep = error("is nested deeper than \(limits.depth) levels", text)
            tooDeep.isTooDeep = true
            throw tooDeep
        }
        depth += 1
        let index = nodes.count
        nodes.append(.init(kind: kind, start: Int32(position), end: 0, next: 0))
        position += 1
        skipBlanks(text)
        var isFirst = true
        while position < text.count, text[position] != end {
            if !isFirst { try readSeparator(UInt8(ascii: ","), text) }
            isFirst = false
            if kind == .object { try readName(text) }
            try readValue(text)
            skipBlanks(text)
        }
        guard position < text.count else { throw error("ends before \(kind.name) is closed", text) }
        position += 1
        depth -= 1
        nodes[index].end = Int32(position)
        nodes[index].next = Int32(nodes.count)
    }

    private mutating func readName(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
            throw error("has \(found(text)) where a name in quotes should be", text)
        }
        guard nodes.count < limits.nodes else { throw tooMany(text) }
        try readString(text)
        skipBlanks(text)
        try readSeparator(UInt8(ascii: ":"), text)
    }

    private mutating func readSeparator(
        _ separator: UInt8, _ text: borrowing Span<UInt8>
    ) throws(JSONSyntaxError) {
        guard position < text.count, text[position] == separator else {
            throw error("has \(found(text)) where '\(Character(Unicode.Scalar(separator)))' should be", text)
        }
        position += 1
        skipBlanks(text)
    }

    private mutating func readWord(
        _ word: StaticString, _ kind: JSONDocument.Kind, _ text: borrowing Span<UInt8>
    ) throws(JSONSyntaxError) {
        let start = position
        let count = word.utf8CodeUnitCount
        var matches = start + count <= text.count
        for index in 0..<count where matches && word.utf8Start[index] != text[start + index] { matches = false }
        guard matches else { throw error("has a word that is not true, false or null", text) }
        position += count
        append(kind, from: start)
    }

    private mutating func readNumber(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        let start = position
        if text[position] == UInt8(ascii: "-") { position += 1 }
        let whole = readDigits(text)
        guard whole > 0 else { throw error("has a number without digits", text) }
        let first = text[position - whole]
        guard whole == 1 || first != UInt8(ascii: "0") else { throw error("has a number with a leading zero", text) }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            position += 1
            guard readDigits(text) > 0 else { throw error("has a number that ends in a point", text) }
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard readDigits(text) > 0 else { throw error("has a number without an exponent", text) }
        }
        append(.number, from: start)
    }

    /// How many digits it passed.
    private mutating func readDigits(_ text: borrowing Span<UInt8>) -> Int {
        let start = position
        while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
        return position - start
    }

    private mutating func readString(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        position += 1
        let start = position
        var hasEscapes = false, isASCII = true
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            let byte = text[position]
            guard byte >= 0x20 else { throw error("has a control character in a string", text) }
            if byte >= 0x80 { isASCII = false }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try readEscape(text)
            } else {
                position += 1
            }
        }
        guard position < text.count else { throw error("ends within a string", text) }
        if !isASCII, (try? UTF8Span(validating: text.extracting(start..<position))) == nil {
            throw error("has a string that is not UTF-8", text)
        }
        append(.string, from: start)
        nodes[nodes.count - 1].hasEscapes = hasEscapes
        position += 1
    }

    private mutating func readEscape(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        guard position + 1 < text.count else { throw error("ends within a string", text) }
        switch text[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            try readUnicodeEscape(text)
        default:
            throw error("has an escape that JSON does not know", text)
        }
    }

    private mutating func readUnicodeEscape(_ text: borrowing Span<UInt8>) throws(JSONSyntaxError) {
        guard let unit = JSONText.unit(text, at: position + 2) else {
            throw error("has a \\u without four hexadecimal digits", text)
        }
        guard !JSONText.isLowSurrogate(unit) else { throw error("has half a surrogate pair", text) }
        position += 6
        guard JSONText.isHighSurrogate(unit) else { return }
        guard position + 1 < text.count, text[position] == UInt8(ascii: "\\"), text[position + 1] == UInt8(ascii: "u"),
            let low = JSONText.unit(text, at: position + 2), JSONText.isLowSurrogate(low)
        else { throw error("has half a surrogate pair", text) }
        position += 6
    }

    private mutating func skipBlanks(_ text: borrowing Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// A scalar that spans from `start` to here.
    private mutating func append(_ kind: JSONDocument.Kind, from start: Int) {
        nodes.append(
            .init(kind: kind, start: Int32(start), end: Int32(position), next: Int32(nodes.count + 1)))
    }

    /// What stands here, for people.
    private func found(_ text: borrowing Span<UInt8>) -> String {
        guard position < text.count else { return "its end" }
        let byte = text[position]
        return (0x21..<0x7F).contains(byte) ? "'\(Character(Unicode.Scalar(byte)))'" : "something unprintable"
    }

    private func tooMany(_ text: borrowing Span<UInt8>) -> JSONSyntaxError {
        var tooMany = error("holds more than \(limits.nodes) names and values", text)
        tooMany.hasTooMany = true
        return tooMany
    }

    func error(_ reason: String, _ text: borrowing Span<UInt8>) -> JSONSyntaxError {
        var line = 1, column = 1
        for index in 0..<min(position, text.count) {
            if text[index] == 0x0A { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return JSONSyntaxError(reason: reason, offset: position, line: line, column: column)
    }
}
