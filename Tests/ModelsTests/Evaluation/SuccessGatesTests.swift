import TestSupport
import Testing

@testable import Models

@Suite struct SuccessGatesTests {
    private func figures(ndcg: Double, recall: Double, coverage: Double) -> GroupReport {
        func estimate(_ mean: Double) -> Estimate { Estimate(mean: mean, low: mean, high: mean) }
        return GroupReport(
            viewerCount: 1, metrics: [.discountedGain(10): estimate(ndcg), .recall(20): estimate(recall)],
            coverage: coverage, gini: 0.5, leadsIn: [])
    }

    @Test func `each gate is met from its figure on`() {
        let outcomes = SuccessGates().outcomes(figures(ndcg: 0.15, recall: 0.249, coverage: 0.6), depth: 100)
        #expect(outcomes.map(\.figure) == ["NDCG@10", "Recall@20", "Coverage@100"])
        #expect(outcomes.map(\.isMet) == [true, false, true])
    }

    @Test func `no list finds more films than it has places`() {
        let fit = TrainingSet.fixture(likes: [[0], [0]], itemCount: 6)
        let heldOut = InteractionMatrix(
            rows: [[1, 2, 3, 4], [5]].map { $0.map { (column: $0, weight: 1) } }, columnCount: 6)
        let task = EvaluationTask(fit: fit, heldOut: heldOut)
        #expect(task.largestRecall(at: 2) == (0.5 + 1) / 2)
        #expect(task.largestRecall(at: 20) == 1)
    }
}
