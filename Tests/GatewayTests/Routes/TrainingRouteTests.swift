import HTTPTypes
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
        #expect(second.status == 503 && second.code == "administration_busy")
        let state = try await world.send(.get, "/admin/training", headers: authorized)
        let run = try #require(state.json["run"] as? [String: Any])
        #expect(run["step"] as? String == "judge" && run["loss"] as? Double == 12.5)
        #expect(run["eta_seconds"] as? Double == 3 && run["reasons"] as? [String] == ["100 new events"])
        let stopped = try await world.send(.delete, "/admin/training", headers: authorized)
        #expect(stopped.json["run_id"] as? String == "run-1")
        let again = try await world.send(.delete, "/admin/training", headers: authorized)
        #expect(again.status == 200 && again.json["run_id"] is String == false)
    }
}
