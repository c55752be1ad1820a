import Actors
import Models
import Synchronization
import TestSupport

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

extension FixedRecords {
    func difference(_ before: String, _ after: String) async throws -> ModelDiff {
        guard before != after else {
            throw AdministrationError(.unknownVersion, "there is no version '\(before)'")
        }
        let lists = PairedLists(
            viewers: ["u0", "u1"], before: [["i0", "i1"], ["i2"]], after: [["i0", "i3"], ["i2"]])
        return try await ModelDiff(
            before: .init(version: before, bytes: 100, microsecondsPerList: 5, viewerCount: 2, filmCount: 8),
            after: .init(version: after, bytes: 200, viewerCount: 2, filmCount: 8), lists: lists, segments: [],
            options: ModelDiff.Options(workerCount: 1))
    }

    func monitors(days: Int) async throws -> [KeptMonitor] {
        let points = (0..<days).map {
            KeptMonitor.Point(at: Double($0), value: 0.3, limit: 0.25, breached: true)
        }
        return [
            KeptMonitor(name: "ratings_psi", points: points, note: "7 ratings against 100"),
            KeptMonitor(name: "scores_ks", gap: "no request log is kept"),
        ]
    }

    func run(_ id: String) async throws -> KeptRun? {
        guard id == "run-1" else { return nil }
        let curve = KeptCurve(metric: "loss", points: [(1, 9.5), (2, 4.25)])
        return KeptRun(
            id: id, status: "finished", startedAt: 1_700_000_000, endedAt: nil, tags: ["reasons": "by hand"],
            parameters: ["seed": "42"], versions: [ModelVersion(name: "als", version: "2")], curves: [curve],
            choices: ["als: 64 factors were best"])
    }

    func reports(limit: Int) async throws -> [KeptReport.Name] {
        Array([Self.today, .init(day: "2026-01-30", isComplete: true, writtenAt: 1_700_000_000)].prefix(limit))
    }

    private static let today = KeptReport.Name(day: "2026-01-31", isComplete: false, writtenAt: nil)

    func report(_ day: String) async throws -> KeptReport? {
        guard day == Self.today.day else { return nil }
        let plot = KeptReport.Plot(
            title: "Answers by hour", shape: "columns", unit: "count", labels: ["00", "01"],
            series: [("answers", [3, nil])])
        return KeptReport(
            name: Self.today, subtitle: "made by a test",
            sections: [
                KeptReport.Section(
                    title: "Traffic",
                    blocks: [
                        .text("<b>plain</b>"), .figures([.init(name: "answers", value: "3", note: nil)]),
                        .table(headings: ["what", "value#"], rows: [.init(cells: ["x", "1"], isAlarming: true)]),
                        .plot(plot),
                    ])
            ])
    }

    func dataSize() async throws -> KeptDataSize {
        KeptDataSize(
            films: 8, describedViewers: 1, viewers: 3, importedEvents: 10, arrivedEvents: 2,
            unknownFilms: [("i77", 5)])
    }

    func imports(limit: Int) async throws -> [KeptImport] {
        var file = FileReport(file: "ratings.csv", kind: .events)
        file.read = 10
        file.accepted = 7
        file.duplicates = 1
        file.rejected = [.badNumber: 2, .missingUser: 1]
        file.firstRejected = [RejectedLine(line: 4, reason: .badNumber, excerpt: "1,2,<x>")]
        var report = ImportReport(source: "/somewhere/ratings.csv", layout: .tables)
        report.files = [file]
        return [KeptImport(at: 1_700_000_000, report: report)]
    }

    func snapshots(limit: Int) async throws -> [KeptSnapshot] {
        let training = TrainingSet.fixture(likes: [[0, 2], [4]], itemCount: 8, movies: ServingSnapshot.movies)
        return [
            KeptSnapshot(
                hash: "abc", createdAt: 1_700_000_000, counts: [("positives", 3)], windowStart: nil, newestEvent: 5,
                imbalance: ImbalanceReport(training, viewers: []))
        ]
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
