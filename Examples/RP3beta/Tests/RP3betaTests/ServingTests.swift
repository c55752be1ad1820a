import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The command with the model in it, as a person would use it: one home, one server, real sockets.
@Suite(.timeLimit(.minutes(5))) struct ServingTests {
    @Test func `the model is compared, trained, tuned and served by the command that knows it`() async throws {
        let home = URL.temporaryDirectory.appending(path: "marquee-rp3beta-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        let server = try Command(["serve", "--demo", "--home", home.path, "--port", "0", "--watch-interval", "0.1"])
        defer { server.stop() }
        let address = try await server.address()

        let reports = try Command(
            ["evaluate", "--home", home.path, "--models", "rp3beta", "--protocol", "per-user-random", "--json"]
        ).output()
        #expect(reports.contains("\"rp3beta\""))
        let search = try Command(
            ["tune", "--home", home.path, "--model", "rp3beta", "--method", "random", "--trials", "3", "--json"]
        ).output()
        #expect(search.contains("beta"))

        _ = try Command(["train", "--home", home.path, "--model", "rp3beta", "--set", "neighbors=50"]).output()
        try await server.wait { try await Self.model(at: address) == "rp3beta" }
        let list = try await Self.post("\(address)/recommend", #"{"user_id":"1","k":5,"explain":true}"#)
        #expect(list.status == 200)
        #expect(list.body["is_fallback"] as? Bool == false)
        #expect((list.body["items"] as? [Any])?.count == 5)
        let film = try #require((list.body["items"] as? [[String: Any]])?.first?["movie_id"] as? String)
        let similar = try await Self.post("\(address)/similar", #"{"movie_id":"\#(film)","k":3}"#)
        #expect(similar.status == 200)
        #expect(similar.body["is_fallback"] as? Bool == false)
    }

    private static func model(at address: String) async throws -> String? {
        let (data, _) = try await URLSession.shared.data(from: try #require(URL(string: "\(address)/health")))
        let health = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return (health?["model"] as? [String: Any])?["name"] as? String
    }

    private static func post(_ address: String, _ body: String) async throws -> (status: Int, body: [String: Any]) {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(body.utf8)
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return (status, try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:])
    }
}
