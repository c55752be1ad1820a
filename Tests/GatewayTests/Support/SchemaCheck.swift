@testable import Gateway

/// Whether a JSON value is what a schema of an answer documents: every member documented, every required one there.
enum SchemaCheck {
    /// What does not fit; empty when all does.
    static func complaints(_ value: JSONValue, _ schema: Schema, at path: String = "$") -> [String] {
        switch (schema, value) {
        case (.nullable, .null): return []
        case (.nullable(let inner), _): return complaints(value, inner, at: path)
        case (.identifier, .text), (.text, .text), (.boolean, .boolean): return []
        case (.integer(let range), .integer(let number)):
            return range.contains(number) ? [] : ["\(path) is out of range"]
        case (.number, .integer), (.number, .number): return []
        case (.choice(let choices), .text(let text)):
            return choices.contains(text) ? [] : ["\(path) is no choice: \(text)"]
        case (.list(let element, _), .array(let values)):
            return values.enumerated().flatMap { complaints($1, element, at: "\(path)[\($0)]") }
        case (.map(let element), .object(let members)):
            return members.flatMap { complaints($0.value, element, at: "\(path).\($0.name)") }
        case (.shape(let shape), .object(let members)): return complaints(members, shape, at: path)
        default: return ["\(path) has the wrong type"]
        }
    }

    private static func complaints(_ members: [JSONValue.Member], _ shape: Shape, at path: String) -> [String] {
        let known = Dictionary(uniqueKeysWithValues: shape.fields.map { ($0.name.description, $0) })
        let missing = shape.fields.filter { field in
            field.isRequired && !members.contains { $0.name == field.name.description }
        }
        return missing.map { "\(path).\($0.name) is missing" }
            + members.flatMap { member in
                guard let field = known[member.name] else { return ["\(path).\(member.name) is not documented"] }
                return complaints(member.value, field.schema, at: "\(path).\(member.name)")
            }
    }
}
