import Actors
import Foundation
import Models
import Testing

@testable import Ops

@Suite struct `Drift monitor` {
    private let world: MonitoringFixture
    private let start = MonitoringFixture.milliseconds

    init() throws { world = try MonitoringFixture() }

    private func model(after sequence: Int64) -> MonitoredModel {
        MonitoredModel(
            version: ModelVersion(name: "als", version: "v1"), trainedAt: start / 1_000 - 2 * 86_400,
            lastEventSequence: sequence, dataEnd: 0, metrics: ["ndcg_at_10": 0.25])
    }

    private func settings(_ change: (inout MonitorSettings) -> Void) -> MonitorSettings {
        var settings = MonitorSettings()
        change(&settings)
        return settings
    }

    @Test func `halves of fours and ones that become a quarter and three are measured by hand`() async throws {
        try await world.rate([("a", "1", 4), ("a", "3", 1), ("b", "1", 4), ("b", "3", 1)], at: start - 1_000_000)
        try await world.rate([("a", "2", 4), ("b", "4", 1), ("c", "3", 1), ("c", "4", 1)], at: start)
        let monitor = DriftMonitor(
            events: world.events, requests: nil, settings: settings { $0.minimumEvents = 1 })
        let round = try monitor.measure(model(after: 4), at: MonitoringFixture.day.addingTimeInterval(3_600))
        // As the statistic's own test: ln 3 / 4, above the limit of a quarter.
        let stability = try #require(round[.ratingsStability])
        #expect(abs(stability.value - log(3) / 4) < 1e-12)
        #expect(stability.breached && stability.limit == 0.25)
        // Likes before: two of Crime and Drama, one bit; since then one of Drama and Sci-Fi, one bit.
        #expect(round[.preferenceEntropy]?.value == 1)
        #expect(round[.preferenceEntropyChange]?.value == 0)
        #expect(round[.newEvents]?.value == 4)
        #expect(round[.modelAge]?.value == 2 + 1.0 / 24)
        #expect(round[.modelAccuracy]?.value == 0.25)
    }

    @Test func `events about films that nobody has described are a fault of the data`() async throws {
        try await world.rate(
            [("a", "1", 4), ("a", "2", 4), ("b", "3", 4), ("b", "nowhere 1", 4)], at: start - 1_000_000)
        try await world.rate([("a", "nowhere 2", 4), ("b", "nowhere 2", 4), ("c", "3", 4), ("c", "4", 4)], at: start)
        let monitor = DriftMonitor(events: world.events, requests: nil, settings: settings { $0.minimumEvents = 1 })
        let round = try monitor.measure(model(after: 4), at: MonitoringFixture.day.addingTimeInterval(3_600))
        let reading = try #require(round[.uncataloguedShare])
        #expect(reading.value == 0.5 && reading.limit == 0.25 + 0.1 && reading.breached)
        #expect(reading.note.hasPrefix("2 of 4 events are about films that are not in the catalogue, 25.0 % were"))
    }

    @Test func `too little data is no reading, and says so`() async throws {
        try await world.rate([("a", "1", 4)], at: start)
        let round = try DriftMonitor(events: world.events, requests: nil)
            .measure(model(after: 0), at: MonitoringFixture.day)
        #expect(round[.ratingsStability] == nil)
        let gap = try #require(round.gaps.first { $0.name == "ratings_psi" })
        #expect(gap.reason == "too few ratings: 1 now and 0 before, at least 100 are needed")
        #expect(round.gaps.first { $0.name == "fallback_rate" }?.reason == "no request log is kept")
        #expect(
            Set(round.readings.map(\.name)).union(round.gaps.map(\.name)) == Set(MonitorName.allCases.map(\.rawValue)))
    }

    @Test func `events that arrived long ago are not new`() async throws {
        try await world.rate([("a", "1", 4)], at: start - 8 * 86_400_000)
        try await world.rate([("a", "2", 4)], at: start - 6 * 86_400_000)
        let round = try DriftMonitor(events: world.events, requests: nil)
            .measure(model(after: 0), at: MonitoringFixture.day)
        #expect(round[.newEvents]?.value == 1)
    }

    @Test func `what was served gives coverage, concentration, fallbacks and a shift of scores`() async throws {
        let store = try SQLiteRecordStore(home: world.home.url)
        // Two early lists of low scores, two late ones of high scores, and a fallback that is not compared.
        try await store.write([
            MonitoringFixture.answer(1, at: start - 5_000, items: ["1"], scores: [0.1]),
            MonitoringFixture.answer(2, at: start - 4_000, items: ["1"], scores: [0.2]),
            MonitoringFixture.answer(3, at: start - 3_000, items: ["1"], scores: [0.8]),
            MonitoringFixture.answer(4, at: start - 2_000, items: ["2"], scores: [0.9]),
            MonitoringFixture.answer(5, at: start - 1_000, items: ["2"], scores: [0.1], reason: .unknownUser),
        ])
        let few = settings { ($0.minimumAnswers, $0.minimumLists) = (1, 1) }
        let round = try DriftMonitor(events: world.events, requests: store, settings: few)
            .measure(model(after: 0), at: MonitoringFixture.day)
        #expect(round[.scoresDistance]?.value == 1)
        #expect(round[.coverage]?.value == 0.5)
        // Counts 0, 0, 2, 3 of four films: (1·2 + 3·3) / (4 · 5).
        #expect(round[.concentration]?.value == 0.55)
        #expect(round[.fallbackRate]?.value == 0.2)
    }

    @Test func `similar films are as good as their genres agree`() throws {
        let lists = [
            SimilarList(genres: ["Crime", "Drama"], answers: [["Drama"], ["Crime", "Drama"]]),
            SimilarList(genres: ["Comedy"], answers: [["Drama"], []]),
        ]
        // ½, 1, 0 and, a film without genres against Comedy, 0.
        #expect(SimilarList.quality(lists) == 0.375)
        #expect(SimilarList.quality([]) == nil)
    }

    @Test func `rounds are kept with their gaps and come back`() throws {
        let store = MonitorStore(world.operations)
        #expect(try store.latest() == nil)
        var first = MonitorRound(at: MonitoringFixture.day)
        first.take(.ratingsStability, 0.3, limit: 0.25, note: "by hand", otherwise: "")
        first.miss(.coverage, "too few")
        var second = MonitorRound(at: MonitoringFixture.day.addingTimeInterval(60))
        second.take(.coverage, 0.5, note: "by hand", otherwise: "")
        try store.record(first)
        try store.record(second)
        #expect(try store.latest() == second)
        #expect(try store.rounds(from: first.at, to: second.at) == [first])
    }

    @Test func `readings older than they are kept go with the next round`() throws {
        let store = MonitorStore(world.operations)
        var old = MonitorRound(at: MonitoringFixture.day)
        old.take(.coverage, 0.5, note: "", otherwise: "")
        try store.record(old)
        var later = old
        later.at = MonitoringFixture.day.addingTimeInterval(3 * 86_400)
        later.readings[0].at = later.at
        try store.record(later, keeping: 2)
        #expect(try store.rounds(from: .distantPast, to: .distantFuture) == [later])
    }

    @Test func `very many answers are sampled, and their number stays exact`() async throws {
        let store = try SQLiteRecordStore(home: world.home.url)
        try await store.write((1...100).map { MonitoringFixture.answer($0, at: start, items: ["1"]) })
        let tally = try store.tally(start..<start + 1, limit: 30)
        #expect(tally.answers == 100 && tally.sampleStep == 4 && tally.sampled == 25)
    }
}
