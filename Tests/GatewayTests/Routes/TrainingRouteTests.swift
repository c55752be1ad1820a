import HTTPTypes
import Models
import Testing

@testable import Gateway

@Suite struct TrainingRouteTests {
    private let world = GatewayWorld()
    private let authorized: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]

    @Test(arguments: [HTTPRequest.Method.get, .post, .delete])
    func `nothing happens without the token`(method: HTTPRequest.Method) async throws {
        #expect(try await world.send(method, "/admin/training").status == 401)
        #expect(try await world.training.trainingState().run == nil)
    }

    @Test func `a run is started once, watched and stopped`() async throws {
        let idle = try await world.send(.get, "/admin/training", headers: authorized)
        #expect(idle.json["run"] is String == false && idle.json["new_events"] as? Int == 7)
        let started = try await world.send(.post, "/admin/training", headers: authorized)
        #expect(started.status == 200 && started.json["run_id"] as? String == "run-1")
        let second = try await world.send(.post, "/admin/training", headers: authorized)
        #expect(second.status == 409 && second.code == "training_busy")
        let state = try await world.send(.get, "/admin/training", headers: authorized)
        let run = try #require(state.json["run"] as? [String: Any])
        #expect(run["step"] as? String == "judge" && run["loss"] as? Double == 12.5)
        #expect(run["eta_seconds"] as? Double == 3 && run["reasons"] as? [String] == ["100 new events"])
        #expect(run["model"] as? String == "als" && run["epoch"] as? Int == 2 && run["epochs"] as? Int == 10)
        let stopped = try await world.send(.delete, "/admin/training", headers: authorized)
        #expect(stopped.json["run_id"] as? String == "run-1")
        let again = try await world.send(.delete, "/admin/training", headers: authorized)
        #expect(again.status == 200 && again.json["run_id"] is String == false)
    }

    @Test func `without a body, with an empty one and with {} the standing models train`() async throws {
        for body in [nil, "", "{}"] {
            let answer = try await world.send(.post, "/admin/training", body, headers: authorized)
            #expect(answer.status == 200, "\(answer.json)")
            _ = try await world.send(.delete, "/admin/training", headers: authorized)
        }
        #expect(world.training.requests == [.standing, .standing, .standing])
    }

    @Test func `a body asks for models and settings`() async throws {
        let body = #"{"models":["als"],"settings":{"als":{"factors":1,"alpha":0.5,"implicit":true,"kind":"a"}}}"#
        #expect(try await world.send(.post, "/admin/training", body, headers: authorized).status == 200)
        let settings: ModelSettings = [
            "factors": .integer(1), "alpha": .number(0.5), "implicit": .flag(true), "kind": .text("a"),
        ]
        #expect(world.training.requests == [TrainingRequest(models: ["als"], settings: ["als": settings])])
    }

    @Test(arguments: [
        (#"{"models":"als"}"#, "wrong_type", "models"),
        (#"{"settings":{"als":3}}"#, "wrong_type", "settings.als"),
        (#"{"settings":{"als":{"factors":[1]}}}"#, "wrong_type", "settings.als.factors"),
        (#"{"settings":{"als":{"factors":1,"factors":2}}}"#, "duplicate_field", "settings.als.factors"),
        (#"{"modles":["als"]}"#, "unknown_field", "modles"),
        (#"{"models":["alss"]}"#, "unknown_setting", "models[0]"),
    ])
    func `a body that asks for what there is not is refused by its field`(
        body: String, code: String, field: String
    ) async throws {
        let answer = try await world.send(.post, "/admin/training", body, headers: authorized)
        #expect(answer.status == 422 && answer.code == code && answer.json["field"] as? String == field)
        #expect(world.training.requests.isEmpty)
    }

    @Test func `runs are listed, twenty or as many as asked for`() async throws {
        let usual = try await world.send(.get, "/admin/training/runs", headers: authorized)
        #expect((usual.json["runs"] as? [[String: Any]])?.count == 20)
        let three = try await world.send(.get, "/admin/training/runs?limit=3", headers: authorized)
        let runs = try #require(three.json["runs"] as? [[String: Any]])
        #expect(runs.compactMap { $0["id"] as? String } == ["run-0", "run-1", "run-2"])
        #expect(runs[0]["reasons"] as? [String] == ["by hand"] && runs[0]["started_at"] as? Double == 1_500_000_000)
        #expect(try await world.send(.get, "/admin/training/runs?limit=0", headers: authorized).status == 422)
        #expect(try await world.send(.get, "/admin/training/runs").status == 401)
    }

    @Test func `decisions are told with their signals`() async throws {
        let state = try await world.send(.get, "/admin/training", headers: authorized)
        let decision = try #require((state.json["decisions"] as? [[String: Any]])?.first)
        #expect(decision["kind"] as? String == "train" && decision["run_id"] as? String == "run-0")
        let signal = try #require((decision["signals"] as? [[String: Any]])?.first)
        #expect(signal["name"] as? String == "genres_js" && signal["limit"] as? Double == 0.1)
    }
}
