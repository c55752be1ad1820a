import HTTPTypes
import NIOCore

extension Route {
    private static let problems: [ProblemCode] = [.unauthorized, .administrationBusy, .administrationMissing]

    static let trainingState = Route(
        method: .get, path: "/admin/training", group: .administration,
        summary: "What training is doing, and what it waits for", answers: [.json(TrainingWire.state)],
        problems: problems,
        needsToken: true
    ) { call in
        .json(TrainingWire.describe(try await call.training().trainingState()))
    }

    static let startTraining = Route(
        method: .post, path: "/admin/training", group: .administration, summary: "Train again now",
        details: """
            Every configured model is trained and judged beside the one that serves; the best takes its place only if the \
            policy says so. The answer comes at once; `GET /admin/training` tells how far it is. A body is only needed to \
            train other models, or the same with settings that are given; what is not given is chosen on validation.
            """,
        body: TrainingWire.request, bodyIsOptional: true,
        bodyExample: #"{"models":["als"],"settings":{"als":{"factors":32}}}"#, answers: [.json(changeShape)],
        problems: problems + [.trainingBusy, .unknownSetting], needsToken: true
    ) { call in
        let request = call.body.readableBytes > 0 ? try TrainingWire.read(try call.object()) : .standing
        return answer(try await call.training().startTraining(request), call)
    }

    static let trainingRuns = Route(
        method: .get, path: "/admin/training/runs", group: .administration, summary: "The runs that have ended",
        query: [TrainingWire.limit], answers: [.json(TrainingWire.runs)], problems: problems, needsToken: true
    ) { call in
        let given = try call.query().integer(TrainingWire.limit, in: TrainingWire.limits)
        let runs = try await call.training().trainingRuns(limit: given ?? 20)
        return .json(.object(["runs": .array(runs.map(TrainingWire.describe))]))
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

    private static func answer(_ run: String?, _ call: Call) -> Answer {
        .json(.object(["request_id": .text(call.requestID), "run_id": run.map { .text($0) } ?? .null]))
    }
}

extension Call {
    func training() throws(Problem) -> any TrainingAdministration {
        guard let training = services.training else {
            throw Problem(.administrationMissing, "this server was started without a supervisor")
        }
        return training
    }
}
