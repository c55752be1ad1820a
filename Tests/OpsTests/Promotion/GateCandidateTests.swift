import Models
import Ops
import TestSupport
import Testing

@Suite struct GateCandidateTests {
    @Test func `figures have their tracking names`() {
        let names = RankingMetric.standard(cutoffs: [10]).map(MetricName.of)
        #expect(
            names == [
                "ndcg_at_10", "recall_at_10", "precision_at_10", "hit_rate_at_10", "mrr", "map", "novelty",
                "genre_entropy",
                "long_tail_share",
            ])
    }

    /// Both get what is left in the order 0, 1, 2. The first viewer's film is then first: NDCG 1; the second's second:
    /// 1 / log₂ 3 = 0.6309.
    @Test func `an evaluation's warm viewers are the values that pair`() async throws {
        let fit = TrainingSet.fixture(likes: [[0], [1], [2]], itemCount: 3)
        let heldOut = InteractionMatrix(
            rows: [[(column: 1, weight: 1)], [(column: 2, weight: 1)], []], columnCount: 3)
        let evaluation = try await Evaluator(Evaluator.Options(cutoffs: [10], depth: 10, workerCount: 1)).evaluate(
            FixedRecommender(scores: [3, 2, 1], userCount: 3), on: EvaluationTask(fit: fit, heldOut: heldOut),
            fallback: PopularityModel(counting: fit))
        let candidate = GateCandidate(
            version: "fixed/1", evaluation: evaluation, modelBytes: 7, microsecondsPerList: 2.5, violations: 0)
        let values = try #require(candidate.metrics["ndcg_at_10"]?.perViewer)
        #expect(values.count == 2)
        #expect(values[0] == 1)
        #expect(abs(values[1] - 0.6309) < 1e-4)
        #expect(candidate.metrics["coverage_at_100"]?.mean == 1)
        #expect(candidate.metrics[MetricName.modelBytes]?.mean == 7)
        #expect(candidate.metrics[MetricName.microsecondsPerList]?.mean == 2.5)
        #expect(candidate.metrics[MetricName.violations]?.mean == 0)
    }
}
