import Models
import Ops
import Testing

@Suite struct PromotionPolicyTests {
    private func verdict(
        _ policy: PromotionPolicy, _ challenger: GateCandidate, _ champion: GateCandidate?,
        popularity: GateCandidate? = nil
    ) async throws -> GateVerdict {
        try await policy.decide(
            challenger: challenger, champion: champion, popularity: popularity, workerCount: 2)
    }

    private func result(of rule: String, in verdict: GateVerdict) -> RuleOutcome.Result? {
        verdict.outcomes.first { $0.rule == rule }?.result
    }

    /// numpy 2.4.6: the 2.5 % and 97.5 % quantiles of the means of 200,000 draws with replacement of the same 40
    /// differences (`default_rng(1)`). The tolerance is a tenth of the standard error, 0.00185: the two draw
    /// differently.
    @Test(
        arguments: [
            (shift: 0, low: -0.003225, high: 0.004, decision: GateVerdict.Decision.hold),
            (shift: 2, low: -0.001225, high: 0.006, decision: .hold),
            (shift: 6, low: 0.002775, high: 0.010, decision: .promote),
            (shift: -8, low: -0.011225, high: -0.004, decision: .refuse),
        ])
    func `the paired interval is NumPy's, and decides`(
        shift: Int, low: Double, high: Double, decision: GateVerdict.Decision
    ) async throws {
        var policy = PromotionPolicy.better
        policy.bootstrapSamples = 20_000
        let verdict = try await verdict(policy, GateFixtures.challenger(shift: shift), GateFixtures.champion())
        let difference = try #require(verdict.comparison?.difference)
        #expect(abs(difference.mean - (Double(shift) + 0.4) / 1_000) < 1e-12)
        #expect(abs(difference.low - low) < 0.000185)
        #expect(abs(difference.high - high) < 0.000185)
        #expect(verdict.decision == decision)
    }

    @Test func `the same verdict whatever the number of workers`() async throws {
        let challenger = GateFixtures.challenger(shift: 2)
        let one = try await PromotionPolicy.guarded.decide(
            challenger: challenger, champion: GateFixtures.champion(), workerCount: 1)
        let four = try await PromotionPolicy.guarded.decide(
            challenger: challenger, champion: GateFixtures.champion(), workerCount: 4)
        #expect(one == four)
    }

    @Test func `guarded asks for one percent, better for any gain`() async throws {
        // Every viewer 0.5 % better: certain, and too little.
        let challenger = GateFixtures.challenger(factor: 1.005)
        let guarded = try await verdict(.guarded, challenger, GateFixtures.champion())
        #expect(guarded.decision == .hold)
        #expect(result(of: "gain", in: guarded) == .holds)
        #expect(result(of: "noise", in: guarded) == .passes)
        #expect(try await verdict(.better, challenger, GateFixtures.champion()).decision == .promote)
    }

    @Test func `a model that gives everybody the same is held`() async throws {
        let verdict = try await verdict(.better, GateFixtures.challenger(factor: 1), GateFixtures.champion())
        #expect(verdict.decision == .hold)
        #expect(result(of: "gain", in: verdict) == .holds)
        #expect(result(of: "noise", in: verdict) == .holds)
    }

    /// Champion 100 (or 1), challenger as given; 5 % of 100 is 5.
    @Test(
        arguments: [
            ("recall_at_20", 100, 95, RuleOutcome.Result.passes), ("recall_at_20", 100, 94.9, .holds),
            ("recall_at_20", 100, 120, .passes), ("gini", 100, 105, .passes), ("gini", 100, 105.1, .holds),
            ("gini", 100, 50, .passes), ("violations", 0, 1, .holds), ("violations", 2, 2, .passes),
            ("violations", 2, 0, .passes), ("recall_at_20", 0, 0, .passes),
            // Half as large again is allowed; anything up to 64 MB and 1 ms is.
            ("model_bytes", 1e8, 1.5e8, .passes), ("model_bytes", 1e8, 1.6e8, .holds),
            ("model_bytes", 1e3, 6.4e7, .passes), ("microseconds_per_list", 900, 1_400, .holds),
            ("microseconds_per_list", 10, 1_000, .passes),
        ])
    func `a figure that suffers holds the promotion`(
        metric: String, champion: Double, challenger: Double, expected: RuleOutcome.Result
    ) async throws {
        let verdict = try await verdict(
            .guarded, GateFixtures.challenger(factor: 1.1, [metric: challenger]),
            GateFixtures.champion([metric: champion]))
        #expect(result(of: metric, in: verdict) == expected)
        #expect(verdict.decision == (expected == .passes ? .promote : .hold))
    }

    @Test func `a figure only the champion has holds, one that nobody has does not`() async throws {
        let verdict = try await verdict(
            .guarded, GateFixtures.challenger(factor: 1.1), GateFixtures.champion(["recall_at_20": 0.2]))
        #expect(verdict.decision == .hold)
        #expect(result(of: "recall_at_20", in: verdict) == .holds)
        #expect(result(of: "mrr", in: verdict) == .notMeasured)
    }

    @Test func `nineteen viewers are too few`() async throws {
        let champion = GateFixtures.candidate("als/1", Array(GateFixtures.championValues.prefix(19)))
        let challenger = GateFixtures.candidate("blend/2", GateFixtures.championValues.prefix(19).map { $0 * 2 })
        let verdict = try await verdict(.better, challenger, champion)
        #expect(verdict.decision == .hold)
        #expect(verdict.reasons == ["19 viewers cannot tell a gain from chance (at least 20)"])
    }

    @Test func `values that do not pair are held`() async throws {
        let other = GateFixtures.candidate("blend/2", Array(repeating: 0.9, count: 39))
        let verdict = try await verdict(.better, other, GateFixtures.champion())
        #expect(verdict.decision == .hold)
        #expect(verdict.reasons == ["the two were not measured viewer by viewer on the same viewers"])
        let means = GateCandidate(version: "blend/2", metrics: ["ndcg_at_10": GateMetric(0.9)])
        #expect(try await self.verdict(.better, means, GateFixtures.champion()).decision == .hold)
    }

    @Test(arguments: [Double.nan, .infinity])
    func `a figure that is no number refuses`(value: Double) async throws {
        let challenger = GateFixtures.challenger(factor: 1.1, ["recall_at_20": value])
        for champion in [GateFixtures.champion(), nil] {
            let verdict = try await verdict(.better, challenger, champion)
            #expect(verdict.decision == .refuse)
            #expect(verdict.reasons == ["figures of blend/2 are not finite numbers: Recall@20"])
        }
    }

    @Test func `a challenger that something speaks against is refused, whatever its figures`() async throws {
        var challenger = GateFixtures.challenger(factor: 1.1)
        challenger.objection = "Refused: its best part is better."
        for champion in [GateFixtures.champion(), nil] {
            let verdict = try await verdict(.better, challenger, champion)
            #expect(verdict.decision == .refuse)
            #expect(verdict.reasons == ["Refused: its best part is better."])
        }
    }

    @Test func `a challenger without the deciding figure is refused`() async throws {
        let challenger = GateCandidate(version: "blend/2", metrics: ["mrr": GateMetric(1)])
        let verdict = try await verdict(.better, challenger, GateFixtures.champion())
        #expect(verdict.decision == .refuse)
        #expect(verdict.reasons == ["there is no NDCG@10 of blend/2"])
    }

    @Test func `a champion without the deciding figure holds`() async throws {
        let champion = GateCandidate(version: "als/1", metrics: ["ndcg_at_10": GateMetric(.nan)])
        let verdict = try await verdict(.better, GateFixtures.challenger(factor: 1), champion)
        #expect(verdict.decision == .hold)
        #expect(verdict.reasons == ["there is no NDCG@10 of als/1 to compare with"])
    }

    @Test(
        arguments: zip(
            [0.2, 0.2785, 0.3, nil] as [Double?], [.promote, .promote, .refuse, .promote] as [GateVerdict.Decision]))
    func `a first model must not be worse than popularity`(
        plain: Double?, decision: GateVerdict.Decision
    ) async throws {
        let popularity = plain.map { GateCandidate(version: "popularity", metrics: ["ndcg_at_10": GateMetric($0)]) }
        let first = GateCandidate(version: "blend/2", metrics: ["ndcg_at_10": GateMetric(0.2785)])
        let verdict = try await verdict(.guarded, first, nil, popularity: popularity)
        #expect(verdict.decision == decision)
        #expect(verdict.champion == nil)
    }

    @Test func `a lower primary is better where lower is better`() async throws {
        let policy = PromotionPolicy(name: "fair", primary: MetricName.gini)
        func model(_ gini: Double) -> GateCandidate {
            GateCandidate(
                version: "m", metrics: ["gini": GateMetric(perViewer: Array(repeating: gini, count: 30))])
        }
        #expect(try await verdict(policy, model(0.4), model(0.5)).decision == .promote)
        #expect(try await verdict(policy, model(0.6), model(0.5)).decision == .refuse)
    }

    @Test func `limits are read as typed, and take the place of the preset's`() throws {
        let policy = try PromotionPolicy.guarded.limiting("ndcg_gap_gender=10, recall_at_20=20")
        #expect(policy.limits.count == PromotionPolicy.guarded.limits.count + 1)
        #expect(policy.limits.last { $0.metric == "recall_at_20" }?.maximumRelativeLoss == 0.2)
        #expect(policy.limits.last { $0.metric == "ndcg_gap_gender" }?.maximumRelativeLoss == 0.1)
        #expect(try PromotionPolicy.better.limiting("") == .better)
    }

    @Test(arguments: [
        ("novelty", "'novelty' is no limit"), ("novelty=-1", "is no limit"), ("charm=5", "there is no figure 'charm'"),
    ])
    func `a limit that cannot be read is told`(text: String, reason: String) {
        #expect { try PromotionPolicy.better.limiting(text) } throws: { "\($0)".contains(reason) }
    }

    @Test func `a wider gap between groups is held where it has a limit`() async throws {
        func candidate(_ name: String, gain: Double, gap: Double) -> GateCandidate {
            GateCandidate(
                version: name,
                metrics: [
                    "ndcg_at_10": GateMetric(perViewer: (0..<50).map { 0.3 + gain + Double($0 % 5) / 100 }),
                    "ndcg_gap_gender": GateMetric(gap),
                ])
        }
        let policy = try PromotionPolicy.better.limiting("ndcg_gap_gender=10")
        let champion = candidate("als/1", gain: 0, gap: 0.05)
        for (gap, decision) in [(0.054, GateVerdict.Decision.promote), (0.08, .hold)] {
            let verdict = try await policy.decide(
                challenger: candidate("als/2", gain: 0.1, gap: gap), champion: champion, popularity: nil,
                workerCount: 1)
            #expect(verdict.decision == decision, "\(verdict.paragraph)")
        }
    }
}
