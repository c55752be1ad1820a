import HTTPTypes
import Testing

@testable import Gateway

@Suite struct RecordRouteTests {
    private let world = GatewayWorld()
    private let authorized: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]

    private func get(_ path: String) async throws -> TestAnswer { try await world.get(path, headers: authorized) }

    @Test(arguments: ["/admin/models/2", "/admin/decisions", "/admin/evaluations"])
    func `nothing is told without the token`(_ path: String) async throws {
        #expect(try await world.get(path).status == 401)
        #expect(try await get(path).status == 200)
    }

    @Test func `a version is told with what it was made of and what became of it`() async throws {
        for path in ["/admin/models/2", "/admin/models/als%2F2"] {
            let model = try await get(path).json
            #expect(model["stage"] as? String == "Staging" && model["aliases"] as? [String] == ["challenger"])
            #expect((model["parent"] as? [String: Any])?["version"] as? String == "1")
            #expect(model["settings"] as? [String: String] == ["factors": "64"])
            #expect((model["history"] as? [[String: Any]])?.first?["to"] as? String == "None")
            #expect((model["decisions"] as? [[String: Any]])?.first?["decision"] as? String == "hold")
        }
    }

    @Test func `a version that the registry does not know is a problem that names the field`() async throws {
        let answer = try await get("/admin/models/9")
        #expect(answer.status == 404 && answer.code == "unknown_model_version" && answer.field == "version")
    }

    @Test func `decisions come with their reasons, at most as many as asked for`() async throws {
        let some = try #require(try await get("/admin/decisions?limit=2").json["decisions"] as? [[String: Any]])
        #expect(some.count == 2 && some[0]["paragraph"] as? String == "Held: \"within\" the noise.")
        let usual = try #require(try await get("/admin/decisions").json["decisions"] as? [[String: Any]])
        #expect(usual.count == 20)
        #expect(try await get("/admin/decisions?limit=0").status == 422)
    }

    @Test func `evaluations come with their intervals`() async throws {
        let found = try await get("/admin/evaluations?limit=1").json["evaluations"] as? [[String: Any]]
        let evaluation = try #require(found?.first)
        #expect(evaluation["window_seconds"] as? Double == 86_400 && evaluation["joined_by_request"] as? Int == 2)
        let row = try #require((evaluation["rows"] as? [[String: Any]])?.first)
        let metrics = row["metrics"] as? [String: [String: Double]]
        #expect(metrics?["conversion"] == ["mean": 0.5, "low": 0.25, "high": 0.75])
        #expect(evaluation["online_rmse"] is String == false)
    }
}
