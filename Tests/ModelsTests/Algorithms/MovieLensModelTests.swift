import Foundation
import Models
import TestSupport
import Testing

/// Models on MovieLens 100K under the global-time split, trained on its first 85 %, against figures of an independent
/// implementation in Python (numpy), made once for this purpose.
@Suite(.enabled(if: TestData.has("ml-100k"), TestData.absence)) struct MovieLensModelTests {
    private static let split = Result {
        let (collector, _) = try collect(
            folder: TestData.folder.appending(path: "ml-100k"), [("u.item", .uItem), ("u.data", .uData)])
        return Split(
            collector.log.build(), movies: collector.movies, protocol: .globalTime, settings: .keepAll)
    }

    private func first(_ count: Int, of model: PopularityModel, in data: TrainingSet) -> [String] {
        model.order.prefix(count).map { data.items.id(of: $0).rawValue }
    }

    @Test func `the split is the one the figures are for`() throws {
        let data = try Self.split.get().refit
        #expect(data.latest == 891_036_414)
        #expect(data.positives.entryCount == 46_904)
        #expect(data.seen.entryCount == 85_000)
    }

    @Test func `popularity has the counts`() throws {
        let data = try Self.split.get().refit
        let model = PopularityModel(counting: data)
        #expect(first(3, of: model, in: data) == ["50", "100", "181"])
        #expect(Array(model.order.prefix(3).map { model.scores[$0.index] * 436 }) == [436, 347, 336])
    }

    @Test func `trending has the decayed sums`() throws {
        let data = try Self.split.get().refit
        let model = PopularityModel(trending: data, RecencySettings(halfLifeDays: 7, smoothing: 0))
        #expect(first(5, of: model, in: data) == ["313", "50", "127", "272", "269"])
        let expected: [Float] = [1, 0.8007, 0.6624, 0.6159, 0.5926]
        for (item, score) in zip(model.order, expected) { #expect(abs(model.scores[item.index] - score) < 5e-5) }
    }

    /// Plug-in, settings, NDCG@10, Recall@20, coverage@100 of 76 warm viewers.
    static let figures: [(String, ModelSettings, Double, Double, Double)] = [
        ("popularity", [:], 0.147, 0.149, 0.228),
        ("trending", ["halfLifeDays": .integer(14), "smoothing": .integer(0)], 0.218, 0.249, 0.226),
        ("itemcf", [:], 0.171, 0.162, 0.439),
        ("itemcf", ["weighting": .text("bm25")], 0.162, 0.150, 0.479),
    ]

    @Test(arguments: figures)
    func `models predict as well as their twins`(
        name: String, settings: ModelSettings, ndcg: Double, recall: Double, coverage: Double
    ) async throws {
        let split = try Self.split.get()
        let plugin = try #require(PluginCatalogue.standard[name])
        let model = try await plugin.makeTrainer(settings).train(
            on: split.refit, options: TrainingOptions(workerCount: 2))
        let task = EvaluationTask(fit: split.refit, heldOut: split.test)
        let result = try await Evaluator(Evaluator.Options(workerCount: 2)).evaluate(
            model, on: task, fallback: PopularityModel(counting: split.refit))
        #expect(task.warmViewers.count == 76)
        // Half a unit of the printed digits, and where items of equal score are numbered otherwise.
        let tolerance = 0.0016
        #expect(abs((result.warmMean(.discountedGain(10)) ?? 0) - ndcg) < tolerance)
        #expect(abs((result.warmMean(.recall(20)) ?? 0) - recall) < tolerance)
        // Four films of 1,628: at the hundredth place scores are close, and the twin's BM25 averages over other viewers.
        #expect(abs((result.warm.coverage ?? 0) - coverage) < 0.0025)
    }
}
