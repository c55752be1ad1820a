import Foundation
import Ops
import Testing

@Suite struct GateVerdictTests {
    private func paragraph(
        _ policy: PromotionPolicy, _ challenger: GateCandidate, _ champion: GateCandidate?,
        popularity: GateCandidate? = nil
    ) async throws -> String {
        try await policy.decide(
            challenger: challenger, champion: champion, popularity: popularity, workerCount: 1
        ).paragraph
    }

    @Test func `a promotion says by how much, how surely, and what else was looked at`() async throws {
        let text = try await paragraph(
            .guarded, GateFixtures.challenger(factor: 1, ["recall_at_20": 0.21, "model_bytes": 2_000_000]),
            GateFixtures.candidate(
                "als/1", GateFixtures.championValues.map { $0 / 1.25 }, ["recall_at_20": 0.2, "model_bytes": 1_000_000])
        )
        // 0.2785 / 1.25 = 0.2228. The interval is of 0.2 times each value, divided by that mean.
        #expect(
            text.hasPrefix("Promoted: blend/2 gains 25.0 % in NDCG@10 against als/1 (0.2228 to 0.2785), more than "))
        #expect(text.contains("chance: 40 viewers (95 % interval +"))
        #expect(
            text.hasSuffix(
                "Within its limits: Recall@20 is 5.0 % better (0.2000 to 0.2100); "
                    + "size is 100.0 % worse (1.0 MB to 2.0 MB). Policy: guarded."))
    }

    @Test func `a gain within the noise is told with its interval`() async throws {
        let text = try await paragraph(.better, GateFixtures.challenger(shift: 2), GateFixtures.champion())
        // NumPy's ends are −0.44 % and +2.15 %, ± 0.07 for the draws (see PromotionPolicyTests).
        #expect(
            text == "Held: blend/2 gains 0.9 % in NDCG@10 against als/1 (0.2785 to 0.2809), within the noise of "
                + "40 viewers (95 % interval −0.4 % to +2.1 %). Policy: better.")
    }

    @Test func `a figure that suffers is named with its limit`() async throws {
        let text = try await paragraph(
            .guarded, GateFixtures.challenger(factor: 1.1, ["coverage_at_100": 0.45]),
            GateFixtures.champion(["coverage_at_100": 0.5]))
        #expect(
            text.hasSuffix(
                "Coverage@100 is 10.0 % worse (0.5000 to 0.4500), more than the 5.0 % allowed. Policy: guarded."))
        #expect(text.hasPrefix("Held: blend/2 gains 10.0 % in NDCG@10 against als/1 (0.2785 to 0.3064), more than"))
    }

    @Test func `a clearly worse challenger is refused in those words`() async throws {
        // A tenth for everybody: the whole interval is below nothing.
        let text = try await paragraph(.guarded, GateFixtures.challenger(factor: 0.1), GateFixtures.champion())
        #expect(text.hasPrefix("Refused: blend/2 loses 90.0 % in NDCG@10 against als/1 (0.2785 to 0.0279), clearly "))
        #expect(text.contains("worse: 40 viewers (95 % interval −"))
        #expect(text.hasSuffix("). Policy: guarded."))
    }

    @Test func `a first model is held against popularity`() async throws {
        let popularity = GateCandidate(version: "popularity", metrics: ["ndcg_at_10": GateMetric(0.3)])
        let worse = try await paragraph(.better, GateFixtures.challenger(factor: 1), nil, popularity: popularity)
        #expect(
            worse == "Refused: blend/2 is no start. Worse than popularity: NDCG@10 0.2785 against popularity's 0.3000. "
                + "Policy: better.")
        let better = try await paragraph(.better, GateFixtures.challenger(factor: 2), nil, popularity: popularity)
        #expect(
            better == "Promoted: blend/2 is the first model to serve. Not worse than popularity: NDCG@10 0.5570 "
                + "against popularity's 0.3000. Policy: better.")
    }

    @Test func `figures that are no numbers are named, and the verdict is still JSON`() async throws {
        let challenger = GateFixtures.challenger(factor: 1, ["mrr": .nan])
        let verdict = try await PromotionPolicy.guarded.decide(
            challenger: challenger, champion: GateFixtures.champion(["mrr": 0]), workerCount: 1)
        #expect(
            verdict.paragraph == "Refused: blend/2 cannot be compared with als/1. Figures of blend/2 are not finite "
                + "numbers: MRR. Policy: guarded.")
        let bytes = try JSONEncoder().encode(verdict)
        #expect(try JSONDecoder().decode(GateVerdict.self, from: bytes) == verdict)
    }

    @Test func `a champion with nothing has no percentages`() async throws {
        let nothing = GateFixtures.candidate("als/1", Array(repeating: 0, count: 40))
        let text = try await paragraph(.better, GateFixtures.challenger(factor: 1), nothing)
        #expect(text.hasPrefix("Promoted: blend/2 gains in NDCG@10 against als/1 (0.0000 to 0.2785), more than chance"))
    }

    @Test func `a policy is read back as it was written`() throws {
        let bytes = try JSONEncoder().encode(PromotionPolicy.guarded)
        #expect(try JSONDecoder().decode(PromotionPolicy.self, from: bytes) == .guarded)
        #expect(PromotionPolicy.preset("better") == .better)
        #expect(PromotionPolicy.preset("worse") == nil)
    }
}
