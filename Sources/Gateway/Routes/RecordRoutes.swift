import Actors
import HTTPTypes
import Models

/// What the server wrote down of its own work.
extension Route {
    private static let problems: [ProblemCode] = [.unauthorized, .administrationMissing]
    private static let limit = Field("limit", .integer(1...1_000), "The most that are told, 20 unless given")

    static let model = Route(
        method: .get, path: "/admin/models/{version}", group: .administration,
        summary: "A model version: its stage, lineage, history and decisions",
        pathParameters: [
            Field("version", .identifier, "The version, alone or as name%2Fversion", isRequired: true)
        ],
        answers: [.json(RecordWire.modelShape)], problems: problems + [.unknownVersion], needsToken: true
    ) { call in
        guard let model = try await call.records().model(call.parameters[0]) else {
            throw Problem(
                .unknownVersion, "the registry does not know that version; GET /admin/models lists those there are",
                field: "version")
        }
        return .json(RecordWire.describe(model))
    }

    static let decisions = Route(
        method: .get, path: "/admin/decisions", group: .administration,
        summary: "What was decided about models, and why, newest first", query: [limit],
        answers: [.json(Shape("Decisions", [RecordWire.decisionsField]))], problems: problems + [.outOfRange],
        needsToken: true
    ) { call in
        let found = try await call.records().decisions(limit: try call.limit(limit))
        return .json(.object(["decisions": .array(found.map(RecordWire.describe))]))
    }

    static let evaluations = Route(
        method: .get, path: "/admin/evaluations", group: .administration,
        summary: "How lists that were served turned out, newest evaluation first",
        details: """
            The lists of the last seven days joined with what their viewers did within a window, by model version, \
            endpoint and segment, with 95 % intervals; and the online error of ratings, each predicted before it was \
            learnt, in batches of 1,000.
            """,
        query: [limit], answers: [.json(RecordWire.evaluationsShape)], problems: problems + [.outOfRange],
        needsToken: true
    ) { call in
        let found = try await call.records().evaluations(limit: try call.limit(limit))
        return .json(.object(["evaluations": .array(found.map(RecordWire.describe))]))
    }
}

extension Call {
    func records() throws(Problem) -> any WorkRecords {
        guard let records = services.records else {
            throw Problem(.administrationMissing, "this server was started without records of its work")
        }
        return records
    }

    fileprivate func limit(_ field: Field) throws -> Int {
        try query().integer(field, in: 1...1_000) ?? 20
    }
}
