public import Models

/// A whole request in order, without transport: routes, tests and Swift programs call the same.
///
/// ```
///   snapshot, once ─ names to numbers ─► shard: state, score, exclude, rank ─► record ─► answer
/// ```
public struct RecommendationService: Sendable {
    let store: ModelStore
    let router: ShardRouter
    let records: RecordBuffer?
    let unknownItems: UnknownItemLog
    let counters: CounterBoard
    let time: ServingTime
    let shadow: ShadowQueue?

    /// - Parameters:
    ///   - records: nil keeps no request log.
    ///   - shadow: takes a share of the viewers' requests for a challenger; nil when there is none.
    public init(
        store: ModelStore, router: ShardRouter, records: RecordBuffer? = nil,
        unknownItems: UnknownItemLog = UnknownItemLog(), counters: CounterBoard = CounterBoard(),
        time: ServingTime = .system, shadow: ShadowQueue? = nil
    ) {
        self.store = store
        self.router = router
        self.records = records
        self.unknownItems = unknownItems
        self.counters = counters
        self.time = time
        self.shadow = shadow
    }

    /// The best films for a viewer, or popular ones, marked, when nothing is known of them.
    /// - Throws: `.notReady`, `.unknownGenre`, `.overloaded`.
    public func recommend(_ request: RecommendationRequest) async throws(ServingError) -> RecommendationAnswer {
        let start = time.elapsed()
        let snapshot = try ready()
        var order = RankingOrder(
            subject: .viewer(request.user), key: ShardRouter.key(request.user?.rawValue ?? request.requestID),
            count: bounded(request.count, by: snapshot))
        order.filter = try filter(of: request, in: snapshot.catalogue)
        order.excludeSeen = request.excludeSeen
        order.exclude = request.exclude.compactMap { snapshot.items.number(of: $0) }
        order.seeds = seeds(of: request, in: snapshot)
        order.seedsGiven = !request.seeds.isEmpty
        order.explain = request.explain
        order.variety = Float(min(max(request.variety, 0), 1))
        let answer = try await answer(
            order, .recommend, request.requestID, from: snapshot, since: start,
            asked: ServedQuestion(request, count: order.count))
        shadow?.offer(request, answer)
        return answer
    }

    /// Films like one film. For a film that came after the training: popular ones of its genres, marked.
    /// - Throws: `.notReady`, `.unknownItem`, `.overloaded`.
    public func similar(
        to item: ItemID, count: Int, requestID: String
    ) async throws(ServingError) -> RecommendationAnswer {
        let start = time.elapsed()
        let snapshot = try ready()
        let number = try find(item, in: snapshot)
        if !snapshot.catalogue.isRanked(number) { unknownItems.note(item) }
        let order = similarOrder(to: number, count: count, from: snapshot)
        return try await answer(
            order, .similar, requestID, from: snapshot, since: start,
            asked: ServedQuestion(like: item, count: order.count))
    }

    /// What many like, of one genre or of all, of some years or of all. Not marked as a fallback: it is what was asked
    /// for; only `trending` is where the model has not counted what is liked lately, and the list is of all time.
    /// - Throws: `.notReady`, `.unknownGenre`, `.overloaded`.
    public func popular(
        genre: String?, yearMin: Int? = nil, yearMax: Int? = nil, trending: Bool = false, count: Int, requestID: String
    ) async throws(ServingError) -> RecommendationAnswer {
        let start = time.elapsed()
        let snapshot = try ready()
        var order = RankingOrder(
            subject: trending ? .trending : .popular, key: ShardRouter.key(requestID),
            count: bounded(count, by: snapshot))
        order.filter = ItemFilter(yearMin: yearMin, yearMax: yearMax)
        if let genre { order.filter.genres = [try number(ofGenre: genre, in: snapshot.catalogue)] }
        return try await answer(
            order, .popular, requestID, from: snapshot, since: start,
            asked: ServedQuestion(
                popularOf: genre, yearMin: yearMin, yearMax: yearMax, trending: trending, count: order.count))
    }

    /// Films like the one whose title comes nearest to `title`.
    /// - Throws: `.notReady`, `.unknownTitle`, `.overloaded`.
    public func recommend(
        likeTitle title: String, count: Int, requestID: String
    ) async throws(ServingError) -> TitleAnswer {
        let start = time.elapsed()
        let snapshot = try ready()
        let found = snapshot.catalogue.titles.search(title, limit: 1 + TitleAnswer.maximumNearMisses)
            .map { ItemNumber($0.index) }
        guard let best = found.first else {
            counters.add(.unknownTitles)
            throw ServingError.unknownTitle
        }
        let order = similarOrder(to: best, count: count, from: snapshot)
        let answer = try await answer(
            order, .recommendByTitle, requestID, from: snapshot, since: start,
            asked: ServedQuestion(like: snapshot.catalogue[best].id, count: order.count))
        return TitleAnswer(understood: best, nearMisses: Array(found.dropFirst()), answer: answer)
    }
}

/// An answer to a title, with the film that was understood. Numbers are those of `answer.snapshot.catalogue`.
public struct TitleAnswer: Sendable {
    /// The film that the title was taken for.
    public var understood: ItemNumber
    /// Other films it may have meant, best first.
    public var nearMisses: [ItemNumber]
    /// Films like it.
    public var answer: RecommendationAnswer

    /// So many other films are named.
    public static let maximumNearMisses = 5
}
