import Foundation
import Synchronization
import Testing

/// Held-out data released through the real server: every event is stored once, whatever happens meanwhile.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `Simulating` {
    /// The first 70 % imported, trained on and ready to serve.
    private func begin() async throws -> (home: URL, data: URL) {
        let data = try SmallWorld.write()
        let home = try SmallWorld.newFolder("home")
        let imported = try await MarqueeProcess.run("import", data.path, "--until-share", "0.70", home: home)
        #expect(imported.status == 0 && imported.output.contains("of later held back"), "\(imported.errors)")
        let trained = try await MarqueeProcess.run("train", "--set", "als.factors=8", home: home)
        #expect(trained.status == 0, "\(trained.errors)")
        return (home, data)
    }

    private func simulate(
        _ data: URL, _ address: String, _ options: String..., started: @Sendable (pid_t) -> Void = { _ in }
    ) async throws -> [String: Any] {
        let outcome = try await MarqueeProcess.run(
            ["simulate", "--data", data.path, "--server", address, "--from", "0.70", "--json"] + options, home: nil,
            started: started)
        #expect(outcome.status == 0, "\(outcome.errors)\(outcome.output)")
        let summary = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        return try #require(summary)
    }

    private func number(_ summary: [String: Any], _ group: String, _ name: String) -> Int? {
        (summary[group] as? [String: Any])?[name] as? Int
    }

    /// Every rating of the file is in the store once: the old ones imported, the new ones arrived.
    private func expectWhole(_ home: URL, _ data: URL) async throws {
        let lines = try String(contentsOf: data.appending(path: "ratings.csv"), encoding: .utf8).split(separator: "\n")
        let expected = lines.dropFirst().map { $0.split(separator: ",").map(String.init) }
        let stored = try await SQLiteShell.rows(
            "SELECT user_id, item_id, CAST(value AS INTEGER), timestamp FROM all_events WHERE kind = 0",
            in: home.appending(path: "marquee.sqlite"))
        #expect(stored.count == expected.count)
        let different = Set(stored).symmetricDifference(expected)
        #expect(different.isEmpty, "lost or strange: \(different.prefix(3))")
    }

    @Test func `the rest of the data arrives whole, and a second run doubles nothing`() async throws {
        let (home, data) = try await begin()
        defer { try? FileManager.default.removeItem(at: home) }
        let server = try await MarqueeProcess(serving: home)
        let first = try await simulate(data, server.address)
        let scheduled = try #require(number(first, "events", "scheduled"))
        #expect(scheduled > 100 && number(first, "events", "accepted") == scheduled)
        #expect(number(first, "lists", "shown") == first["sessions"] as? Int)
        try await expectWhole(home, data)

        let second = try await simulate(data, server.address)
        #expect(number(second, "events", "accepted") == 0 && number(second, "events", "duplicates") == scheduled)
        try await expectWhole(home, data)
        server.terminate()
    }

    @Test func `a server killed and restarted in the middle loses nothing and doubles nothing`() async throws {
        let (home, data) = try await begin()
        defer { try? FileManager.default.removeItem(at: home) }
        var server: MarqueeProcess? = try await MarqueeProcess(serving: home)
        let address = try #require(server?.address)
        let port = try #require(address.split(separator: ":").last.map(String.init))
        let simulator = SimulatorProcess()
        // Paced, and held still while the server starts: it is still under way when the server is killed again.
        async let finished = simulate(
            data, address, "--speed", "1500", "--connections", "4", started: simulator.began)
        let file = home.appending(path: "marquee.sqlite")
        for _ in 0..<2 {
            let before = try await SQLiteShell.count("events", in: file)
            simulator.signal(SIGCONT)
            while try await SQLiteShell.count("events", in: file) <= before + 20 {
                try await Task.sleep(for: .milliseconds(5))
            }
            server?.kill()
            // Sessions begin every two thirds of a second: one of them finds nobody.
            try await Task.sleep(for: .seconds(2))
            simulator.signal(SIGSTOP)
            server = try await MarqueeProcess(serving: home, ["--port", port])
        }
        simulator.signal(SIGCONT)
        let summary = try await finished
        #expect((number(summary, "requests", "repeated") ?? 0) > 0, "the server was missed")
        #expect(number(summary, "requests", "failed") == 0)
        try await expectWhole(home, data)
        let names = try await SQLiteShell.rows("SELECT count(*), count(DISTINCT event_id) FROM events", in: file)
        #expect(names[0][0] == names[0][1])
        server?.terminate()
    }

    @Test(arguments: [
        (["simulate"], "say what to simulate"), (["simulate", "--scale", "--data", "x"], "say what to simulate"),
        (["simulate", "--data", "x", "--from", "2"], "from must be 0 to 1"),
        (["simulate", "--data", "x", "--server", "there"], "--server takes an address"),
        (["import", "x", "--until", "1", "--until-share", "0.5"], "give one"),
    ])
    func `wrong words are refused with their reason`(_ words: [String], _ reason: String) async throws {
        let outcome = try await MarqueeProcess.run(words, home: nil)
        #expect(outcome.status == 64 && outcome.errors.contains(reason), "\(outcome.errors)")
    }

    @Test func `a server that never comes is given up, with a sentence`() async throws {
        let data = try SmallWorld.write()
        let outcome = try await MarqueeProcess.run(
            [
                "simulate", "--data", data.path, "--server", "http://127.0.0.1:1", "--limit", "3", "--patience", "1",
            ], home: nil)
        #expect(outcome.status == 1 && outcome.errors.contains("127.0.0.1:1 does not answer"), "\(outcome.errors)")
    }
}

/// A process that another task started, to be stopped for a while and to go on.
private final class SimulatorProcess: Sendable {
    private let identifier = Mutex<pid_t?>(nil)

    @Sendable func began(_ process: pid_t) { identifier.withLock { $0 = process } }

    func signal(_ signal: Int32) {
        if let process = identifier.withLock({ $0 }) { kill(process, signal) }
    }
}
