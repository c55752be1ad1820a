import Models
import Testing

@Suite struct ServingRuleTests {
    private func candidate(
        _ name: String, ndcg: Double, worst: Double? = nil, coverage: Double = 0.6, micros: Double = 1_000,
        seconds: Double = 60, bytes: Int = 64_000_000
    ) -> ServingRule.Candidate {
        ServingRule.Candidate(
            name: name, ndcg: ndcg, worstGroupNDCG: worst, coverage: coverage, listMicroseconds: micros,
            trainingSeconds: seconds, bytes: bytes)
    }

    @Test func `a score is made of its three parts by their weights`() throws {
        let scores = ServingRule().scores([
            candidate("best", ndcg: 0.5, worst: 0.375), candidate("cheap", ndcg: 0.25, micros: 0, seconds: 0, bytes: 0),
        ])
        #expect(scores[0].accuracy == 1 && scores[0].stability == 0.75 && scores[0].cost == 0.5)
        // 0.7 · 1 + 0.15 · 0.75 + 0.15 · 0.5
        #expect(abs(scores[0].total - 0.8875) < 1e-12)
        // 0.7 · 0.5 + 0.15 · 1 + 0.15 · 1
        #expect(abs(scores[1].total - 0.65) < 1e-12)
    }

    @Test func `a little accuracy gives way to much cost, and the sentence says so`() throws {
        let choice = try #require(
            ServingRule().choose([
                candidate("slow", ndcg: 0.40, micros: 100_000, seconds: 6_000, bytes: 6_400_000_000),
                candidate("quick", ndcg: 0.39, micros: 10, seconds: 1, bytes: 1_000_000),
            ]))
        #expect(choice.model == "quick")
        #expect(choice.reason.contains("Next is slow") && choice.reason.contains("slow is the most accurate"))
    }

    @Test func `lists that cover too little come into question only where all do`() throws {
        let narrow = candidate("narrow", ndcg: 0.5, coverage: 0.1)
        let choice = try #require(ServingRule().choose([narrow, candidate("wide", ndcg: 0.3)]))
        #expect(choice.model == "wide" && choice.reason.contains("cover less than 50 % of the films"))
        #expect(ServingRule().choose([narrow])?.model == "narrow")
        #expect(ServingRule().choose([]) == nil)
    }
}
