import Foundation
import Models
import TestSupport
import Testing

/// What the models reach on real data: thresholds 1 and 1, every film met left out, settings chosen on validation, fit
/// on train + validation. Fewer sweeps and settings than `marquee evaluate` takes, so that a debug build needs seconds.
/// (Popularity, trending and ItemCF against an independent implementation: `MovieLensModelTests`.)
@Suite(.enabled(if: TestData.has("ml-100k"), TestData.absence), .tags(.slow))
struct `MovieLens 100K evaluation` {
    private static let log = Result {
        try collect(folder: TestData.folder.appending(path: "ml-100k"), [("u.data", .uData)]).0.log.build()
    }

    private func report(
        _ splitProtocol: SplitProtocol, models: [String], settings: [String: ModelSettings],
        candidates: [String: [ModelSettings]]
    ) async throws -> EvaluationReport {
        let options = ModelComparison.Options(
            models: models,
            selection: ModelSelection.Options(training: TrainingOptions(workerCount: 2), candidates: candidates),
            bootstrap: Bootstrap(sampleCount: 200))
        return try await ModelComparison.run(
            split: Split(Self.log.get(), protocol: splitProtocol, settings: .keepAll), settings: settings,
            options: options)
    }

    @Test func `under per-user-random ALS leads item cosine, which leads popularity`() async throws {
        let report = try await report(
            .perUserRandom(seed: 42), models: ["itemcf", "als"], settings: ["als": ["sweeps": .integer(4)]],
            candidates: [:])
        let metrics: [RankingMetric] = [.discountedGain(10), .recall(20), .averagePrecision]
        for metric in metrics {
            let means = try ["als", "itemcf", "popularity"].map { name in
                try #require(report[model: name]?.warm?.metrics[metric]).mean
            }
            #expect(means == means.sorted(by: >), "\(metric.name): \(means)")
        }
        #expect(report[model: "als"]?.warm?.leadsIn.contains(.discountedGain(10)) == true)
        #expect(report.rules.warmViewerCount > 900)
    }

    @Test func `under global-time the blend that validation chooses is accurate and varied`() async throws {
        let base: ModelSettings = ["als.alpha": .number(5), "als.regularization": .number(0.8)]
        let mixed: [ModelSettings] = [
            ["weight": .number(0)], ["weight": .number(1), "halfLifeDays": .number(7)],
            ["weight": .number(2), "halfLifeDays": .number(7)], ["weight": .number(2), "halfLifeDays": .number(90)],
        ]
        let report = try await report(
            .globalTime, models: ["trending", "blend"], settings: ["blend": ["als.sweeps": .integer(10)]],
            candidates: ["blend": mixed.map { base.merging($0) { base, _ in base } }])
        // 76 warm viewers; 135 without any event before the test, and one who rated and liked nothing.
        #expect(report.rules.warmViewerCount == 76)
        #expect(report.rules.coldViewerCount == 136)
        #expect(report.rules.rankedFilmCount == 1_628)
        #expect(report.tuning.first?.chosen["halfLifeDays"] == .number(7))
        let warm = try #require(report[model: "blend"]?.warm)
        #expect(try #require(warm.metrics[.discountedGain(10)]).mean >= 0.15)
        #expect(try #require(warm.metrics[.recall(20)]).mean >= 0.25)
        #expect(try #require(warm.coverage) >= 0.5)
        // What is popular of late is a better answer to new viewers than what always was.
        let cold = try #require(report[model: "blend"]?.cold?.metrics[.recall(20)]).mean
        #expect(cold > (try #require(report[model: "popularity"]?.cold?.metrics[.recall(20)]).mean))
    }
}

extension Tag {
    /// Takes seconds.
    @Tag static var slow: Self
}
