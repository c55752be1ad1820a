import Foundation
import TestSupport
import Testing

/// The whole loop with the real binary: part of the data is known, the rest arrives over HTTP in stages, and the server
/// retrains, judges, promotes and holds by itself. Nobody's request fails meanwhile.
@Suite(.serialized, .timeLimit(.minutes(15))) struct `The learning loop` {
    @Test func `retrains, promotes, holds, refuses and rolls back, with reasons`() async throws {
        try await run(
            LearningStory(
                data: try ChangingWorld.write(), stages: [0.7, 0.85, 0.99, 1], eventsOfStage: 20,
                options: ["--retrain-minimum-new", "100"]))
    }

    @Test(.enabled(if: TestData.has("ml-100k/u.data"), TestData.absence))
    func `does so on MovieLens 100K`() async throws {
        try await run(
            LearningStory(
                data: TestData.folder.appending(path: "ml-100k"), stages: [0.7, 0.8, 0.9, 1], eventsOfStage: 9_000,
                options: []))
    }

    private func run(_ story: LearningStory) async throws {
        let home = try await LearningHome(data: story.data, knowing: story.stages[0])
        defer { home.remove() }
        let server = try await MarqueeProcess(serving: home.folder, story.serveOptions)
        let audience = Audience(server)
        async let watching = audience.ask()

        let outcomes = try await release(story, home, server)
        #expect(outcomes.contains { $0.hasPrefix("Promoted: ") && $0.contains("more than chance") }, "\(outcomes)")
        #expect(outcomes.contains { $0.hasPrefix("Held: ") && $0.contains("noise") }, "\(outcomes)")
        try await expectRefusal(server, runs: outcomes.count)
        let versions = try await expectRollback(server)

        audience.leave()
        let heard = try await watching
        #expect(heard.failures == [] && heard.answers > 0)
        #expect(heard.versions.isSuperset(of: versions))
        try await expectReplay(home, of: versions)
        try await expectReport(home, tells: outcomes, of: versions)
        server.terminate()
    }

    /// Releases stage by stage; each is followed by a run that nobody asked for.
    private func release(
        _ story: LearningStory, _ home: LearningHome, _ server: MarqueeProcess
    ) async throws -> [String] {
        var outcomes: [String] = []
        for (first, last) in zip(story.stages, story.stages.dropFirst()) {
            // A run begins when a few events are new: on a slow machine, amid a stage.
            let failed = try await home.withoutTraining {
                try await home.release(from: first, to: last, to: server)["requests"] as? [String: Any]
            }?["failed"]
            #expect(failed as? Int == 0)
            let ended = try await server.endOfRun(outcomes.count + 1)
            #expect(ended.status == "finished")
            outcomes.append(ended.outcome)
        }
        #expect(outcomes.count >= 3)
        return outcomes
    }

    /// A challenger that is told to be bad: each film keeps a single neighbour.
    private func expectRefusal(_ server: MarqueeProcess, runs: Int) async throws {
        let serving = try await server.post("/recommend", #"{"user_id":1}"#).version
        let bad = #"{"models":["itemcf"],"settings":{"itemcf":{"neighbors":1}}}"#
        let started = try await server.administer("/admin/training", bad)
        #expect((200...299).contains(started.status), "\(started.body)")
        let outcome = try await server.endOfRun(runs + 1).outcome
        #expect(outcome.hasPrefix("Refused: itemcf/") && outcome.contains("loses"), "\(outcome)")
        #expect(try await server.post("/recommend", #"{"user_id":1}"#).version == serving)
    }

    /// Back and forth between two versions: each gives its own lists again, to the last digit.
    private func expectRollback(_ server: MarqueeProcess) async throws -> Set<String> {
        func lists() async throws -> [String] {
            var lists: [String] = []
            for viewer in 1...20 {
                let answer = try await server.post("/recommend", #"{"user_id":\#(viewer),"k":20}"#)
                let items = try JSONSerialization.data(
                    withJSONObject: answer.json["items"] ?? [], options: .sortedKeys)
                lists.append("\(answer.version ?? "") \(String(decoding: items, as: UTF8.self))")
            }
            return lists
        }
        func version() async throws -> String {
            try #require(try await server.post("/recommend", #"{"user_id":1}"#).version)
        }
        let newer = try await version(), newerLists = try await lists()
        #expect((200...299).contains(try await server.administer("/admin/models/rollback").status))
        let older = try await version(), olderLists = try await lists()
        #expect(older != newer && olderLists != newerLists)
        #expect((200...299).contains(try await server.administer("/admin/models/\(newer)/activate").status))
        #expect(try await lists() == newerLists)
        #expect((200...299).contains(try await server.administer("/admin/models/rollback").status))
        #expect(try await lists() == olderLists)
        return [newer, older]
    }

    private func expectReplay(_ home: LearningHome, of versions: Set<String>) async throws {
        let replay = try await MarqueeProcess.run("replay", home: home.folder)
        #expect(replay.status == 0, "\(replay.errors)")
        for version in versions { #expect(replay.output.contains(version), "\(replay.output)") }
    }

    private func expectReport(
        _ home: LearningHome, tells outcomes: [String], of versions: Set<String>
    ) async throws {
        let today = Date().formatted(.iso8601.year().month().day())
        let made = try await MarqueeProcess.run("report", "--day", today, home: home.folder)
        #expect(made.status == 0, "\(made.errors)")
        let folder = home.folder.appending(path: "reports")
        let text = try String(contentsOf: folder.appending(path: "daily-\(today).md"), encoding: .utf8)
        for told in outcomes + versions { #expect(text.contains(told), "the day's report leaves out: \(told)") }
        let page = try String(contentsOf: folder.appending(path: "daily-\(today).html"), encoding: .utf8)
        #expect(page.contains("<svg") && !page.contains("src=\"http"))
    }
}

/// What happens in which order, and how much of it starts a run.
struct LearningStory {
    var data: URL
    /// Shares of the data: the first is known before the server starts, each next one arrives as a whole.
    var stages: [Double]
    /// New events that start a run.
    var eventsOfStage: Int
    var options: [String]

    var serveOptions: [String] {
        ["--retrain-events", "\(eventsOfStage)", "--retrain-gap", "1"] + options
    }
}

/// Somebody who asks all the time, whatever the server is doing.
private actor Audience {
    struct Report {
        var answers = 0
        var failures: [String] = []
        var versions: Set<String> = []
    }

    private let server: MarqueeProcess
    private var isLeaving = false

    init(_ server: MarqueeProcess) { self.server = server }

    nonisolated func leave() { Task { await self.stop() } }

    private func stop() { isLeaving = true }

    func ask() async throws -> Report {
        var report = Report()
        while !isLeaving {
            let answer = try await server.post("/recommend", #"{"user_id":\#(report.answers % 90 + 1),"k":10}"#)
            report.answers += 1
            if answer.status != 200 { report.failures.append("\(answer.status): \(answer.body)") }
            if let version = answer.version { report.versions.insert(version) }
        }
        return report
    }
}
