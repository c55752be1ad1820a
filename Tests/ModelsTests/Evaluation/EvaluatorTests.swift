import Models
import Synchronization
import Testing
import TestSupport

@Suite struct EvaluatorTests {
    /// Films 0…5 were liked by 3, 3, 2, 1, 1 and 1 viewers; nobody met film 6. Viewer 3 met film 5 and liked nothing.
    private let fit = TrainingSet.fixture(
        likes: [[0, 1, 2], [0, 1, 3], [0, 1, 2, 4, 5], []], disliked: [[4], [], [], [5]], itemCount: 7)
    private let popularity: PopularityModel
    private let options = Evaluator.Options(cutoffs: [1, 2], depth: 3, workerCount: 1)

    init() { popularity = PopularityModel(counting: fit) }

    private func heldOut(_ rows: [[Int]]) -> InteractionMatrix {
        InteractionMatrix(rows: rows.map { $0.map { ($0, 1) } }, columnCount: 7)
    }

    private func evaluate(
        _ rows: [[Int]], exclusion: EvaluationTask.Exclusion = .met
    ) async throws -> ModelEvaluation {
        let task = EvaluationTask(fit: fit, heldOut: heldOut(rows), exclusion: exclusion)
        return try await Evaluator(options).evaluate(popularity, on: task, fallback: popularity)
    }

    @Test func `what a viewer met is not listed, and what they went on to like is found where it stands`() async throws
    {
        // Viewer 0 met 0, 1, 2 and 4, so their list is 3, 5; viewer 1's is 2, 4, 5.
        let result = try await evaluate([[5], [2, 5], [], []])
        #expect(result.warm.viewers == [0, 1])
        #expect(result.warmMean(.recall(1)) == (0 + 0.5) / 2)
        #expect(result.warmMean(.recall(2)) == (1 + 0.5) / 2)
        #expect(result.warmMean(.reciprocalRank) == (0.5 + 1) / 2)
        #expect(result.warmMean(.averagePrecision) == (0.5 + (1 + 2.0 / 3) / 2) / 2)
    }

    @Test func `excluding only what was liked leaves what was met and disliked in the running`() async throws {
        // Viewer 0's list is 3, 4, 5 now: film 5 moves to the third place.
        let result = try await evaluate([[5], [], [], []], exclusion: .liked)
        #expect(result.warmMean(.reciprocalRank) == 1.0 / 3)
    }

    @Test func `a film the fit part does not know is a miss`() async throws {
        let result = try await evaluate([[6, 5], [], [], []])
        #expect(result.warmMean(.recall(2)) == 0.5)
        // 1/log2(3) against the best list of two.
        #expect(abs((result.warmMean(.discountedGain(2)) ?? 0) - 0.6309297535714575 / 1.6309297535714575) < 1e-12)
    }

    @Test func `what the fit part knows already is not asked for`() async throws {
        let result = try await evaluate([[0, 4], [0, 5], [], []])
        #expect(result.warm.viewers == [1])
        #expect(result.warmMean(.recall(2)) == 0)
    }

    @Test func `viewers without a like are a group of their own`() async throws {
        let result = try await evaluate([[], [], [], [0, 5]])
        #expect(result.warm.viewers.isEmpty)
        #expect(result.warm.coverage == nil)
        #expect(result.warmMean(.recall(1)) == nil)
        #expect(result.cold.viewers == [3])
        // Their list is 0, 1, 2; film 5 was met before and is not asked for.
        #expect(result.cold.values[result.metrics.firstIndex(of: .recall(1)) ?? 0] == 1)
    }

    @Test func `coverage counts the films of the lists among those of the fit part`() async throws {
        // Lists 3, 5 and 2, 4, 5: four of six films.
        let result = try await evaluate([[5], [5], [], []])
        #expect(result.warm.coverage == 4.0 / 6)
        // Counts 0, 0, 1, 1, 1, 2: Σ (2i − 7) · x = −1 + 1 + 3 + 10 = 13; 13 / (6 · 5).
        #expect(abs((result.warm.gini ?? 0) - 13.0 / 30) < 1e-12)
    }

    @Test func `the numbers do not depend on the number of workers`() async throws {
        let board = TrainingSet.checkerboard(users: 300, items: 60)
        let held = InteractionMatrix(rows: (0..<300).map { [(($0 + 1) % 60, 1)] }, columnCount: 60)
        let task = EvaluationTask(fit: board, heldOut: held)
        let model = PopularityModel(counting: board)
        var results: [ModelEvaluation] = []
        for workers in [1, 3] {
            let evaluator = Evaluator(Evaluator.Options(workerCount: workers))
            results.append(try await evaluator.evaluate(model, on: task, fallback: model))
        }
        #expect(results[0].warm.values == results[1].warm.values)
        #expect(results[0].warm.coverage == results[1].warm.coverage)
        #expect(results[0].warm.gini == results[1].warm.gini)
    }

    @Test func `progress ends at 1, and cancelling stops between blocks`() async throws {
        let board = TrainingSet.checkerboard(users: 300, items: 60)
        let held = InteractionMatrix(rows: (0..<300).map { [(($0 + 1) % 60, 1)] }, columnCount: 60)
        let task = EvaluationTask(fit: board, heldOut: held)
        let model = PopularityModel(counting: board)
        let shares = Mutex<[Double]>([])
        let evaluator = Evaluator(Evaluator.Options(workerCount: 1))
        _ = try await evaluator.evaluate(model, on: task, fallback: model) { share in
            shares.withLock { $0.append(share) }
        }
        #expect(shares.withLock { $0.last } == 1)
        #expect(shares.withLock { $0 == $0.sorted() })

        let cancelled = Task {
            try await evaluator.evaluate(model, on: task, fallback: model) { _ in
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await cancelled.value }
    }

    @Test func `a model without a list is answered for by the fallback`() async throws {
        let task = EvaluationTask(fit: fit, heldOut: heldOut([[3], [], [], []]))
        let result = try await Evaluator(options).evaluate(
            SilentModel(itemCount: 7), on: task, fallback: popularity)
        #expect(result.warmMean(.recall(1)) == 1)
    }

    @Test func `a cut-off that is named twice counts once`() {
        let options = Evaluator.Options(cutoffs: [10, 5, 10], workerCount: 1)
        #expect(options.cutoffs == [5, 10])
        #expect(Set(options.metrics).count == options.metrics.count)
    }

    @Test func `a list takes some time`() throws {
        let task = EvaluationTask(fit: fit, heldOut: heldOut([[3], [], [], []]))
        #expect(try #require(RankingSpeed.of(popularity, on: task)).listsPerSecond > 0)
        let nobody = EvaluationTask(fit: fit, heldOut: heldOut([[], [], [], []]))
        #expect(RankingSpeed.of(popularity, on: nobody) == nil)
    }
}

/// Never knows anything.
private struct SilentModel: Recommender {
    let itemCount: Int
    let needsHistory = false

    var descriptor: ModelDescriptor {
        ModelDescriptor(
            algorithm: "silent", settings: [:], userCount: 0, itemCount: itemCount, dataHash: "", seed: 0,
            instructionSet: "baseline")
    }

    func personalizes(_ query: borrowing Query) -> Bool { false }

    func rank(_ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]) {
        slate.removeAll()
    }

    func tensors() -> [NamedTensor] { [] }
}
