import HTTPTypes

extension Route {
    static let definitions = Route(
        method: .get, path: "/admin/definitions", group: .administration,
        summary: "What each figure of these answers means",
        answers: [.json(DefinitionWire.list)], problems: [.unauthorized], needsToken: true
    ) { _ in
        .json(.object(["definitions": .array(FigureDefinition.all.map(DefinitionWire.describe))]))
    }
}

/// Definitions as JSON.
enum DefinitionWire {
    private static let definition = Shape(
        "FigureDefinition",
        [
            Field("name", .text(maximumLength: 128), "As answers name it", isRequired: true),
            Field("title", .text(maximumLength: 256), "As a heading has it", isRequired: true),
            Field(
                "unit", .choice(FigureDefinition.Unit.allCases.map(\.rawValue)),
                "What it is counted in; a share is 0 to 1", isRequired: true),
            Field(
                "better", .choice(FigureDefinition.Direction.allCases.map(\.rawValue)),
                "Which way is better, where that is beyond doubt", isRequired: true),
            Field("definition", .text(maximumLength: 4_096), "What is counted, over what", isRequired: true),
        ])

    static let list = Shape(
        "FigureDefinitions",
        [Field("definitions", .list(.shape(definition), maximumCount: 1_000), "All there are", isRequired: true)])

    static func describe(_ definition: FigureDefinition) -> JSONValue {
        .object([
            "name": .text(definition.name), "title": .text(definition.title), "unit": .text(definition.unit.rawValue),
            "better": .text(definition.better.rawValue), "definition": .text(definition.text),
        ])
    }
}
