/// What a JSON value may be: one description that reads requests, documents answers and is checked by tests.
package indirect enum Schema: Sendable {
    /// An outside id. In requests a string or a whole number, in answers always a string.
    case identifier
    case text(maximumLength: Int)
    case integer(ClosedRange<Int>)
    /// How many items: 1 to the maximum of the server.
    case count
    case number(ClosedRange<Double>)
    case boolean
    /// A number, a text, or true or false.
    case scalar
    case choice([String])
    case list(Schema, maximumCount: Int)
    case shape(Shape)
    /// Any of some shapes.
    case anyOf([Shape])
    /// An object whose names are data.
    case map(Schema)
    case nullable(Schema)
}

/// A member of a JSON object, a parameter of a query or of a path.
///
/// A class, because requests are read field by field: handing one on is counting one reference, not copying its parts.
package final class Field: Sendable {
    package let name: StaticString
    package let schema: Schema
    /// For people; a whole sentence without its stop.
    package let summary: String
    package let isRequired: Bool

    package init(_ name: StaticString, _ schema: Schema, _ summary: String, isRequired: Bool = false) {
        self.name = name
        self.schema = schema
        self.summary = summary
        self.isRequired = isRequired
    }

    /// The same field as one that must be there.
    package var required: Field { Field(name, schema, summary, isRequired: true) }
}

/// A JSON object by its members.
package struct Shape: Sendable {
    /// As the API document names it.
    package var name: String
    package var fields: [Field]

    package init(_ name: String, _ fields: [Field]) {
        self.name = name
        self.fields = fields
    }
}
