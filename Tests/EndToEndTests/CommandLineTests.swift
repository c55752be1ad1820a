import Foundation
import Testing

/// What a person at a shell, or a script, gets from the commands.
@Suite struct CommandLineTests {
    @Test func `a recommendation is explained, for people and for scripts`() async throws {
        let home = try await SmallWorld.home()
        defer { try? FileManager.default.removeItem(at: home) }
        let told = try await MarqueeProcess.run("recommend", "--user", "2", "--explain", home: home)
        #expect(told.status == 0 && told.output.contains("because of "), "\(told.output)\(told.errors)")

        let plain = try await MarqueeProcess.run("recommend", "--user", "2", "--json", home: home)
        #expect(try explanations(in: plain.output).allSatisfy { $0 == nil })
        let explained = try await MarqueeProcess.run("recommend", "--user", "2", "--explain", "--json", home: home)
        let explanations = try explanations(in: explained.output)
        #expect(explanations.contains { $0?["kind"] == "because_of" && $0?["movie_id"] != nil && $0?["title"] != nil })
    }

    private func explanations(in output: String) throws -> [[String: String]?] {
        let answer = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
        let items = try #require(answer?["items"] as? [[String: Any]])
        return items.map { $0["explanation"] as? [String: String] }
    }

    @Test(arguments: [
        ["recommend"], ["similar", "--movie", "1"], ["evaluate"], ["models", "activate", "x"], ["models", "rollback"],
    ])
    func `a command that reads makes no home where there is none`(_ words: [String]) async throws {
        let home = URL.temporaryDirectory.appending(path: "marquee-none-\(UUID().uuidString)")
        let outcome = try await MarqueeProcess.run(words, home: home)
        #expect(outcome.status == 1 && outcome.errors.contains("marquee.sqlite is not there"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: home.path))
    }

    @Test func `health asks the server of the same variables, and says when none is there`() async throws {
        let server = try await MarqueeProcess(serving: SmallWorld.home())
        let port = try #require(server.address.split(separator: ":").last)
        let healthy = try await MarqueeProcess.run(["health"], home: nil, environment: ["MARQUEE_PORT": "\(port)"])
        #expect(healthy.status == 0 && healthy.output == "ready\n", "\(healthy.errors)")
        let missing = try await MarqueeProcess.run(["health"], home: nil, environment: ["MARQUEE_PORT": "1"])
        #expect(missing.status == 1 && missing.errors.contains("http://127.0.0.1:1 does not answer"))
    }

    @Test(arguments: [
        (["evaluate", "--models", "als,psychic"], "there is no model 'psychic'"),
        (["recommend", "--from", "2000", "--to", "1990"], "--from 2000 is after --to 1990"),
        (["recommend", "--k", "0"], "--k takes 1 to 1000"), (["juggle"], "Unexpected argument 'juggle'"),
    ])
    func `wrong words are refused before anything is done, with status 64`(
        _ words: [String], _ reason: String
    ) async throws {
        let outcome = try await MarqueeProcess.run(words, home: nil)
        #expect(outcome.status == 64 && outcome.errors.contains(reason), "\(outcome.errors)")
    }
}
