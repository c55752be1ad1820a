import Foundation
import Testing

/// What a person at a shell, or a script, gets from the commands.
@Suite(.timeLimit(.minutes(10))) struct CommandLineTests {
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

    /// The page's table is held against the program's list by a test of its own.
    @Test func `serve takes every option that the documentation names`() async throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Documentation/Operations.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let table = try #require(text.split(separator: "## Options").last?.split(separator: "\n## ").first)
        let names = table.matches(of: /\n\| `([a-z-]+)` \|/).map { String($0.output.1) }
        let help = try await MarqueeProcess.run("serve", "--help", home: FileManager.default.temporaryDirectory)
        #expect(names.contains("port") && names.contains("retrain-schedule"))
        for name in names { #expect(help.output.contains("--\(name) <value>"), "\(name)") }
    }

    @Test func `settings are searched, kept, and trained with; a search that is known costs nothing`() async throws {
        let home = try await SmallWorld.home()
        defer { try? FileManager.default.removeItem(at: home) }
        let words = ["tune", "--model", "itemcf", "--trials", "4", "--save"]
        let told = try await MarqueeProcess.run(words, home: home)
        #expect(told.status == 0 && told.output.contains("kept: "), "\(told.output)\(told.errors)")
        let again = try await MarqueeProcess.run(words + ["--json"], home: home)
        #expect(again.errors.contains("trials of this search are known from before"), "\(again.errors)")
        let found = try JSONSerialization.jsonObject(with: Data(again.output.utf8)) as? [String: Any]
        #expect((found?["trials"] as? [[String: Any]])?.isEmpty == false && found?["model"] as? String == "itemcf")

        let trained = try await MarqueeProcess.run("train", "--model", "itemcf", "--tuned", home: home)
        #expect(trained.status == 0, "\(trained.errors)")
        let unknown = try await MarqueeProcess.run("train", "--model", "als", "--tuned", home: home)
        #expect(unknown.status == 1 && unknown.errors.contains("marquee tune --model als --save"), "\(unknown.errors)")
        let nothing = try await MarqueeProcess.run("tune", "--model", "popularity", home: home)
        #expect(nothing.status == 64 && nothing.errors.contains("no settings to search"), "\(nothing.errors)")
    }

    @Test func `a version is archived, promoted and led back, and its history tells why`() async throws {
        let home = try await SmallWorld.home()
        defer { try? FileManager.default.removeItem(at: home) }
        try await MarqueeProcess.run("train", "--model", "popularity", "--no-evaluate", home: home)
        let before = try await models(home)
        #expect(before.map { $0["stage"] as? String } == ["Archived", "Production"])
        let names = before.compactMap { $0["version"] as? String }
        let refused = try await MarqueeProcess.run("models", "archive", names[1], home: home)
        #expect(refused.status == 1 && refused.errors.contains("serves and cannot be archived"), "\(refused.errors)")

        let steps = [
            ["promote", names[0], "--reason", "asked for"], ["rollback", names[1], "--reason", "complaints"],
            ["promote", names[0]], ["archive", names[1]], ["promote", names[1]], ["rollback"],
        ]
        for step in steps {
            let outcome = try await MarqueeProcess.run(["models"] + step, home: home)
            #expect(outcome.status == 0, "\(step): \(outcome.errors)")
        }
        let after = try await models(home)
        #expect(after.map { $0["stage"] as? String } == ["Production", "Archived"])
        #expect(after.map { $0["isActive"] as? Bool } == [true, false])
        #expect(after[0]["aliases"] as? [String] == ["champion"])
        let told = try await MarqueeProcess.run("models", "show", names[0], home: home)
        #expect(told.output.contains("asked for") && told.output.contains("complaints"), "\(told.output)")
    }

    @Test func `training runs are listed with what came of them, and shown`() async throws {
        let home = try await SmallWorld.home()
        defer { try? FileManager.default.removeItem(at: home) }
        let listed = try await MarqueeProcess.run("runs", "--json", home: home)
        let runs = try JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]]
        let run = try #require(runs?.first)
        #expect(runs?.count == 1 && run["status"] as? String == "finished")
        let shown = try await MarqueeProcess.run("runs", "show", #require(run["id"] as? String), home: home)
        #expect(shown.status == 0 && shown.output.contains("model/tensors.safetensors"), "\(shown.output)")
        let unknown = try await MarqueeProcess.run("runs", "show", "run-x", home: home)
        #expect(unknown.status == 1 && unknown.errors.contains("there is no run 'run-x'"))
    }

    /// What `models list` says, oldest first.
    private func models(_ home: URL) async throws -> [[String: Any]] {
        let listed = try await MarqueeProcess.run("models", "list", "--json", home: home)
        return try #require(JSONSerialization.jsonObject(with: Data(listed.output.utf8)) as? [[String: Any]])
    }

    @Test(arguments: [
        ["recommend"], ["similar", "--movie", "1"], ["evaluate"], ["models", "activate", "x"], ["models", "rollback"],
        ["models", "show", "x"], ["models", "archive", "x"], ["models", "decisions"], ["runs"],
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
