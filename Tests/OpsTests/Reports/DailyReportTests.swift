import Actors
import Foundation
import Models
import Testing

@testable import Ops

@Suite struct `Daily report` {
    private let world: MonitoringFixture
    private let start = MonitoringFixture.milliseconds

    init() throws { world = try MonitoringFixture() }

    private func report(now: Date = MonitoringFixture.day.addingTimeInterval(100_000)) throws -> DailyReport {
        try DailyReportBuilder(home: world.home, events: world.events, operations: world.operations, now: { now })
            .build(ReportDay(MonitoringFixture.day))
    }

    private func answerABit() async throws {
        let store = try SQLiteRecordStore(home: world.home.url)
        try await store.write([
            MonitoringFixture.answer(1, at: start - 1, items: ["4"]),
            MonitoringFixture.answer(2, at: start, items: ["1", "2"], milliseconds: 1),
            MonitoringFixture.answer(3, at: start + 3_600_000, items: ["1"], milliseconds: 3, version: "v2"),
            MonitoringFixture.answer(
                4, at: start + 3_600_001, items: ["1"], milliseconds: 5, reason: .unknownUser, version: "v2"),
            MonitoringFixture.answer(5, at: start + 86_400_000, items: ["4"]),
        ])
    }

    @Test func `a day is the twenty-four hours of it, in UTC`() async throws {
        try await answerABit()
        let report = try report()
        let served = try #require(report.served)
        #expect(served.answers == 3)
        #expect(served.hours.map(\.answers).prefix(3) == [1, 2, 0])
        #expect(served.versions.map(\.name) == ["als/v1", "als/v2"])
        // 1, 3 and 5 ms.
        #expect(served.endpoints.map(\.percentiles?.p50) == [3])
        #expect(report.recentDays.map(\.value) == [0, 0, 0, 0, 0, 1, 3])
        #expect(report.exposure.shownFilms == 2 && report.exposure.coverage == 0.5)
        #expect(report.exposure.mostShown.first?.count == 3)
        #expect(served.fallbackReasons == [ServedTally.Count(name: "unknown_user", count: 1)])
    }

    @Test func `titles and reasons never become markup`() async throws {
        try await answerABit()
        let registry = ModelRegistry(world.operations)
        try registry.record(
            DecisionRecord(
                at: MonitoringFixture.day.addingTimeInterval(60), kind: "hold", policy: "<b>guarded</b>",
                reasons: [], paragraph: "Held | <script>alert(1)</script>\n# and `more`"))
        let report = try report()
        #expect(report.html.contains("Heat &lt;1995&gt; &amp; &quot;friends&quot;"))
        #expect(!report.html.contains("<script") && !report.html.contains("<b>"))
        #expect(report.markdown.contains("Held \\| &lt;script&gt;alert(1)&lt;/script&gt; \\# and \\`more\\`"))
    }

    @Test func `the page fetches nothing and runs nothing`() async throws {
        try await answerABit()
        let page = try report().html
        for forbidden in ["http://", "https://", "<script", "<link", "<img", "@import", "url(", " src="] {
            #expect(!page.contains(forbidden), "\(forbidden)")
        }
    }

    @Test func `a home without anything has a report that says so`() throws {
        let report = try report()
        #expect(report.served == nil)
        #expect(report.markdown.contains("No request log is kept"))
        #expect(report.markdown.contains("None recorded on this day."))
        #expect(report.markdown.contains("None are configured"))
        #expect(report.html.hasSuffix("</html>\n"))
    }

    @Test func `a day that is not over is told so`() throws {
        #expect(try report(now: MonitoringFixture.day.addingTimeInterval(60)).markdown.contains("was not over"))
        #expect(try !report().markdown.contains("was not over"))
    }

    /// Three of the five answers are the day's: 1, 3 and 5 ms. Of film 1 in them one is liked.
    @Test func `what followed the day's lists is in it, and its headline p99 is of all answers`() async throws {
        try await answerABit()
        try await world.rate([("u2", "1", 5)], at: start + 1_000)
        let builder = DailyReportBuilder(
            home: world.home, events: world.events, operations: world.operations,
            now: { MonitoringFixture.day.addingTimeInterval(300_000) })
        let report = try await builder.report(of: ReportDay(MonitoringFixture.day))
        let online = try #require(report.online)
        #expect(online.counts.lists == 3 && online.ratings?.overall.count == 1)
        // R's type 7 on 1, 3, 5: 3 + 0.98 · 2.
        #expect(abs(try #require(report.served?.percentiles?.p99) - 4.96) < 1e-9)
        for text in [report.markdown, report.html] {
            #expect(text.contains("What followed") && text.contains("4.96 ms"))
            #expect(text.contains("each predicted before it was learnt"))
        }
    }

    @Test func `availability, violations and security events are those that were counted on the day`() throws {
        let counters = DayCounters(world.operations)
        let noon = MonitoringFixture.day.addingTimeInterval(43_200)
        try counters.add([.requests: 1_000, .failures: 1, .secondsUp: 43_200, .tokensRefused: 7], at: noon)
        try counters.add([.requests: 1_000, .failures: 2, .secondsUp: 21_600, .ruleViolations: 4], at: noon)
        try counters.add([.requests: 9_999, .failures: 9_999], at: noon.addingTimeInterval(-86_400))
        try ModelRegistry(world.operations).record(
            DecisionRecord(
                at: noon, kind: "rollback", policy: "guardrails", reasons: [],
                paragraph: "Guardrails broke after a while."))
        let report = try report()
        #expect(report.counts[.requests] == 2_000 && report.counts[.tokensRefused] == 7)
        // 1 − 3 / 2000, and 64,800 of 86,400 seconds.
        for text in [
            "**99.850 %**", "**75.0 %**", "1,080 of 1,440 minutes", "3 of 2,000 requests failed", "(401) | 7 |",
        ] {
            #expect(report.markdown.contains(text), "\(text)")
        }
        #expect(report.markdown.contains("4 rules of an answer were broken"))
        #expect(report.markdown.contains("One promotion broke the guardrails"))
    }

    @Test func `drift is the day against everything before it`() async throws {
        try await world.rate((0..<100).map { (UserID("u\($0)"), "1", $0 < 50 ? 4 : 1) }, at: start - 200_000)
        try await world.rate((0..<100).map { (UserID("u\($0)"), "2", $0 < 25 ? 4 : 1) }, at: start)
        let drift = try report().drift
        let stability = try #require(drift.first { $0.name == "ratings, stability index" })
        #expect(abs(try #require(stability.value) - log(3) / 4) < 1e-12)
        #expect(stability.isBreached)
        let activity = try #require(drift.first { $0.name == "activity of viewers, divergence" })
        #expect(activity.value == 0)
    }

    @Test func `both files are written and known to be complete once the day is over`() throws {
        let day = ReportDay(MonitoringFixture.day)
        let folder = ReportFolder(world.home)
        #expect(!folder.isComplete(day))
        try folder.write(try report(), of: day)
        #expect(folder.page(of: day).lastPathComponent == "daily-2026-03-02.html")
        #expect(folder.text(of: day).lastPathComponent == "daily-2026-03-02.md")
        // Written now: complete for any day of the past.
        let past = try #require(ReportDay("2001-02-03"))
        try folder.write(try report(), of: past)
        #expect(folder.isComplete(past))
    }

    @Test(arguments: ["2026-02-30", "2026-2-03", "yesterday", "2026-01-01T00", "", "+026-01-01"])
    func `what is no day is refused`(_ text: String) { #expect(ReportDay(text) == nil) }

    @Test func `days are read and told alike`() throws {
        let day = try #require(ReportDay("2026-03-01"))
        #expect(day.description == "2026-03-01")
        #expect(day.previous.description == "2026-02-28")
        #expect(day.last(2).map(\.description) == ["2026-02-28", "2026-03-01"])
    }

    @Test func `an axis ends at a round number that is not below the largest value`() {
        #expect(PlotScale(reaching: 37).marks == [0, 10, 20, 30, 40])
        #expect(PlotScale(reaching: 1, isWhole: true).marks == [0, 1])
        #expect(PlotScale(reaching: 0).most == 1)
        #expect(PlotScale(reaching: .nan).most == 1)
    }

    @Test func `thousands are set apart`() {
        #expect([0, 999, 1_000, 1_234_567].map(ReportText.count) == ["0", "999", "1,000", "1,234,567"])
    }
}
