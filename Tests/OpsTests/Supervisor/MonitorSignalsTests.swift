import Actors
import Foundation
import Models
import Testing

@testable import Ops

@Suite struct `Monitors as a reason to train` {
    private static let moment = Date(timeIntervalSince1970: 1_000_000)

    private func round(_ readings: [MonitorName: Double], newEvents: Int) -> MonitorRound {
        var round = MonitorRound(at: Self.moment)
        round.take(.newEvents, Double(newEvents), note: "", otherwise: "")
        for (name, value) in readings { round.take(name, value, limit: 0.25, note: "measured", otherwise: "") }
        return round
    }

    private func signals(
        _ round: MonitorRound?, course: [(at: Date, value: Estimate)] = []
    ) throws -> [RetrainSignal] {
        try MonitorSignals(
            round: { round }, quality: { _ in course }, champion: { ModelVersion(name: "als", version: "1") },
            events: 100
        ).broken()
    }

    @Test func `a broken limit is named, with its value, its limit and a sentence`() throws {
        let signals = try signals(round([.genresDivergence: 0.31], newEvents: 100))
        #expect(
            signals == [
                RetrainSignal(
                    name: "genres_js", value: 0.31, limit: 0.25,
                    sentence: "genres have drifted: Jensen–Shannon 0.31, beyond 0.25: measured",
                    measuredAt: Self.moment)
            ])
    }

    @Test func `what is within its limit, or no reason at all, is left out`() throws {
        let readings: [MonitorName: Double] = [.ratingsStability: 0.2, .coverage: 0.9, .modelAge: 400]
        #expect(try signals(round(readings, newEvents: 10_000)).isEmpty)
        #expect(try signals(nil).isEmpty)
    }

    @Test func `few events are drift by chance, and activity needs five times as many`() throws {
        let readings: [MonitorName: Double] = [.ratingsStability: 9, .activityStability: 9]
        #expect(try signals(round(readings, newEvents: 99)).isEmpty)
        #expect(try signals(round(readings, newEvents: 499)).map(\.name) == ["ratings_psi"])
        #expect(try signals(round(readings, newEvents: 500)).map(\.name) == ["ratings_psi", "activity_psi"])
    }

    @Test func `fallbacks and scores are measured on answers, whatever the events`() throws {
        let signals = try signals(round([.fallbackRate: 0.9, .scoresDistance: 0.5], newEvents: 0))
        #expect(signals.map(\.name) == ["scores_ks", "fallback_rate"])
    }

    /// Three first evaluations of 30, 40 and 50 %: at first 40 %, and 80 % of that is 32 %.
    @Test(arguments: [(0.31, 1), (0.33, 0)])
    func `quality has fallen when even its best case is a fifth below the first`(high: Double, count: Int) throws {
        let course =
            [0.3, 0.4, 0.5, 0.4, 0.4].map { Estimate(mean: $0, low: $0, high: $0) }
            + [Estimate(mean: 0.25, low: 0.2, high: high)]
        let signals = try signals(nil, course: course.map { (Self.moment, $0) })
        #expect(signals.count == count)
        if let signal = signals.first {
            #expect(signal.name == "online_conversion" && abs((signal.limit ?? 0) - 0.32) < 1e-12)
            #expect(signal.sentence.contains("als/1") && signal.sentence.contains("40.0 % did at first"))
        }
    }

    @Test func `a few evaluations say nothing of a fall`() throws {
        let course = [0.4, 0.4, 0.4, 0.4, 0.0].map { (Self.moment, Estimate(mean: $0, low: $0, high: $0)) }
        #expect(try signals(nil, course: course).isEmpty)
    }
}
