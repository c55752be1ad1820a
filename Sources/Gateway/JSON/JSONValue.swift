package import NIOCore

/// A JSON value to be written: for answers that are not asked for thousands of times a second.
///
/// Members keep their order, so that the same answer is the same bytes.
package indirect enum JSONValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONValue
    }

    /// An object of the members that have a value; nil leaves a member out.
    static func object(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    static func texts(_ list: [String]) -> JSONValue { .array(list.map { .text($0) }) }

    /// The member of that name; nil when this is no object, or has none.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }
}

extension ByteBuffer {
    /// Depth is that of the program's own answers: a handful.
    package mutating func writeJSON(_ value: JSONValue) {
        switch value {
        case .null: writeStaticString("null")
        case .boolean(let flag): writeJSON(flag)
        case .integer(let number): writeJSON(number)
        case .number(let number): writeJSON(number)
        case .text(let text): writeJSON(text)
        case .array(let elements): writeList("[", elements, "]") { $0.writeJSON($1) }
        case .object(let members):
            writeList("{", members, "}") { buffer, member in
                buffer.writeJSON(member.name)
                buffer.writeStaticString(":")
                buffer.writeJSON(member.value)
            }
        }
    }

    private mutating func writeList<Element>(
        _ opening: StaticString, _ elements: [Element], _ closing: StaticString,
        _ write: (inout ByteBuffer, Element) -> Void
    ) {
        writeStaticString(opening)
        for (index, element) in elements.enumerated() {
            if index > 0 { writeStaticString(",") }
            write(&self, element)
        }
        writeStaticString(closing)
    }
}

extension JSONValue {
    /// Reads `text`; nil when it is not JSON.
    package init?(text: String) {
        guard let document = try? JSONDocument(parsing: ByteBuffer(string: text)) else { return nil }
        self.init(document, at: document.root)
    }

    private init(_ document: JSONDocument, at place: JSONDocument.Place) {
        switch document.kind(place) {
        case .null: self = .null
        case .boolean: self = .boolean(document.boolean(place) ?? false)
        case .string: self = .text(document.string(place) ?? "")
        case .number:
            let numeral = document.numeral(place) ?? "0"
            self = Int(numeral).map { .integer($0) } ?? .number(Double(numeral) ?? 0)
        case .array: self = .array(document.elements(place).map { JSONValue(document, at: $0) })
        case .object:
            var members: [Member] = []
            document.forEachMember(place) { name, value in
                members.append(Member(name: document.string(name) ?? "", value: JSONValue(document, at: value)))
            }
            self = .object(members)
        }
    }
}
