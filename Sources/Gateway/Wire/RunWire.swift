import Actors
import Models

/// One training run with its curves and what its candidates were worth, as JSON.
enum RunWire {
    private static let curve = Shape(
        "RunCurve",
        [
            Field("metric", Shapes.name, "What was measured", isRequired: true),
            Field(
                "points", .list(.list(Shapes.figure, maximumCount: 2), maximumCount: 1_000_000),
                "Pairs of step and value", isRequired: true),
        ])

    private static let group = Shape(
        "CandidateGroup",
        [
            Field("dimension", Shapes.name, "What tells the viewers apart: gender, age, activity", isRequired: true),
            Field("name", Shapes.name, "The group", isRequired: true),
            Field("viewers", Shapes.count, "How many of it were asked about", isRequired: true),
            Field("ndcg", .shape(Shapes.estimate), "Mean NDCG@10", isRequired: true),
            Field("recall", .shape(Shapes.estimate), "Mean Recall@20", isRequired: true),
        ])

    private static let newcomers = Shape(
        "CandidateNewcomers",
        [
            Field("known_likes", Shapes.count, "How many likes are known of each", isRequired: true),
            Field("viewers", Shapes.count, "How many were asked about", isRequired: true),
            Field("ndcg", .shape(Shapes.estimate), "Mean NDCG@10", isRequired: true),
        ])

    private static let candidate = Shape(
        "RunCandidate",
        [
            Field("model", Shapes.name, "The model", isRequired: true),
            Field("settings", .map(Shapes.words), "Every one in force, as text", isRequired: true),
            Field("viewers", Shapes.count, "Viewers it was judged by", isRequired: true),
            Field("metrics", .map(.shape(Shapes.estimate)), "Figures by name, with intervals", isRequired: true),
            Field("training_seconds", Shapes.figure, "How long it trained", isRequired: true),
            Field("model_bytes", Shapes.count, "Its size", isRequired: true),
            Field("microseconds_per_list", .nullable(Shapes.figure), "How long a list takes", isRequired: true),
            Field("coverage", .nullable(Shapes.share), "Of the catalogue, by its lists", isRequired: true),
            Field("gini", .nullable(Shapes.share), "Concentration of its lists", isRequired: true),
            Field("curve", .shape(curve), "The loss after each step, where it has one", isRequired: true),
            Field("groups", Shapes.list(group), "How well each group of viewers is served", isRequired: true),
            Field("newcomers", Shapes.list(newcomers), "How well viewers new to it are", isRequired: true),
        ])

    static let run = Shape(
        "TrackedRun",
        [
            Wire.requestID,
            Field("id", Shapes.name, "The run", isRequired: true),
            Field("status", .choice(["running", "finished", "failed", "killed"]), "How it went", isRequired: true),
            Field("started_at", Shapes.moment, "Seconds since 1970", isRequired: true),
            Field("ended_at", .nullable(Shapes.moment), "Null while it runs", isRequired: true),
            Field("tags", .map(Shapes.words), "Why it ran, what was decided", isRequired: true),
            Field("parameters", .map(Shapes.words), "What it was asked with", isRequired: true),
            Field("versions", Shapes.list(Wire.model), "What came of it", isRequired: true),
            Field("curves", Shapes.list(curve), "Of the final training", isRequired: true),
            Field("candidates", Shapes.list(candidate), "The models judged; empty without a report", isRequired: true),
            Field("choices", .list(Shapes.words, maximumCount: 1_000), "Why these settings", isRequired: true),
        ])

    static func describe(_ run: KeptRun, requestID: String) -> JSONValue {
        .object([
            "request_id": .text(requestID), "id": .text(run.id), "status": .text(run.status),
            "started_at": .number(run.startedAt), "ended_at": JSONValue(run.endedAt),
            "tags": JSONValue(run.tags) { .text($0) }, "parameters": JSONValue(run.parameters) { .text($0) },
            "versions": .array(run.versions.map(\.json)), "curves": .array(run.curves.map(describe)),
            "candidates": .array(run.models.map(describe)), "choices": .texts(run.choices),
        ])
    }

    private static func describe(_ curve: KeptCurve) -> JSONValue {
        .object([
            "metric": .text(curve.metric),
            "points": .array(curve.points.map { .array([.integer($0.step), .number($0.value)]) }),
        ])
    }

    private static func describe(_ candidate: KeptCandidate) -> JSONValue {
        let report = candidate.report
        let curve = KeptCurve(metric: "loss", points: report.learningCurve.map { ($0.step, $0.loss) })
        return .object([
            "model": .text(report.name), "settings": JSONValue(report.settings) { .text("\($0)") },
            "viewers": .integer(report.warm?.viewerCount ?? 0),
            "metrics": JSONValue(candidate.metrics) { JSONValue($0) },
            "training_seconds": .number(report.trainingSeconds), "model_bytes": .integer(report.modelBytes),
            "microseconds_per_list": JSONValue(report.microsecondsPerList),
            "coverage": JSONValue(report.warm?.coverage), "gini": JSONValue(report.warm?.gini),
            "curve": describe(curve), "groups": .array(report.groups.map(describe)),
            "newcomers": .array(report.newcomers.map(describe)),
        ])
    }

    private static func describe(_ group: ViewerGroupReport) -> JSONValue {
        .object([
            "dimension": .text(group.dimension.rawValue), "name": .text(group.name),
            "viewers": .integer(group.viewerCount), "ndcg": JSONValue(group.ndcg), "recall": JSONValue(group.recall),
        ])
    }

    private static func describe(_ newcomers: NewcomerReport) -> JSONValue {
        .object([
            "known_likes": .integer(newcomers.knownLikes), "viewers": .integer(newcomers.viewerCount),
            "ndcg": JSONValue(newcomers.ndcg),
        ])
    }
}
