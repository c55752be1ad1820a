import Actors
import HTTPTypes

extension Route {
    private static let problems: [ProblemCode] = [.unauthorized, .administrationBusy, .administrationMissing]

    static let listModels = Route(
        method: .get, path: "/admin/models", group: .administration, summary: "Every model version there is",
        answers: [.json(modelsShape)], problems: problems, needsToken: true
    ) { call in
        .json(.object(["models": .array(try await call.administration().versions().map(describe))]))
    }

    static let activateModel = Route(
        method: .post, path: "/admin/models/{version}/activate", group: .administration,
        summary: "Put a model version into service",
        details: """
            It is loaded, warmed up and checked on golden requests before it serves; requests in flight finish on the \
            old one, and none waits or fails. If anything is wrong with it, the old one goes on.
            """,
        pathParameters: [
            Field("version", .identifier, "The version, as `GET /admin/models` lists it", isRequired: true)
        ],
        answers: [.json(changeShape)], problems: problems + [.unknownVersion, .modelRejected, .changeNotRecorded],
        needsToken: true
    ) { call in
        answer(try await call.administration().activate(version: call.parameters[0]), call)
    }

    static let rollback = Route(
        method: .post, path: "/admin/rollback", group: .administration,
        summary: "Return to the model that served before",
        answers: [.json(changeShape)], problems: problems + [.nothingToRollBack, .modelRejected, .changeNotRecorded],
        needsToken: true
    ) { call in
        answer(try await call.administration().rollback(), call)
    }

    static let rollbackModel = Route(
        method: .post, path: "/admin/models/rollback", group: .administration,
        summary: "The same as POST /admin/rollback",
        answers: rollback.answers, problems: rollback.problems, needsToken: true, handler: rollback.handler)

    private static let summaryShape = Shape(
        "ModelSummary",
        Wire.model.fields + [
            Field("algorithm", .text(maximumLength: 256), "What trained it", isRequired: true),
            Field(
                "trained_at", .nullable(.integer(0...Int.max)), "When, seconds since 1970; null when it is not known",
                isRequired: true),
            Field("is_serving", .boolean, "Whether it serves now", isRequired: true),
            Field("metrics", .map(.number(-1e30...1e30)), "Figures of its evaluation", isRequired: true),
            Field(
                "stage", .nullable(.choice(["None", "Staging", "Production", "Archived"])),
                "How far it has come in the registry; null when the registry does not know it", isRequired: true),
            Field(
                "aliases", .list(.choice(["champion", "challenger"]), maximumCount: 2), "The names it goes by now",
                isRequired: true),
        ])

    private static let modelsShape = Shape(
        "Models",
        [
            Field("models", .list(.shape(summaryShape), maximumCount: 1_000_000), "Newest first", isRequired: true)
        ])

    private static let changeShape = Shape(
        "ModelChange",
        [
            Wire.requestID,
            Field("model", .shape(Wire.model), "The model that serves now", isRequired: true),
        ])

    private static func describe(_ summary: ModelSummary) -> JSONValue {
        let metrics = summary.metrics.sorted { $0.key < $1.key }
        return .object([
            "name": .text(summary.version.name), "version": .text(summary.version.version),
            "algorithm": .text(summary.algorithm),
            "trained_at": summary.trainedAt.map { .integer(Int($0)) } ?? .null,
            "is_serving": .boolean(summary.isServing),
            "metrics": .object(metrics.map { JSONValue.Member(name: $0.key, value: .number($0.value)) }),
            "stage": summary.stage.map { .text($0) } ?? .null, "aliases": .texts(summary.aliases),
        ])
    }

    private static func answer(_ version: ModelVersion, _ call: Call) -> Answer {
        .json(.object(["request_id": .text(call.requestID), "model": version.json]))
    }
}

extension ModelVersion {
    var json: JSONValue { .object(["name": .text(name), "version": .text(version)]) }
}

extension Call {
    func administration() throws(Problem) -> any ModelAdministration {
        guard let administration = services.administration else {
            throw Problem(.administrationMissing, "this server was started without model administration")
        }
        return administration
    }

    /// - Throws: unless the request carries the token.
    func checkToken() throws(Problem) {
        let given = headers[.authorization].flatMap(Self.bearerToken)
        if let given, let token = services.configuration.adminToken, Self.isEqual(given, token) { return }
        throw Problem(.unauthorized, "send the header Authorization: Bearer <token>, with the token of this server")
            .with(.wwwAuthenticate, #"Bearer realm="marquee admin""#)
    }

    private static func bearerToken(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].trimmingBlanks())
    }

    /// Compares in a time that depends on the lengths only.
    static func isEqual(_ given: String, _ secret: String) -> Bool {
        let given = Array(given.utf8), secret = Array(secret.utf8)
        guard !secret.isEmpty else { return false }
        var difference = given.count ^ secret.count
        for index in given.indices { difference |= Int(given[index] ^ secret[index % secret.count]) }
        return difference == 0
    }
}
