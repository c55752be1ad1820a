import Models
import Testing

@Suite struct SelectionRuleTests {
    private func choose(_ worths: [(ndcg: Double, coverage: Double)]) -> (place: Int, reason: String) {
        SelectionRule(minimumCoverage: 0.5).choose(worths.map { .init(ndcg: $0.ndcg, coverage: $0.coverage) })
    }

    @Test func `the best of those that cover enough is chosen, not the best of all`() {
        let choice = choose([(0.1, 0.7), (0.2, 0.5), (0.3, 0.49)])
        #expect(choice.place == 1)
        #expect(choice.reason.contains("0.200") && choice.reason.contains("2 of 3") && choice.reason.contains("50 %"))
    }

    @Test func `when none covers enough the best of all is chosen, and it is said`() {
        let choice = choose([(0.1, 0.3), (0.2, 0.2)])
        #expect(choice.place == 1)
        #expect(choice.reason.contains("none covers"))
    }

    @Test func `of equals the first is chosen`() {
        #expect(choose([(0.1, 0.6), (0.2, 0.6), (0.2, 0.9)]).place == 1)
    }
}
