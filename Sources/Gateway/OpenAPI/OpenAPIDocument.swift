import HTTPTypes
package import NIOCore

/// This API as an OpenAPI 3.1 document, made from the route table: what is served is documented and nothing else.
package struct OpenAPIDocument: Sendable {
    package let value: JSONValue
    package let bytes: ByteBuffer

    package init(_ routes: [Route], version: String, maximumCount: Int) {
        let shown = routes.filter { !$0.isHidden }
        let schemas = SchemaText(maximumCount: maximumCount)
        value = .object([
            "openapi": .text("3.1.0"),
            "info": .object([
                "title": .text("Marquee"), "version": .text(version),
                "description": .text(Self.introduction), "license": .object(["name": .text("Apache-2.0")]),
            ]),
            "tags": .array(Route.Group.allCases.map { .object(["name": .text($0.rawValue)]) }),
            "paths": Self.paths(shown, schemas),
            "components": .object([
                "schemas": Self.components(shown, schemas),
                "securitySchemes": .object([
                    "token": .object(["type": .text("http"), "scheme": .text("bearer")])
                ]),
            ]),
            "x-problems": .array(ProblemCode.allCases.map(Self.problem)),
        ])
        var bytes = ByteBuffer()
        bytes.writeJSON(value)
        self.bytes = bytes
    }

    private static let introduction = """
        Movie recommendations over HTTP. Ids are accepted as numbers or strings and returned as strings. Send \
        `X-Request-ID` to name a request in the logs; the answer carries it back. Whatever goes wrong is an \
        `application/problem+json` (RFC 9457) that names the field.
        """

    private static func paths(_ routes: [Route], _ schemas: SchemaText) -> JSONValue {
        var order: [String] = []
        var operations: [String: [JSONValue.Member]] = [:]
        for route in routes {
            let path = route.path.text
            if operations[path] == nil { order.append(path) }
            let member = JSONValue.Member(name: route.method.rawValue.lowercased(), value: operation(route, schemas))
            operations[path, default: []].append(member)
        }
        return .object(order.map { JSONValue.Member(name: $0, value: .object(operations[$0] ?? [])) })
    }

    private static func operation(_ route: Route, _ schemas: SchemaText) -> JSONValue {
        .object([
            "tags": .array([.text(route.group.rawValue)]),
            "summary": .text(route.summary),
            "description": route.details.isEmpty ? nil : .text(route.details),
            "operationId": .text(operationID(route)),
            "parameters": parameters(route, schemas),
            "requestBody": body(route, schemas),
            "responses": responses(route, schemas),
            "security": route.needsToken ? .array([.object(["token": .array([])])]) : nil,
        ])
    }

    private static func operationID(_ route: Route) -> String {
        let words = route.path.text.split { "/{}.".contains($0) }
        return ([route.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }

    private static func parameters(_ route: Route, _ schemas: SchemaText) -> JSONValue? {
        func parameter(_ field: Field, _ place: String) -> JSONValue {
            .object([
                "name": .text(field.name.description), "in": .text(place), "description": .text(field.summary),
                "required": .boolean(place == "path" || field.isRequired),
                "schema": schemas.schema(field.schema, isAnswer: place == "path"),
            ])
        }
        let all = route.pathParameters.map { parameter($0, "path") } + route.query.map { parameter($0, "query") }
        return all.isEmpty ? nil : .array(all)
    }

    private static func body(_ route: Route, _ schemas: SchemaText) -> JSONValue? {
        guard let shape = route.body else { return nil }
        let schema = schemas.schema(route.batch.map { .anyOf([shape, $0]) } ?? .shape(shape), isAnswer: false)
        let example = route.bodyExample.flatMap(JSONValue.init(text:))
        return .object([
            "required": .boolean(!route.bodyIsOptional),
            "content": .object([Answer.json: .object(["schema": schema, "example": example])]),
        ])
    }

    private static func responses(_ route: Route, _ schemas: SchemaText) -> JSONValue {
        var members = [
            JSONValue.Member(
                name: String(route.status.code),
                value: .object([
                    "description": .text(route.summary), "headers": requestIDHeader,
                    "content": .object(route.answers.map { content($0, schemas) }),
                ]))
        ]
        let codes = Dictionary(grouping: route.problems) { $0.status.code }
        for (status, problems) in codes.sorted(by: { $0.key < $1.key }) {
            members.append(
                .init(
                    name: String(status),
                    value: .object([
                        "description": .text(problems.map { "\($0.title) (`\($0.rawValue)`)" }.joined(separator: "; ")),
                        "content": problemContent,
                    ])))
        }
        members.append(
            .init(
                name: "default",
                value: .object([
                    "description": .text("Any other problem; see x-problems"), "content": problemContent,
                ])))
        return .object(members)
    }

    private static func content(_ content: Route.Content, _ schemas: SchemaText) -> JSONValue.Member {
        switch content {
        case .json(let shape):
            .init(name: Answer.json, value: .object(["schema": schemas.schema(.shape(shape), isAnswer: true)]))
        case .other(let mediaType, let example):
            .init(
                name: mediaType,
                value: .object(["schema": .object(["type": .text("string")]), "example": .text(example)]))
        }
    }

    private static let problemContent = JSONValue.object([
        "application/problem+json": .object(["schema": .object(["$ref": .text("#/components/schemas/Problem")])])
    ])

    private static let requestIDHeader = JSONValue.object([
        "X-Request-ID": .object([
            "description": .text("The name you gave the request, or the one it was given"),
            "schema": .object(["type": .text("string")]),
        ])
    ])

    private static func problem(_ code: ProblemCode) -> JSONValue {
        .object([
            "code": .text(code.rawValue), "status": .integer(code.status.code), "title": .text(code.title),
        ])
    }

    /// Every shape that routes speak of, and those within them, by name.
    private static func components(_ routes: [Route], _ schemas: SchemaText) -> JSONValue {
        var found: [String: JSONValue] = [:]
        func add(_ shape: Shape, isAnswer: Bool) {
            guard found[shape.name] == nil else { return }
            found[shape.name] = schemas.component(shape, isAnswer: isAnswer)
            for field in shape.fields { addShapes(in: field.schema, isAnswer: isAnswer) }
        }
        func addShapes(in schema: Schema, isAnswer: Bool) {
            switch schema {
            case .shape(let shape): add(shape, isAnswer: isAnswer)
            case .anyOf(let shapes): shapes.forEach { add($0, isAnswer: isAnswer) }
            case .list(let element, _), .map(let element), .nullable(let element):
                addShapes(in: element, isAnswer: isAnswer)
            default: break
            }
        }
        for route in routes {
            for shape in [route.body, route.batch].compactMap({ $0 }) { add(shape, isAnswer: false) }
            for case .json(let shape) in route.answers { add(shape, isAnswer: true) }
        }
        add(Wire.problem, isAnswer: true)
        return .object(found.sorted { $0.key < $1.key }.map { JSONValue.Member(name: $0.key, value: $0.value) })
    }
}
