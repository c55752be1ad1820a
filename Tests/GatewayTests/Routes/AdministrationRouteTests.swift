import HTTPTypes
import Testing

@testable import Gateway

@Suite struct AdministrationRouteTests {
    private let world = GatewayWorld()
    private let authorized: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Bearer wrong", "Basic \(GatewayWorld.token)", "Bearer \(GatewayWorld.token)x",
        "Bearer " + String(GatewayWorld.token.dropLast()), GatewayWorld.token,
    ])
    func `nothing happens without the token`(_ header: String?) async throws {
        for (method, path) in [
            (HTTPRequest.Method.get, "/admin/models"), (.post, "/admin/models/2/activate"), (.post, "/admin/rollback"),
            (.post, "/admin/models/rollback"),
        ] {
            let answer = try await world.send(method, path, headers: header.map { [.authorization: $0] } ?? [:])
            #expect(answer.status == 401 && answer.code == "unauthorized")
            #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
        }
        #expect(world.administration.calls.isEmpty)
    }

    @Test func `no token configured means nobody may`() async throws {
        let world = GatewayWorld { $0.adminToken = nil }
        #expect(try await world.send(.get, "/admin/models", headers: [.authorization: "Bearer "]).status == 401)
        #expect(try await world.send(.get, "/admin/models", headers: authorized).status == 401)
    }

    @Test func `models are listed`() async throws {
        let answer = try await world.send(.get, "/admin/models", headers: authorized)
        let models = try #require(answer.json["models"] as? [[String: Any]])
        #expect(models.count == 1)
        #expect(models[0]["version"] as? String == "1" && models[0]["is_serving"] as? Bool == true)
        #expect(models[0]["metrics"] as? [String: Double] == ["ndcg@10": 0.5])
        #expect(models[0]["stage"] as? String == "Production" && models[0]["aliases"] as? [String] == ["champion"])
    }

    @Test func `a version is put into service, and taken back by either address`() async throws {
        let activated = try await world.send(.post, "/admin/models/2026-01%2F2/activate", headers: authorized)
        #expect((activated.json["model"] as? [String: Any])?["version"] as? String == "2026-01/2")
        for path in ["/admin/rollback", "/admin/models/rollback"] {
            #expect(try await world.send(.post, path, headers: authorized).status == 200)
        }
        #expect(world.administration.calls == ["activate 2026-01/2", "rollback", "rollback"])
    }

    @Test(arguments: [
        (AdministrationError.Code.unknownVersion, 404, "unknown_model_version"), (.rejected, 409, "model_rejected"),
        (.nothingToRollBack, 409, "nothing_to_roll_back"), (.busy, 503, "administration_busy"),
        (.notRecorded, 503, "change_not_recorded"),
    ])
    func `what goes wrong is told`(_ code: AdministrationError.Code, _ status: Int, _ problem: String) async throws {
        world.administration.fail(with: AdministrationError(code, "because"))
        let answer = try await world.send(.post, "/admin/models/2/activate", headers: authorized)
        #expect(answer.status == status && answer.code == problem)
        #expect(answer.json["detail"] as? String == "because")
    }

    @Test func `tokens are compared whole`() {
        #expect(Call.isEqual("secret", "secret"))
        for wrong in ["", "s", "secre", "secreT", "secret2", "secretsecret"] { #expect(!Call.isEqual(wrong, "secret")) }
        #expect(!Call.isEqual("", ""))
    }
}
