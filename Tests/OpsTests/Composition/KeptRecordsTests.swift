import Foundation
import Gateway
import Models
import Testing

@testable import Ops

/// What administrators read of a home folder.
@Suite struct KeptRecordsTests {
    private let folder: TemporaryFolder
    private var home: HomeFolder { HomeFolder(folder.url) }

    init() throws { folder = try TemporaryFolder() }

    private func records() throws -> KeptRecords {
        try home.prepare()
        return KeptRecords(home, try EventDatabase(home: home.url), try OperationsDatabase(home: home.url))
    }

    @Test func `every figure that is monitored or judged is defined`() {
        let dimensions = ViewerGroups.dimensions.map(MetricName.gap)
        for name in MonitorName.allCases.map(\.rawValue) + MetricName.all + dimensions {
            #expect(FigureDefinition.of(name) != nil, "\(name)")
        }
        for metric in RealisedMetric.allCases {
            #expect(FigureDefinition.of(metric.name(cutoff: 10)) != nil, "\(metric)")
        }
    }

    @Test func `definitions and metrics agree on which way is better`() {
        for name in MetricName.all where MetricName.isBetterLower(name) {
            #expect(FigureDefinition.of(name)?.better == .lower, "\(name)")
        }
    }

    @Test func `the courses of monitored figures are thinned out and end with the latest`() {
        let rounds = (0..<1_000).map { number -> MonitorRound in
            var round = MonitorRound(at: Date(timeIntervalSince1970: Double(number)))
            round.take(.coverage, Double(number), limit: 500, note: "n", otherwise: "")
            if number == 999 { round.miss(.scoresDistance, "too few lists") }
            return round
        }
        let monitors = KeptMonitor.list(of: rounds, atMost: 300)
        #expect(monitors.map(\.name) == ["scores_ks", "served_coverage"])
        let points = monitors[1].points
        #expect(points.count == 250 && points.last?.value == 999 && points.first?.value == 3)
        #expect(points.last?.breached == true && monitors[1].note == "n")
        #expect(monitors[0].points.isEmpty && monitors[0].gap == "too few lists")
    }

    @Test func `a tracked run is told with its curves`() async throws {
        let records = try records()
        let tracker = SQLiteTracker(records.operations), run = RunID(rawValue: "run-7")
        let points = (1...3).map { MetricPoint(name: "loss", value: 10 / Double($0), step: $0) }
        try await tracker.record([
            .runStarted(
                run, experiment: "e", name: "n", at: Date(timeIntervalSince1970: 5), tags: ["kind": "retraining"]),
            .metrics(run, points + [MetricPoint(name: "ndcg_at_10", value: 0.5)]), .parameters(run, ["seed": "42"]),
        ])
        let told = try #require(try await records.run("run-7"))
        #expect(told.status == "running" && told.startedAt == 5 && told.parameters == ["seed": "42"])
        #expect(told.curves.map(\.metric) == ["loss"])
        #expect(told.curves[0].points.map(\.step) == [1, 2, 3] && told.curves[0].points[1].value == 5)
        #expect(try await records.run("run-8") == nil)
    }

    @Test func `imports are told with what was left out`() async throws {
        let records = try records()
        let file = folder.url.appending(path: "ratings.csv")
        try Data("userId,movieId,rating,timestamp\n1,2,4,100\n1,3,x,100\n".utf8).write(to: file)
        _ = try Importer(into: records.events).run(file)
        let told = try #require(try await records.imports(limit: 5).first)
        #expect(told.report.rejectedCount == 1 && told.report.files[0].rejected == [.badNumber: 1])
        let size = try await records.dataSize()
        #expect(size.importedEvents == 1 && size.arrivedEvents == 0 && size.viewers == 1)
    }

    @Test func `a report that was written is told again as it was, and today's is made`() async throws {
        let records = try records()
        let yesterday = ReportDay(Date()).previous, today = ReportDay(Date())
        let builder = DailyReportBuilder(home: home, events: records.events, operations: records.operations)
        var report = try builder.build(yesterday)
        report.preferenceEntropy = [.init(day: "2026-01-01", value: .infinity)]
        #expect(try DailyReport(json: report.json) == report)
        try ReportFolder(home).write(report, of: yesterday)
        let names = try await records.reports(limit: 10)
        #expect(names.map(\.day) == [today.description, yesterday.description])
        #expect(names[1].isComplete && names[1].writtenAt != nil)
        let kept = try #require(try await records.report(yesterday.description))
        #expect(kept.name == names[1] && kept.sections.map(\.title) == report.sections.map(\.title))
        let made = try #require(try await records.report(today.description))
        #expect(made.name.writtenAt == nil && !made.name.isComplete)
        #expect(try await records.report("2020-01-01") == nil)
        #expect(try await records.report("../secret") == nil)
    }

    @Test func `a report of an earlier release is told by its text`() async throws {
        let records = try records()
        let day = try #require(ReportDay("2020-02-29"))
        try Data("# Marquee\n\nAll was well.".utf8).write(to: ReportFolder(home).text(of: day))
        let kept = try #require(try await records.report("2020-02-29"))
        guard case .text(let last)? = kept.sections[0].blocks.last else { return #expect(Bool(false)) }
        #expect(last == "All was well.")
    }

    @Test func `comparing a version that is not there is an error that says so`() async throws {
        let records = try records()
        await #expect {
            _ = try await records.difference("a", "b")
        } throws: { ($0 as? AdministrationError)?.code == .unknownVersion }
    }
}
