import Actors
import HTTPTypes
import Models

extension Route {
    static let health = Route(
        method: .get, path: "/health", group: .service, summary: "How the server is",
        details: "Always 200 while the process can answer; `/ready` says whether it should be asked.",
        answers: [.json(healthShape)]
    ) { call in
        let snapshot = call.services.store.current
        let uptime = await call.services.metrics.uptime
        return .json(
            .object([
                "status": .text("ok"), "version": .text(call.services.facts.softwareVersion),
                "uptime_seconds": .number(uptime.inSeconds), "ready": .boolean(call.services.isReady),
                "model": snapshot?.version.json ?? .null,
                "model_trained_at": snapshot?.trainedAt.map { .integer(Int($0)) } ?? .null,
                "data": .object([
                    "viewers": .integer(snapshot?.users.count ?? 0),
                    "movies": .integer(snapshot?.catalogue.movies.count ?? 0),
                    "interactions": .integer(snapshot?.seen.entryCount ?? 0),
                ]),
            ]))
    }

    static let livez = Route(
        method: .get, path: "/livez", group: .service, summary: "Whether the process can answer",
        answers: [.json(statusShape)]
    ) { _ in
        .json(.object(["status": .text("alive")]))
    }

    static let ready = Route(
        method: .get, path: "/ready", group: .service, summary: "Whether requests should come here",
        details: "Ready when a model serves and the server is not stopping.",
        answers: [.json(readyShape)], problems: [.notReady, .draining]
    ) { call in
        guard call.services.phase.phase.rawValue < GatewayPhase.draining.rawValue else {
            throw Problem(.draining, "the server is stopping; ask another one").retry(after: 5)
        }
        guard let snapshot = call.services.store.current else {
            throw Problem(.notReady, "no model serves yet; try again in a moment").retry(after: 1)
        }
        return .json(.object(["status": .text("ready"), "model": snapshot.version.json]))
    }

    static let metrics = Route(
        method: .get, path: "/metrics", group: .service, summary: "Figures for Prometheus",
        answers: [.other(mediaType: PrometheusText.mediaType, example: "marquee_answers_total 42")]
    ) { call in
        let text = await call.services.prometheusText()
        return .text(text, contentType: PrometheusText.mediaType)
    }

    private static let healthShape = Shape(
        "Health",
        [
            Field("status", .choice(["ok"]), "The process can answer", isRequired: true),
            Field("version", .text(maximumLength: 64), "The version of the program", isRequired: true),
            Field("uptime_seconds", .number(0...1e12), "Since the start", isRequired: true),
            Field("ready", .boolean, "What `/ready` would say", isRequired: true),
            Field("model", .nullable(.shape(Wire.model)), "What serves; null when none does yet", isRequired: true),
            Field(
                "model_trained_at", .nullable(.integer(0...Int.max)), "Seconds since 1970; null when it is not known",
                isRequired: true),
            Field("data", .shape(dataShape), "What the model was trained on, and the catalogue", isRequired: true),
        ])

    private static let dataShape = Shape(
        "DataSize",
        [
            Field("viewers", .integer(0...Int.max), "Viewers of the training", isRequired: true),
            Field("movies", .integer(0...Int.max), "Films of the catalogue", isRequired: true),
            Field("interactions", .integer(0...Int.max), "Interactions of the training", isRequired: true),
        ])

    private static let statusShape = Shape(
        "Liveness",
        [
            Field("status", .choice(["alive"]), "The process can answer", isRequired: true)
        ])

    private static let readyShape = Shape(
        "Readiness",
        [
            Field("status", .choice(["ready"]), "Requests may come", isRequired: true),
            Field("model", .shape(Wire.model), "What serves", isRequired: true),
        ])
}

extension GatewayServices {
    /// Whether requests should come here.
    var isReady: Bool { store.current != nil && phase.phase.rawValue < GatewayPhase.draining.rawValue }
}
