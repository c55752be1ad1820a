import Foundation
import GRDB
import Testing

/// `kill -9` at every step of a retraining run, always at its worst moment: when the step is done and not yet noted.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `A server killed while it trains` {
    static let options = [
        "--retrain-models", "itemcf", "--retrain-policy", "better", "--retrain-minimum-new", "100",
    ]

    @Test(arguments: ["snapshot", "judge", "publish", "decide", "apply"])
    func `loses nothing, and its run is taken up`(_ step: String) async throws {
        let home = try await LearningHome(data: ChangingWorld.write(), knowing: 0.7, training: ["--model", "itemcf"])
        defer { home.remove() }
        let champion = try home.activeVersion()
        var server = try await MarqueeProcess(serving: home.folder, Self.options)
        try await home.release(from: 0.7, to: 1, to: server)
        let events = try await SQLiteShell.count("all_events", in: home.folder.appending(path: "marquee.sqlite"))
        let asked = #"{"user_id":2,"k":10}"#
        let before = try await server.post("/recommend", asked)

        let slow = try SlowNote(of: step, in: home.operations)
        #expect((200...299).contains(try await server.administer("/admin/training").status))
        try await slow.waitUntilWriting(in: home.operations)
        server.kill()
        try slow.remove()
        try await expectWhole(home, events: events)
        let afterKill = try home.activeVersion()
        #expect((afterKill == champion) == (step != "apply"), "only the last step changes what serves")

        server = try await MarqueeProcess(serving: home.folder, Self.options)
        #expect(try await server.get("/ready").status == 200)
        let ended = try await server.endOfRun(1)
        #expect(ended.status == "finished" && ended.outcome.hasPrefix("Promoted:"), "\(ended.outcome)")
        let after = try await server.post("/recommend", asked)
        #expect(before.status == 200 && after.status == 200)
        #expect(before.version == champion && after.version != champion)
        try await expectWhole(home, events: events)
        try await expectOneOfEach(home, serving: try #require(after.version))
        server.terminate()
    }

    /// Every event is there, and the databases are sound.
    private func expectWhole(_ home: LearningHome, events: Int) async throws {
        let file = home.folder.appending(path: "marquee.sqlite")
        #expect(try await SQLiteShell.count("all_events", in: file) == events)
        for database in [file, home.operations] {
            #expect(try await SQLiteShell.rows("PRAGMA integrity_check", in: database) == [["ok"]])
        }
    }

    /// Taken up, not begun anew: one run, one version made by it, one decision, one version in production.
    private func expectOneOfEach(_ home: LearningHome, serving version: String) async throws {
        let published = try home.publishedVersions()
        #expect(published.count == 2, "\(published)")
        #expect(try home.activeVersion() == version)
        #expect(try await SQLiteShell.count("retraining_runs", in: home.operations) == 1)
        let decisions = try await MarqueeProcess.run("models", "decisions", "--json", home: home.folder)
        #expect(decisions.output.components(separatedBy: "\"promote\"").count == 2, "\(decisions.output)")
        let listed = try await MarqueeProcess.run("models", "list", home: home.folder)
        let production = listed.output.split(separator: "\n").filter { $0.contains("Production") }
        #expect(production.count == 1 && production[0].contains(version), "\(listed.output)")
    }
}

/// Makes noting one step take a very long time, from outside and in the database alone: what the step does is done, its
/// note is not committed, and whoever kills the process then knows where it was.
private struct SlowNote {
    private static let steps = ["snapshot", "judge", "publish", "decide", "apply"]

    private let database: DatabaseQueue
    private let step: String

    init(of step: String, in file: URL) throws {
        self.step = step
        var configuration = Configuration()
        configuration.busyMode = .immediateError
        database = try DatabaseQueue(path: file.path, configuration: configuration)
        try database.write { database in
            try database.execute(
                sql: """
                    CREATE TABLE slow_note (count INTEGER);
                    CREATE VIEW slowly AS WITH RECURSIVE counting (n) AS
                        (SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < 100000000000) SELECT n FROM counting;
                    CREATE TRIGGER slow_note_of_step AFTER INSERT ON retraining_steps WHEN NEW.step = '\(step)'
                        BEGIN INSERT INTO slow_note SELECT count(*) FROM slowly; END
                    """)
        }
    }

    /// Waits until the steps before are noted, and somebody has then been writing for as long as only the slow note
    /// takes.
    func waitUntilWriting(in file: URL) async throws {
        while try await SQLiteShell.count("retraining_steps", in: file) < Self.steps.firstIndex(of: step) ?? 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        var busy = 0
        while busy < 200 {
            do {
                try await database.write { try $0.execute(sql: "DELETE FROM slow_note") }
                busy = 0
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                busy += 1
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func remove() throws {
        try database.write { database in
            try database.execute(sql: "DROP TRIGGER slow_note_of_step; DROP VIEW slowly; DROP TABLE slow_note")
        }
    }
}
