import Actors
import Models
import Synchronization

@testable import Gateway

/// One evaluation, one decision and one version, and decisions that a test makes.
final class FixedRecords: WorkRecords {
    private static let champion = ModelVersion(name: "als", version: "1")
    private static let challenger = ModelVersion(name: "als", version: "2")

    private let decision = KeptDecision(
        at: 1_700_000_000, kind: "hold", challenger: challenger, champion: champion, policy: "guarded",
        reasons: ["within the noise", "<b>nothing</b>"], paragraph: "Held: \"within\" the noise.", runID: nil)

    func evaluations(limit: Int) async throws -> [KeptEvaluation] {
        var row = RealisedRow(cell: OnlineCell(model: "als/1", endpoint: "recommend", segment: "all"), viewers: 2)
        row.lists = 3
        row.metrics = ["conversion": Estimate(mean: 0.5, low: 0.25, high: 0.75)]
        var counts = JoinCounts()
        counts.lists = 3
        counts.joinedByRequest = 2
        let report = OnlineReport(
            since: 1_000, until: 2_000, window: 86_400_000, cutoff: 10, counts: counts, rows: [row], ratings: nil)
        return Array(repeating: KeptEvaluation(at: 1_700_000_000.5, report: report), count: min(limit, 3))
    }

    private let made = Mutex<[KeptDecision]>([])

    func decide(_ kind: String, at moment: Double) {
        var decision = decision
        decision.at = moment
        decision.kind = kind
        made.withLock { $0.insert(decision, at: 0) }
    }

    func decisions(limit: Int) async throws -> [KeptDecision] {
        Array((made.withLock { $0 } + Array(repeating: decision, count: 30)).prefix(limit))
    }

    func model(_ version: String) async throws -> KeptModel? {
        guard ["2", "als/2"].contains(version) else { return nil }
        return KeptModel(
            version: Self.challenger, stage: "Staging", aliases: ["challenger"], registeredAt: 1_600_000_000,
            dataHash: "abc", codeVersion: "1.2.3", settings: ["factors": "64"], metrics: ["ndcg_at_10": 0.5],
            parent: Self.champion, runID: "run-1",
            history: [.init(at: 1, kind: "registered", from: nil, to: "None", reason: "registered")],
            decisions: [decision])
    }
}

/// Shadow traffic with a challenger that answered one request.
struct FixedShadow: ShadowFacts {
    func shadow() async -> ShadowState {
        let queue = ShadowQueue(share: 1)
        let traffic = ShadowTraffic(
            queue: queue, champion: ServingSnapshot.small.version, challenger: ServingSnapshot.fixture(version: "2"),
            router: ShardRouter(shardCount: 1))
        let service = RecommendationService(
            store: ModelStore(serving: .small), router: ShardRouter(shardCount: 1), shadow: queue)
        _ = try? await service.recommend(RecommendationRequest(requestID: "r", user: "u0", count: 3))
        await traffic.compareWhatIsThere()
        return ShadowState(share: 1, report: await traffic.findings)
    }
}
