import Actors
import Models

/// Versions, decisions and evaluations, as JSON.
enum RecordWire {
    // MARK: Shapes

    private static let name = Schema.text(maximumLength: 256)
    private static let moment = Schema.number(0...1e12)
    private static let figure = Schema.number(-1e30...1e30)
    private static let count = Schema.integer(0...Int.max)

    private static let decisionShape = Shape(
        "Decision",
        [
            Field("at", moment, "Seconds since 1970", isRequired: true),
            Field("decision", name, "promote, hold, refuse, rollback, keep …", isRequired: true),
            Field("challenger", .nullable(.shape(Wire.model)), "What wanted to serve", isRequired: true),
            Field("champion", .nullable(.shape(Wire.model)), "What served", isRequired: true),
            Field("policy", name, "What decided", isRequired: true),
            Field(
                "reasons", .list(.text(maximumLength: 10_000), maximumCount: 1_000), "In the order they weigh",
                isRequired: true),
            Field("paragraph", .text(maximumLength: 100_000), "The same for a person", isRequired: true),
            Field("run_id", .nullable(name), "The training run it came of", isRequired: true),
        ])

    static let decisionsField = Field(
        "decisions", .list(.shape(decisionShape), maximumCount: 1_000), "Newest first", isRequired: true)

    private static let changeShape = Shape(
        "RegistryChange",
        [
            Field("at", moment, "Seconds since 1970", isRequired: true),
            Field("kind", .choice(["registered", "stage", "alias", "artefact"]), "What changed", isRequired: true),
            Field("from", .nullable(name), "The stage or alias it left", isRequired: true),
            Field("to", .nullable(name), "The stage or alias it came to", isRequired: true),
            Field("reason", .text(maximumLength: 100_000), "Why", isRequired: true),
        ])

    static let modelShape = Shape(
        "RegisteredModel",
        Wire.model.fields + [
            Field("stage", .choice(["None", "Staging", "Production", "Archived"]), "How far it is", isRequired: true),
            Field(
                "aliases", .list(.choice(["champion", "challenger"]), maximumCount: 2), "The names it goes by now",
                isRequired: true),
            Field("registered_at", moment, "Seconds since 1970", isRequired: true),
            Field("data_hash", name, "The training set, by its content", isRequired: true),
            Field("code_version", name, "The program that trained it", isRequired: true),
            Field("settings", .map(.text(maximumLength: 10_000)), "Every one in force, as text", isRequired: true),
            Field("metrics", .map(figure), "Figures of its evaluation", isRequired: true),
            Field("parent", .nullable(.shape(Wire.model)), "What served when it was trained", isRequired: true),
            Field("run_id", .nullable(name), "The training run it came of", isRequired: true),
            Field("history", .list(.shape(changeShape), maximumCount: 100_000), "Oldest first", isRequired: true),
            decisionsField,
        ])

    private static let estimateShape = Shape(
        "Estimate",
        [
            Field("mean", figure, "Of all", isRequired: true),
            Field("low", figure, "Where the 95 % interval begins", isRequired: true),
            Field("high", figure, "Where it ends", isRequired: true),
        ])

    private static let rowShape = Shape(
        "RealisedRow",
        [
            Field("model", name, "The version that made the lists", isRequired: true),
            Field("endpoint", name, "What was asked for", isRequired: true),
            Field("segment", name, "all, personal, fallback, or how active the viewers were", isRequired: true),
            Field("viewers", count, "Different ones, about", isRequired: true),
            Field("lists", count, "Lists", isRequired: true),
            Field("metrics", .map(.shape(estimateShape)), "Figures by name", isRequired: true),
        ])

    private static let batchShape = Shape(
        "RatingBatch",
        [
            Field("ratings", count, "Ratings in it", isRequired: true),
            Field("rmse", .nullable(figure), "Stars", isRequired: true),
        ])

    private static let evaluationShape = Shape(
        "OnlineEvaluation",
        [
            Field("at", moment, "When it was made, seconds since 1970", isRequired: true),
            Field("since", moment, "Lists from here on, seconds since 1970", isRequired: true),
            Field("until", moment, "Lists from before here", isRequired: true),
            Field("window_seconds", moment, "How long after a list an event counts for it", isRequired: true),
            Field("lists", count, "Lists that were judged", isRequired: true),
            Field("unfinished_lists", count, "Of them, whose window was not over", isRequired: true),
            Field("joined_by_request", count, "Events that name their list", isRequired: true),
            Field("joined_by_time", count, "Events joined by viewer and time", isRequired: true),
            Field("unjoined_events", count, "Events that follow no list that shows their film", isRequired: true),
            Field("rows", .list(.shape(rowShape), maximumCount: 100_000), "By version and segment", isRequired: true),
            Field("online_rmse", .nullable(figure), "Of all ratings that arrived; stars", isRequired: true),
            Field(
                "rating_batches", .list(.shape(batchShape), maximumCount: 1_000), "The latest, oldest first",
                isRequired: true),
        ])

    static let evaluationsShape = Shape(
        "OnlineEvaluations",
        [
            Field(
                "evaluations", .list(.shape(evaluationShape), maximumCount: 1_000), "Newest first", isRequired: true)
        ])

    // MARK: Values

    static func describe(_ decision: KeptDecision) -> JSONValue {
        .object([
            "at": .number(decision.at), "decision": .text(decision.kind),
            "challenger": decision.challenger?.json ?? .null, "champion": decision.champion?.json ?? .null,
            "policy": .text(decision.policy), "reasons": .texts(decision.reasons),
            "paragraph": .text(decision.paragraph), "run_id": text(decision.runID),
        ])
    }

    static func describe(_ model: KeptModel) -> JSONValue {
        .object([
            "name": .text(model.version.name), "version": .text(model.version.version), "stage": .text(model.stage),
            "aliases": .texts(model.aliases), "registered_at": .number(model.registeredAt),
            "data_hash": .text(model.dataHash), "code_version": .text(model.codeVersion),
            "settings": members(model.settings) { .text($0) }, "metrics": members(model.metrics) { .number($0) },
            "parent": model.parent?.json ?? .null, "run_id": text(model.runID),
            "history": .array(
                model.history.map { change in
                    .object([
                        "at": .number(change.at), "kind": .text(change.kind), "from": text(change.from),
                        "to": text(change.to), "reason": .text(change.reason),
                    ])
                }),
            "decisions": .array(model.decisions.map(describe)),
        ])
    }

    static func describe(_ evaluation: KeptEvaluation) -> JSONValue {
        let report = evaluation.report, ratings = report.ratings
        return .object([
            "at": .number(evaluation.at), "since": .number(Double(report.since) / 1_000),
            "until": .number(Double(report.until) / 1_000), "window_seconds": .number(Double(report.window) / 1_000),
            "lists": .integer(report.counts.lists), "unfinished_lists": .integer(report.counts.unfinishedLists),
            "joined_by_request": .integer(report.counts.joinedByRequest),
            "joined_by_time": .integer(report.counts.joinedByTime),
            "unjoined_events": .integer(report.counts.unjoinedEvents), "rows": .array(report.rows.map(describe)),
            "online_rmse": ratings?.overall.rootMeanSquaredError.map { .number($0) } ?? .null,
            "rating_batches": .array(
                (ratings?.batches ?? []).map { batch in
                    .object([
                        "ratings": .integer(batch.count),
                        "rmse": batch.rootMeanSquaredError.map { .number($0) } ?? .null,
                    ])
                }),
        ])
    }

    private static func describe(_ row: RealisedRow) -> JSONValue {
        .object([
            "model": .text(row.cell.model), "endpoint": .text(row.cell.endpoint), "segment": .text(row.cell.segment),
            "viewers": .integer(row.viewers), "lists": .integer(row.lists),
            "metrics": members(row.metrics) { estimate in
                .object([
                    "mean": .number(estimate.mean), "low": .number(estimate.low), "high": .number(estimate.high),
                ])
            },
        ])
    }

    private static func text(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }

    private static func members<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue {
        .object(values.sorted { $0.key < $1.key }.map { JSONValue.Member(name: $0.key, value: json($0.value)) })
    }
}
