import Models

/// Runs and what is asked of them, as JSON.
enum TrainingWire {
    // MARK: What is asked

    static let models = Field(
        "models", .list(.text(maximumLength: 64), maximumCount: 32), "The models that want to serve, by name")
    static let settings = Field(
        "settings", .map(.map(.scalar)), "Settings that are given, by model; the rest is chosen on validation")
    static let request = Shape("TrainingRequest", [models, settings])

    static func read(_ object: ObjectReader) throws(Problem) -> TrainingRequest {
        var request = TrainingRequest(models: try object.texts(models, maximumLength: 64))
        for (model, path, value) in try object.members(settings) ?? [] {
            var given: ModelSettings = [:]
            for (name, path, value) in try object.members(of: value, path) {
                given[name] = try object.scalar(value, path)
            }
            request.settings[model] = given
        }
        return request
    }

    static let limits = 1...1_000
    static let limit = Field("limit", .integer(limits), "How many, at most; 20 unless said otherwise")

    // MARK: What is told

    private static let moment = Schema.number(0...1e12)
    private static let share = Schema.nullable(.number(0...1))
    private static let figure = Schema.number(-1e30...1e30)
    private static let reasons = Field(
        "reasons", .list(.text(maximumLength: 1_000), maximumCount: 100), "Why", isRequired: true)
    private static let epoch = Schema.nullable(.integer(0...1_000_000_000))

    private static let run = Shape(
        "TrainingRun",
        [
            Field("id", .text(maximumLength: 128), "The run", isRequired: true),
            reasons,
            Field("started_at", moment, "Seconds since 1970", isRequired: true),
            Field(
                "step", .choice(["snapshot", "judge", "publish", "decide", "apply"]), "How far it is", isRequired: true),
            Field("activity", .text(maximumLength: 1_000), "What it is doing", isRequired: true),
            Field(
                "model", .nullable(.text(maximumLength: 64)), "The model it is busy with, where it is one",
                isRequired: true),
            Field("epoch", epoch, "The epoch just finished, where the model has epochs", isRequired: true),
            Field("epochs", epoch, "How many there will be, at most", isRequired: true),
            Field("share", share, "Of the activity; null when it is not known", isRequired: true),
            Field("loss", .nullable(figure), "After the last epoch, where there is one", isRequired: true),
            Field("eta_seconds", .nullable(.number(0...1e12)), "Of the activity", isRequired: true),
        ])

    private static let ended = Shape(
        "EndedTrainingRun",
        [
            Field("id", .text(maximumLength: 128), "The run", isRequired: true),
            Field("status", .choice(["finished", "failed", "killed"]), "How it ended", isRequired: true),
            Field(
                "outcome", .text(maximumLength: 100_000), "The decision with its reasons, or the error",
                isRequired: true),
            reasons,
            Field("started_at", moment, "Seconds since 1970", isRequired: true),
            Field("ended_at", moment, "Seconds since 1970", isRequired: true),
        ])

    private static let signal = Shape(
        "TrainingSignal",
        [
            Field("name", .text(maximumLength: 128), "What was measured", isRequired: true),
            Field("value", figure, "Its value", isRequired: true),
            Field("limit", .nullable(figure), "What it is held against; null where nothing is", isRequired: true),
            Field("sentence", .text(maximumLength: 1_000), "The same for a person", isRequired: true),
        ])

    private static let decision = Shape(
        "TrainingDecision",
        [
            Field("at", moment, "Seconds since 1970", isRequired: true),
            Field("kind", .choice(["train", "wait"]), "What was decided", isRequired: true),
            reasons,
            Field("signals", .list(.shape(signal), maximumCount: 100), "What it was decided by", isRequired: true),
            Field("run_id", .nullable(.text(maximumLength: 128)), "The run it started", isRequired: true),
        ])

    static let state = Shape(
        "TrainingState",
        [
            Field("run", .nullable(.shape(run)), "The run that is under way", isRequired: true),
            reasons,
            Field(
                "next_scheduled_at", .nullable(moment), "Seconds since 1970; null without a schedule", isRequired: true),
            Field("new_events", .integer(0...Int.max), "Stored since the last run's data", isRequired: true),
            Field(
                "ended", .list(.shape(ended), maximumCount: 100), "Earlier runs, newest first", isRequired: true),
            Field(
                "decisions", .list(.shape(decision), maximumCount: 100),
                "Changes of mind and what they were made by, newest first", isRequired: true),
        ])

    static let runs = Shape(
        "TrainingRuns",
        [Field("runs", .list(.shape(ended), maximumCount: limits.upperBound), "Newest first", isRequired: true)])

    static func describe(_ state: TrainingState) -> JSONValue {
        .object([
            "run": state.run.map(describe) ?? .null, "reasons": .texts(state.reasons),
            "next_scheduled_at": number(state.nextScheduledAt), "new_events": .integer(state.newEvents),
            "ended": .array(state.ended.map(describe)), "decisions": .array(state.decisions.map(describe)),
        ])
    }

    /// As a stream tells it: the run under way, and the one that has just ended.
    static func describe(run: TrainingState.Run?, ended: TrainingState.Ended?) -> JSONValue {
        .object(["run": run.map(describe) ?? .null, "ended": ended.map(describe) ?? .null])
    }

    static func describe(_ run: TrainingState.Ended) -> JSONValue {
        .object([
            "id": .text(run.id), "status": .text(run.status), "outcome": .text(run.outcome),
            "reasons": .texts(run.reasons), "started_at": .number(run.startedAt), "ended_at": .number(run.endedAt),
        ])
    }

    private static func describe(_ run: TrainingState.Run) -> JSONValue {
        .object([
            "id": .text(run.id), "reasons": .texts(run.reasons), "started_at": .number(run.startedAt),
            "step": .text(run.step), "activity": .text(run.activity), "model": run.model.map { .text($0) } ?? .null,
            "epoch": run.epoch.map { .integer($0) } ?? .null, "epochs": run.epochCount.map { .integer($0) } ?? .null,
            "share": number(run.share), "loss": number(run.loss), "eta_seconds": number(run.secondsLeft),
        ])
    }

    private static func describe(_ decision: TrainingState.Decision) -> JSONValue {
        .object([
            "at": .number(decision.at), "kind": .text(decision.kind), "reasons": .texts(decision.reasons),
            "signals": .array(
                decision.signals.map { signal in
                    .object([
                        "name": .text(signal.name), "value": .number(signal.value), "limit": number(signal.limit),
                        "sentence": .text(signal.sentence),
                    ])
                }), "run_id": decision.runID.map { .text($0) } ?? .null,
        ])
    }

    private static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
}
