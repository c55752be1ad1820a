import Foundation
import Models
import Synchronization
import Testing

@Suite struct ModelComparisonTests {
    private let split = Split(tinyLog(), protocol: .perUserRandom(seed: 1), settings: .keepAll)

    private func report(
        models: [String]? = ["itemcf", "trending"], settings: [String: ModelSettings] = [:], workers: Int = 1,
        tunes: Bool = true, progress: @escaping @Sendable (ModelComparison.Progress) -> Void = { _ in }
    ) async throws -> EvaluationReport {
        let options = ModelComparison.Options(
            models: models, selection: .init(training: TrainingOptions(workerCount: workers)),
            bootstrap: Bootstrap(sampleCount: 100), tunes: tunes)
        return try await ModelComparison.run(split: split, settings: settings, options: options, progress: progress)
    }

    @Test func `popularity always has a row, and item cosine beats it where taste has structure`() async throws {
        let report = try await report()
        #expect(report.models.map(\.name) == ["popularity", "itemcf", "trending"])
        let metric = RankingMetric.discountedGain(10)
        let popularity = try #require(report[model: "popularity"]?.warm?.metrics[metric])
        let cosine = try #require(report[model: "itemcf"]?.warm)
        #expect(try #require(cosine.metrics[metric]).mean > popularity.mean)
        #expect(cosine.leadsIn.contains(metric))
        #expect(popularity.low <= popularity.mean && popularity.mean <= popularity.high)
    }

    @Test func `settings are chosen on validation unless given`() async throws {
        let tuned = try await report()
        #expect(tuned.tuning.map(\.model) == ["trending"])
        #expect(tuned.text.contains("Fit on train + validation with settings chosen on validation."))
        let given = try await report(settings: ["trending": ["halfLifeDays": .number(3)]])
        #expect(given.tuning.isEmpty)
        #expect(given[model: "trending"]?.settings["halfLifeDays"] == .number(3))
        let untuned = try await report(tunes: false)
        #expect(untuned.tuning.isEmpty)
        #expect(untuned.text.contains("Fit on train + validation; no setting was tuned."))
    }

    @Test func `the figures do not depend on the number of workers`() async throws {
        var one = try await report(workers: 1), many = try await report(workers: 4)
        one.forgetTimes()
        many.forgetTimes()
        #expect(one == many)
    }

    @Test func `an unknown model or setting is told by name`() async throws {
        await #expect(throws: SettingError.self) { try await report(models: ["tarot"]) }
        await #expect(throws: SettingError.self) { try await report(settings: ["itemcf": ["cards": .integer(78)]]) }
    }

    @Test func `progress tells of every stage`() async throws {
        let stages = Mutex<Set<String>>([])
        _ = try await report { progress in
            let stage =
                switch progress {
                case .tuning: "tuning"
                case .training: "training"
                case .evaluating: "evaluating"
                }
            stages.withLock { _ = $0.insert(stage) }
        }
        #expect(stages.withLock { $0 } == ["tuning", "training", "evaluating"])
    }

    @Test func `the report reads back from JSON`() async throws {
        let report = try await report()
        let json = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(EvaluationReport.self, from: json) == report)
        #expect(String(decoding: json, as: UTF8.self).contains(#""ndcg@10":{"#))
    }

    @Test func `the table says under what rules it was made`() async throws {
        let text = try await report().text
        for part in ["per-user-random (drawn with seed 1)", "Full ranking of 40 films", "left out, liked or not"] {
            #expect(text.contains(part), "\(part) is missing from\n\(text)")
        }
        #expect(text.contains("Warm viewers (60)"))
        #expect(text.contains("| ") == false)
    }

    @Test func `Markdown has the same figures in pipes`() async throws {
        let report = try await report()
        let mean = try #require(report[model: "itemcf"]?.warm?.metrics[.discountedGain(10)]).mean
        let figure = String(format: "%.3f", mean)
        #expect(report.text.contains(figure))
        #expect(report.markdown.contains("| itemcf | \(figure)"))
    }

    @Test func `a ready-made split without validation takes the defaults`() async throws {
        let train = InteractionLog([
            Interaction(user: "a", item: "x", kind: .click, value: 1, timestamp: 0),
            Interaction(user: "a", item: "y", kind: .click, value: 1, timestamp: 0),
            Interaction(user: "b", item: "x", kind: .click, value: 1, timestamp: 0),
        ])
        let test = InteractionLog([
            Interaction(user: "b", item: "y", kind: .click, value: 1, timestamp: 0),
            Interaction(user: "c", item: "z", kind: .click, value: 1, timestamp: 0),
        ])
        let options = ModelComparison.Options(
            models: ["popularity", "itemcf"], selection: .init(training: TrainingOptions(workerCount: 1)))
        let report = try await ModelComparison.run(
            split: Split(train: train, validation: nil, test: test), options: options)
        #expect(report.tuning.isEmpty)
        #expect(report[model: "itemcf"]?.warm?.metrics[.recall(5)]?.mean == 1)
        // Nobody met z: the cold viewer's only film is a miss.
        #expect(report[model: "itemcf"]?.cold?.metrics[.recall(5)]?.mean == 0)
        #expect(report.rules.warmViewerCount == 1 && report.rules.coldViewerCount == 1)
    }
}

extension EvaluationReport {
    /// What the clock says differs from run to run.
    fileprivate mutating func forgetTimes() {
        for place in models.indices {
            models[place].trainingSeconds = 0
            models[place].evaluationSeconds = 0
            models[place].speed = nil
            models[place].learningCurve = []
        }
        choice = nil
    }
}
