import NIOCore

/// A parsed JSON text: the bytes as they came and a flat list of what stands where in them.
///
/// One list of small nodes instead of a tree of values: parsing a request body allocates once, and nothing is decoded
/// that nobody asks for. The parser is strict (RFC 8259): what it accepts, every other parser reads alike.
package struct JSONDocument: Sendable {
    package enum Kind: UInt8, Sendable {
        case object, array, string, number, boolean, null

        /// As an error message names it.
        var name: String {
            switch self {
            case .object: "an object"
            case .array: "a list"
            case .string: "a string"
            case .number: "a number"
            case .boolean: "true or false"
            case .null: "null"
            }
        }
    }

    /// One value, or the name of a member (a string that stands before its value).
    struct Node: Sendable {
        var kind: Kind
        /// For strings: whether a backslash stands in it.
        var hasEscapes = false
        /// The bytes of a scalar: start..<end; strings without their quotes.
        var start: Int32
        var end: Int32
        /// The node after this one and everything in it.
        var next: Int32
    }

    let bytes: ByteBuffer
    let nodes: [Node]

    /// A value of this document by its place. Node 0 is the whole.
    package struct Place: Sendable, Equatable {
        let index: Int
    }

    package var root: Place { Place(index: 0) }

    package func kind(_ place: Place) -> Kind { nodes[place.index].kind }

    /// The values of an array, in order; empty for anything else.
    package func elements(_ place: Place) -> [Place] {
        guard kind(place) == .array else { return [] }
        var found: [Place] = []
        var index = place.index + 1
        while index < Int(nodes[place.index].next) {
            found.append(Place(index: index))
            index = Int(nodes[index].next)
        }
        return found
    }

    /// Calls `body` with each member of an object: the place of its name, the place of its value.
    package func forEachMember<Failure: Error>(
        _ place: Place, _ body: (Place, Place) throws(Failure) -> Void
    ) throws(Failure) {
        guard kind(place) == .object else { return }
        var index = place.index + 1
        while index < Int(nodes[place.index].next) {
            try body(Place(index: index), Place(index: index + 1))
            index = Int(nodes[index + 1].next)
        }
    }

    /// Whether the string at `place` is `name`. Allocates nothing unless the string has escapes.
    package func equals(_ place: Place, _ name: StaticString) -> Bool {
        let node = nodes[place.index]
        if node.hasEscapes { return string(place) == name.description }
        let count = Int(node.end - node.start)
        guard count == name.utf8CodeUnitCount else { return false }
        let text = bytes.readableBytesUInt8Span
        for offset in 0..<count where text[Int(node.start) + offset] != name.utf8Start[offset] { return false }
        return true
    }

    /// The text of a string, escapes resolved; nil for anything else.
    package func string(_ place: Place) -> String? {
        let node = nodes[place.index]
        guard node.kind == .string else { return nil }
        let text = bytes.readableBytesUInt8Span.extracting(Int(node.start)..<Int(node.end))
        return node.hasEscapes ? JSONText.unescaped(text) : JSONText.string(text)
    }

    /// The digits and signs of a number as they were written; nil for anything else.
    package func numeral(_ place: Place) -> String? {
        let node = nodes[place.index]
        guard node.kind == .number else { return nil }
        return JSONText.string(bytes.readableBytesUInt8Span.extracting(Int(node.start)..<Int(node.end)))
    }

    /// The boolean at `place`; nil for anything else.
    package func boolean(_ place: Place) -> Bool? {
        let node = nodes[place.index]
        guard node.kind == .boolean else { return nil }
        return bytes.readableBytesUInt8Span[Int(node.start)] == UInt8(ascii: "t")
    }
}

/// Why a text is not JSON, and where.
package struct JSONSyntaxError: Error, Equatable {
    /// Whether it may be JSON, and only goes deeper than is read.
    package var isTooDeep = false
    /// Whether the text may be JSON, of more names and values than are read.
    package var hasTooMany = false
    /// What is wrong there, as the end of a sentence.
    package var reason: String
    /// Bytes from the start of the text.
    package var offset: Int
    /// Both from 1; the column counts bytes.
    package var line: Int
    package var column: Int
}
