import Actors
import HTTPTypes

extension Route {
    static let shadow = Route(
        method: .get, path: "/admin/shadow", group: .administration,
        summary: "How the challenger answers live requests that nobody sees",
        details: """
            A share of the viewers' requests (`--shadow-share`) is answered a second time by the challenger, behind \
            everybody's back, and the two lists are compared. `report` is null while there is no challenger.
            """,
        answers: [.json(shadowShape)], problems: [.unauthorized], needsToken: true
    ) { call in
        .json(describe(await call.services.shadow?.shadow() ?? ShadowState(share: 0, note: "shadow traffic is off")))
    }

    private static let milliseconds = Schema.nullable(.number(0...1e12))
    private static let count = Schema.integer(0...Int.max)

    private static let latencyShape = Shape(
        "ShadowLatency",
        [
            Field("p50_ms", milliseconds, "Half took at most this", isRequired: true),
            Field("p95_ms", milliseconds, "95 % did", isRequired: true),
            Field("p99_ms", milliseconds, "99 % did", isRequired: true),
        ])

    private static let reportShape = Shape(
        "ShadowReport",
        [
            Field("challenger", .shape(Wire.model), "What answers unseen", isRequired: true),
            Field("champion", .shape(Wire.model), "What serves", isRequired: true),
            Field("offered", count, "Requests of the share", isRequired: true),
            Field("dropped", count, "Of them, those that found the queue full", isRequired: true),
            Field("compared", count, "Answered by both", isRequired: true),
            Field("failed", count, "Answered by the champion alone", isRequired: true),
            Field(
                "overlap_at_10", .nullable(.number(0...1)), "Mean share of the first ten places with the same films",
                isRequired: true),
            Field("champion_fallbacks", count, "Answers without the viewer's own model", isRequired: true),
            Field("challenger_fallbacks", count, "The same of the challenger", isRequired: true),
            Field("champion_latency", .shape(latencyShape), "Of the answers compared", isRequired: true),
            Field("challenger_latency", .shape(latencyShape), "Of the same requests", isRequired: true),
        ])

    private static let shadowShape = Shape(
        "ShadowState",
        [
            Field("share", .number(0...1), "Of the viewers' requests", isRequired: true),
            Field("note", .nullable(.text(maximumLength: 10_000)), "Why there is no report", isRequired: true),
            Field("report", .nullable(.shape(reportShape)), "Of the challenger there is", isRequired: true),
        ])

    private static func describe(_ state: ShadowState) -> JSONValue {
        .object([
            "share": .number(state.share), "note": state.note.map { .text($0) } ?? .null,
            "report": state.report.map(describe) ?? .null,
        ])
    }

    private static func describe(_ report: ShadowReport) -> JSONValue {
        .object([
            "challenger": report.challenger.json, "champion": report.champion.json,
            "offered": .integer(report.offered), "dropped": .integer(report.dropped),
            "compared": .integer(report.compared), "failed": .integer(report.failed),
            "overlap_at_10": report.overlap.map { .number($0) } ?? .null,
            "champion_fallbacks": .integer(report.servedFallbacks),
            "challenger_fallbacks": .integer(report.challengerFallbacks),
            "champion_latency": describe(report.servedLatency),
            "challenger_latency": describe(report.challengerLatency),
        ])
    }

    private static func describe(_ latency: LatencySummary) -> JSONValue {
        func milliseconds(_ duration: Duration?) -> JSONValue {
            duration.map { .number($0.inSeconds * 1_000) } ?? .null
        }
        return .object([
            "p50_ms": milliseconds(latency.p50), "p95_ms": milliseconds(latency.p95),
            "p99_ms": milliseconds(latency.p99),
        ])
    }
}
