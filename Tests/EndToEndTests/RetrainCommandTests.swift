import Foundation
import Testing

/// `marquee retrain`, by itself and through a running server.
@Suite(.timeLimit(.minutes(10))) struct RetrainCommandTests {
    @Test func `a server is asked, its run is followed to the end, and what it cannot do is told`() async throws {
        let home = try await SmallWorld.home()
        defer { try? FileManager.default.removeItem(at: home) }
        let server = try await MarqueeProcess(serving: home, ["--retrain-schedule", ""])
        let remote = ["retrain", "--server", server.address]
        let token = ["MARQUEE_ADMIN_TOKEN": MarqueeProcess.token]
        let told = try await MarqueeProcess.run(
            remote + ["--models", "popularity", "--json"], home: nil, environment: token)
        #expect(told.status == 0, "\(told.errors)")
        let run = try #require(try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
        #expect(run["status"] as? String == "finished")
        #expect((run["outcome"] as? String)?.contains("popularity/") == true)

        let unknown = try await MarqueeProcess.run(remote + ["--models", "alss"], home: nil, environment: token)
        #expect(unknown.status == 1 && unknown.errors.contains("there is no model 'alss'"), "\(unknown.errors)")
        let stranger = try await MarqueeProcess.run(remote + ["--token", "not-the-token-of-it"], home: nil)
        #expect(stranger.status == 1 && stranger.errors.contains("401"), "\(stranger.errors)")

        let decisions = try await MarqueeProcess.run("runs", "decisions", home: home)
        let id = try #require(run["id"] as? String)
        #expect(decisions.output.contains("asked for by an administrator") && decisions.output.contains(id))
        server.terminate()
    }

    @Test func `settings are given by model, and a wrong one is named before anything is trained`() async throws {
        let home = try await SmallWorld.home()
        defer { try? FileManager.default.removeItem(at: home) }
        let wrong = try await MarqueeProcess.run("retrain", "--models", "als", "--set", "als:factor=1", home: home)
        #expect(wrong.status != 0 && wrong.errors.contains("als.factor: there is no such setting"), "\(wrong.errors)")
        let right = try await MarqueeProcess.run(
            "retrain", "--models", "als", "--set", "als:factors=1", "--json", home: home)
        #expect(right.status == 0 && right.output.contains("\"decision\""), "\(right.errors)")
        let runs = try await MarqueeProcess.run("runs", "list", "--json", home: home)
        #expect(runs.status == 0 && runs.output.contains("finished"))
    }
}
