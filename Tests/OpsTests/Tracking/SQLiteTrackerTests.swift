import Actors
import Foundation
@testable import Ops
import Testing

@Suite struct `Embedded tracker` {
    private let folder: TemporaryFolder
    private let database: OperationsDatabase
    private let run = RunID(rawValue: "run-1")
    private let began = Date(timeIntervalSince1970: 100)

    init() throws {
        folder = try TemporaryFolder()
        database = try OperationsDatabase(home: folder.url)
    }

    private var start: TrackingEntry {
        .runStarted(run, experiment: "marquee", name: "als", at: began, tags: ["kind": "training"])
    }

    @Test func `a run is told whole and read back`() async throws {
        let tracker = SQLiteTracker(database)
        let version = ModelVersion(name: "als", version: "1")
        try await tracker.record([start, .parameters(run, ["factors": "8"])])
        try await tracker.record([
            .metrics(
                run,
                [
                    MetricPoint(name: "loss", value: 3, step: 0, at: began),
                    MetricPoint(name: "loss", value: 2, step: 1, at: began),
                    MetricPoint(name: "ndcg_at_10", value: 0.25, at: began),
                ]),
            .tags(run, ["seed": "42"]),
            .artefact(run, file: URL(filePath: "/tmp/report.md"), name: "report.md"),
            .registered(run, version, folder: folder.url),
            .runFinished(run, .finished, at: began + 60),
        ])
        let details = try #require(try tracker.run(run))
        #expect(
            details.run
                == TrackedRun(
                    id: run, experiment: "marquee", name: "als", status: .finished, startedAt: began,
                    endedAt: began + 60, tags: ["kind": "training", "seed": "42"],
                    metrics: ["loss": 2, "ndcg_at_10": 0.25], versions: [version]))
        #expect(details.parameters == ["factors": "8"])
        #expect(details.points.map(\.step) == [0, 1, 0] && details.points.map(\.value) == [3, 2, 0.25])
        #expect(details.artefacts == ["report.md": "/tmp/report.md"])
    }

    @Test func `entries told twice are kept once, and a run taken up again keeps its beginning`() async throws {
        let tracker = SQLiteTracker(database)
        let point = TrackingEntry.metrics(run, [MetricPoint(name: "loss", value: 3, step: 1, at: began)])
        try await tracker.record([start, point, point, .runFinished(run, .killed, at: began + 5)])
        try await tracker.record([.runStarted(run, experiment: "marquee", name: "als", at: began + 9, tags: [:])])
        let details = try #require(try tracker.run(run))
        #expect(details.points.count == 1)
        #expect(details.run.status == .running && details.run.startedAt == began && details.run.endedAt == nil)
    }

    @Test func `a value that is not finite is left out, and the rest is kept`() async throws {
        let tracker = SQLiteTracker(database)
        try await tracker.record([
            start,
            .metrics(run, [MetricPoint(name: "loss", value: .nan), MetricPoint(name: "gain", value: 1)]),
        ])
        #expect(try tracker.runs(limit: 1).first?.metrics == ["gain": 1])
    }

    @Test func `runs are listed, the latest first`() async throws {
        let tracker = SQLiteTracker(database)
        for number in 1...3 {
            let id = RunID(rawValue: "run-\(number)")
            try await tracker.record([
                .runStarted(id, experiment: "e", name: "n", at: began + Double(number), tags: [:])
            ])
        }
        #expect(try tracker.runs(limit: 2).map(\.id.rawValue) == ["run-3", "run-2"])
        #expect(try tracker.run(RunID(rawValue: "run-9")) == nil)
    }

    @Test func `what a dead process left running is marked killed, and a live one's run is left alone`() async throws {
        let dead = RunID(rawValue: "run-dead"), rebooted = RunID(rawValue: "run-rebooted")
        try await SQLiteTracker(database).record([start])
        // The number of this process with another start: a number that was given anew.
        let parts = ProcessMark.current.text.split(separator: " ").map(String.init)
        for (id, mark) in [(dead, "\(parts[0]) \(parts[1]) 1"), (rebooted, "another-boot \(parts[1]) \(parts[2])")] {
            try await SQLiteTracker(database, process: ProcessMark(text: mark)).record([
                .runStarted(id, experiment: "e", name: "n", at: began, tags: [:])
            ])
        }
        let tracker = SQLiteTracker(try OperationsDatabase(home: folder.url))
        #expect(Set(try tracker.closeAbandonedRuns(at: began + 7)) == [dead, rebooted])
        #expect(try tracker.run(dead)?.run.status == .killed)
        #expect(try tracker.run(dead)?.run.endedAt == began + 7)
        #expect(try tracker.run(run)?.run.status == .running)
        #expect(try tracker.closeAbandonedRuns() == [])
    }

    @Test func `the mark of a process that has ended is not alive`() throws {
        let child = Process()
        child.executableURL = URL(filePath: "/bin/sh")
        child.arguments = ["-c", "exit 0"]
        try child.run()
        let number = child.processIdentifier
        child.waitUntilExit()
        let boot = ProcessMark.current.text.split(separator: " ")[0]
        #expect(!ProcessMark(text: "\(boot) \(number) 5").isAlive)
        #expect(ProcessMark.current.isAlive)
        #expect(!ProcessMark(text: "").isAlive && !ProcessMark(text: "unknown").isAlive)
    }
}
