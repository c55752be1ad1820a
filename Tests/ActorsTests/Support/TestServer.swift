import Models
import TestSupport

@testable import Actors

/// The serving room put together, with everything in reach.
struct TestServer {
    let counters = CounterBoard()
    let store: ModelStore
    let router: ShardRouter
    let records: RecordBuffer
    let unknownItems: UnknownItemLog
    let service: RecommendationService

    init(
        _ snapshot: ServingSnapshot?, shardCount: Int = 2, configuration: ScoringShard.Configuration = .init(),
        time: ServingTime = .system
    ) {
        store = ModelStore(serving: snapshot, counters: counters)
        router = ShardRouter(
            shardCount: shardCount, configuration: configuration, counters: counters, time: time)
        records = RecordBuffer(counters: counters)
        unknownItems = UnknownItemLog(counters: counters)
        service = RecommendationService(
            store: store, router: router, records: records, unknownItems: unknownItems, counters: counters, time: time)
    }

    init(_ training: TrainingSet = .small, model: (any Recommender)? = nil) {
        self.init(ServingSnapshot.fixture(training, model: model))
    }

    func recommend(
        _ user: UserID?, count: Int = 10, change: (inout RecommendationRequest) -> Void = { _ in }
    ) async throws -> RecommendationAnswer {
        var request = RecommendationRequest(requestID: "r", user: user, count: count)
        change(&request)
        return try await service.recommend(request)
    }

    func remember(_ interactions: Interaction...) async { await router.remember(interactions) }

    func takeRecords() -> [ServedRecord] {
        var batch: [ServedRecord] = [], spare: [ServedRecord] = []
        records.drain(into: &batch, spare: &spare)
        return batch
    }
}

extension RecommendationAnswer {
    /// The films by number, best first.
    var numbers: [Int] { items.map(\.item.index) }
}
