import HTTPTypes

extension Route {
    private static let problems: [ProblemCode] = [.unauthorized, .administrationBusy, .administrationMissing]

    static let trainingState = Route(
        method: .get, path: "/admin/training", group: .administration,
        summary: "What training is doing, and what it waits for", answers: [.json(stateShape)], problems: problems,
        needsToken: true
    ) { call in
        .json(describe(try await call.training().trainingState()))
    }

    static let startTraining = Route(
        method: .post, path: "/admin/training", group: .administration, summary: "Train again now",
        details: """
            Every configured model is trained and judged beside the one that serves; the best takes its place only if the \
            policy says so. The answer comes at once; `GET /admin/training` tells how far it is.
            """,
        answers: [.json(changeShape)], problems: problems, needsToken: true
    ) { call in
        answer(try await call.training().startTraining(), call)
    }

    static let cancelTraining = Route(
        method: .delete, path: "/admin/training", group: .administration, summary: "Stop the run that is under way",
        details: "The model that serves goes on. `run_id` is null when there was no run.",
        answers: [.json(changeShape)], problems: problems, needsToken: true
    ) { call in
        answer(try await call.training().cancelTraining(), call)
    }

    private static let changeShape = Shape(
        "TrainingChange",
        [
            Wire.requestID,
            Field(
                "run_id", .nullable(.text(maximumLength: 128)), "The run that was started or stopped", isRequired: true),
        ])

    private static let moment = Schema.number(0...1e12)
    private static let share = Schema.nullable(.number(0...1))

    private static let runShape = Shape(
        "TrainingRun",
        [
            Field("id", .text(maximumLength: 128), "The run", isRequired: true),
            Field("reasons", .list(.text(maximumLength: 1_000), maximumCount: 100), "Why it runs", isRequired: true),
            Field("started_at", moment, "Seconds since 1970", isRequired: true),
            Field(
                "step", .choice(["snapshot", "judge", "publish", "decide", "apply"]), "How far it is", isRequired: true),
            Field("activity", .text(maximumLength: 1_000), "What it is doing", isRequired: true),
            Field("share", share, "Of the activity; null when it is not known", isRequired: true),
            Field(
                "loss", .nullable(.number(-1e30...1e30)), "After the last epoch, where there is one", isRequired: true),
            Field("eta_seconds", .nullable(.number(0...1e12)), "Of the activity", isRequired: true),
        ])

    private static let endedShape = Shape(
        "EndedTrainingRun",
        [
            Field("id", .text(maximumLength: 128), "The run", isRequired: true),
            Field("status", .choice(["finished", "failed", "killed"]), "How it ended", isRequired: true),
            Field(
                "outcome", .text(maximumLength: 100_000), "The decision with its reasons, or the error",
                isRequired: true),
            Field("ended_at", moment, "Seconds since 1970", isRequired: true),
        ])

    private static let stateShape = Shape(
        "TrainingState",
        [
            Field("run", .nullable(.shape(runShape)), "The run that is under way", isRequired: true),
            Field(
                "reasons", .list(.text(maximumLength: 1_000), maximumCount: 100), "Why it trains, or waits",
                isRequired: true),
            Field(
                "next_scheduled_at", .nullable(moment), "Seconds since 1970; null without a schedule", isRequired: true),
            Field("new_events", .integer(0...Int.max), "Stored since the last run's data", isRequired: true),
            Field(
                "ended", .list(.shape(endedShape), maximumCount: 100), "Earlier runs, newest first", isRequired: true),
        ])

    private static func answer(_ run: String?, _ call: Call) -> Answer {
        .json(.object(["request_id": .text(call.requestID), "run_id": run.map { .text($0) } ?? .null]))
    }

    private static func describe(_ state: TrainingState) -> JSONValue {
        .object([
            "run": state.run.map(describe) ?? .null, "reasons": .texts(state.reasons),
            "next_scheduled_at": number(state.nextScheduledAt), "new_events": .integer(state.newEvents),
            "ended": .array(
                state.ended.map { run in
                    .object([
                        "id": .text(run.id), "status": .text(run.status), "outcome": .text(run.outcome),
                        "ended_at": .number(run.endedAt),
                    ])
                }),
        ])
    }

    private static func describe(_ run: TrainingState.Run) -> JSONValue {
        .object([
            "id": .text(run.id), "reasons": .texts(run.reasons), "started_at": .number(run.startedAt),
            "step": .text(run.step), "activity": .text(run.activity), "share": number(run.share),
            "loss": number(run.loss), "eta_seconds": number(run.secondsLeft),
        ])
    }

    private static func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
}

extension Call {
    func training() throws(Problem) -> any TrainingAdministration {
        guard let training = services.training else {
            throw Problem(.administrationMissing, "this server was started without a supervisor")
        }
        return training
    }
}
