import Models
import TestSupport
import Testing

@Suite struct FoldInTuningTests {
    private let options = TrainingOptions(workerCount: 1)

    /// 250 viewers, each of whom likes 20 films of one of two kinds.
    private let board = TrainingSet.checkerboard(users: 250, items: 42)

    @Test func `a prior is chosen from those tried, by new viewers`() async throws {
        let tuning = try #require(FoldInTuning(board, settings: .init(priors: [0.5, 50], shownCounts: [1, 3])))
        let choice = try #require(try await tuning.choose(ItemCFPlugin(), settings: [:], options: options))
        // One like tells the kind, so the less popularity the better.
        #expect(choice.foldInPrior == 0.5)
        #expect(choice.report.trials.count == 2)
        #expect(choice.report.reason.contains("25 viewers"))
    }

    @Test func `a model that cannot answer by a history has nothing to choose`() async throws {
        let tuning = try #require(FoldInTuning(board))
        #expect(try await tuning.choose(PopularityPlugin(), settings: [:], options: options) == nil)
    }

    @Test func `a blend is judged by its base`() async throws {
        let tuning = try #require(FoldInTuning(board, settings: .init(priors: [0.5, 50], shownCounts: [3])))
        let base = try #require(try await tuning.choose(ItemCFPlugin(), settings: [:], options: options))
        let blend = try #require(
            try await tuning.choose(
                BlendPlugin(bases: [ItemCFPlugin()]), settings: ["weight": .number(2)], options: options))
        #expect(blend.foldInPrior == base.foldInPrior)
        #expect(blend.report.trials == base.report.trials)
    }

    @Test func `with too few viewers there is nothing to choose by`() {
        #expect(FoldInTuning(TrainingSet.checkerboard(users: 50, items: 42)) == nil)
        #expect(FoldInTuning(TrainingSet.checkerboard(users: 250, items: 10)) == nil)
    }
}
