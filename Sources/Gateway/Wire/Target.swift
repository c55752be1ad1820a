/// Where a request goes: the path, and the query as it stands.
package struct Target: Sendable, Equatable {
    /// Without query and fragment, without a slash at its end; `/` for the root. Escapes are not resolved.
    package var path: Substring
    package var query: Substring

    package struct Pair: Sendable, Equatable {
        package var name: String
        package var value: String
    }

    static let maximumPairs = 64

    /// - Parameter text: the request target: `/movies?query=matrix`, or absolute, `http://host/movies`.
    package init(_ text: String) {
        let target = Self.withoutAuthority(text).prefix { $0 != "#" }
        let end = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        var path = target[..<end]
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        self.path = path.isEmpty ? "/" : path
        query = end < target.endIndex ? target[target.utf8.index(after: end)...] : ""
    }

    /// What stands behind `scheme://authority`.
    private static func withoutAuthority(_ text: String) -> Substring {
        guard text.utf8.first != UInt8(ascii: "/"), let scheme = text.firstRange(of: "://") else { return text[...] }
        return text[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
    }

    /// The parameters of the query, escapes resolved, in order.
    /// - Throws: when an escape is none, or there are too many.
    package func pairs() throws(Problem) -> [Pair] {
        guard !query.isEmpty else { return [] }
        let parts = query.split(separator: "&", maxSplits: Self.maximumPairs)
        guard parts.count <= Self.maximumPairs else {
            throw Problem(.badQuery, "a query may have at most \(Self.maximumPairs) parameters")
        }
        return try parts.map { (part) throws(Problem) in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Pair(name: try Self.decode(sides[0]), value: sides.count > 1 ? try Self.decode(sides[1]) : "")
        }
    }

    private static func decode(_ part: Substring) throws(Problem) -> String {
        guard let text = PercentEncoding.decoded(part, plusIsSpace: true) else {
            throw Problem(.badQuery, "the query has a % that is not followed by two hexadecimal digits of UTF-8 text")
        }
        return text
    }
}

/// Text in addresses.
package enum PercentEncoding {
    /// The text with its escapes resolved; nil when an escape is incomplete, or the result is not UTF-8.
    package static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.popFirst().flatMap(JSONText.hexadecimalValue),
                    let low = rest.popFirst().flatMap(JSONText.hexadecimalValue)
                else { return nil }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
