/// Schemas as JSON Schema 2020-12, which is what OpenAPI 3.1 speaks.
struct SchemaText {
    let maximumCount: Int

    func component(_ shape: Shape, isAnswer: Bool) -> JSONValue {
        let required = shape.fields.filter(\.isRequired).map(\.name.description)
        return .object([
            "type": .text("object"),
            "properties": .object(
                shape.fields.map { field in
                    JSONValue.Member(name: field.name.description, value: property(field, isAnswer: isAnswer))
                }),
            "required": required.isEmpty ? nil : .texts(required),
        ])
    }

    private func property(_ field: Field, isAnswer: Bool) -> JSONValue {
        guard case .object(let members) = schema(field.schema, isAnswer: isAnswer) else { return .null }
        return .object(members + [.init(name: "description", value: .text(field.summary))])
    }

    func schema(_ schema: Schema, isAnswer: Bool) -> JSONValue {
        switch schema {
        case .identifier:
            return isAnswer
                ? type("string")
                : .object([
                    "type": .texts(["string", "integer"]), "maxLength": .integer(Checked.maximumIdentifierLength),
                ])
        case .text(let maximumLength):
            return .object(["type": .text("string"), "maxLength": isAnswer ? nil : .integer(maximumLength)])
        case .integer(let range): return bounded("integer", range.lowerBound, range.upperBound)
        case .count: return bounded("integer", 1, maximumCount)
        case .number(let range): return bounded(range)
        case .boolean: return type("boolean")
        case .choice(let choices): return .object(["type": .text("string"), "enum": .texts(choices)])
        case .list(let element, let maximumCount):
            return .object([
                "type": .text("array"), "items": self.schema(element, isAnswer: isAnswer),
                "maxItems": isAnswer ? nil : .integer(maximumCount),
            ])
        case .shape(let shape): return .object(["$ref": .text("#/components/schemas/\(shape.name)")])
        case .anyOf(let shapes):
            return .object(["anyOf": .array(shapes.map { self.schema(.shape($0), isAnswer: isAnswer) })])
        case .scalar:
            return .object(["type": .texts(["number", "string", "boolean"])])
        case .map(let element):
            return .object([
                "type": .text("object"), "additionalProperties": self.schema(element, isAnswer: isAnswer),
            ])
        case .nullable(let inner):
            return .object(["anyOf": .array([self.schema(inner, isAnswer: isAnswer), type("null")])])
        }
    }

    private func type(_ name: String) -> JSONValue { .object(["type": .text(name)]) }

    /// Bounds that say something; those of the machine's integers do not.
    private func bounded(_ type: String, _ least: Int, _ most: Int) -> JSONValue {
        .object([
            "type": .text(type), "minimum": least == Int.min ? nil : .integer(least),
            "maximum": most == Int.max ? nil : .integer(most),
        ])
    }

    private func bounded(_ range: ClosedRange<Double>) -> JSONValue {
        .object([
            "type": .text("number"), "minimum": range.lowerBound < -1e15 ? nil : .number(range.lowerBound),
            "maximum": range.upperBound > 1e11 ? nil : .number(range.upperBound),
        ])
    }
}
