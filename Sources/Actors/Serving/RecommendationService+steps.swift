import Models

/// The steps every request shares.
extension RecommendationService {
    /// What serves now: taken once by each request.
    func ready() throws(ServingError) -> ServingSnapshot {
        guard let snapshot = store.current else { throw ServingError.notReady }
        return snapshot
    }

    /// Sends `order` to its shard, records the answer and returns it.
    func answer(
        _ order: RankingOrder, _ endpoint: Endpoint, _ requestID: String, from snapshot: ServingSnapshot,
        since start: Duration, asked question: ServedQuestion?
    ) async throws(ServingError) -> RecommendationAnswer {
        let slate = try await router.answer(order, from: snapshot)
        let broken = AnswerRules.broken(by: slate.items, order, snapshot)
        if broken > 0 { counters.add(.ruleViolations, broken) }
        let answer = RecommendationAnswer(
            requestID: requestID, snapshot: snapshot, fallbackReason: slate.fallbackReason, items: slate.items,
            reasons: slate.reasons, latency: time.elapsed() - start)
        record(answer, order, endpoint, question)
        return answer
    }

    private func record(
        _ answer: RecommendationAnswer, _ order: RankingOrder, _ endpoint: Endpoint, _ question: ServedQuestion?
    ) {
        guard let records else { return }
        var user: UserID?
        if case .viewer(let viewer) = order.subject { user = viewer }
        let items = answer.snapshot.items
        records.add(
            ServedRecord(
                requestID: answer.requestID, timestamp: time.wallMilliseconds(), user: user, endpoint: endpoint,
                version: answer.snapshot.version,
                places: answer.items.map { ServedRecord.Place(item: items.id(of: $0.item), score: $0.score) },
                latency: answer.latency, fallbackReason: answer.fallbackReason, question: question),
            key: order.key)
    }

    /// A wish that no number in it can hurt.
    func bounded(_ count: Int, by snapshot: ServingSnapshot) -> Int {
        min(max(count, 0), snapshot.settings.maximumCount)
    }

    func similarOrder(to item: ItemNumber, count: Int, from snapshot: ServingSnapshot) -> RankingOrder {
        let catalogue = snapshot.catalogue
        var order = RankingOrder(
            subject: .similar(item), key: StableHash.mix(UInt64(item.index)), count: bounded(count, by: snapshot))
        if !catalogue.isRanked(item) {
            order.filter.genres = catalogue[item].genres.compactMap { catalogue.genre(named: $0) }
        }
        return order
    }

    func find(_ item: ItemID, in snapshot: ServingSnapshot) throws(ServingError) -> ItemNumber {
        guard let number = snapshot.catalogue.number(of: item) else {
            unknownItems.note(item)
            throw ServingError.unknownItem(item)
        }
        return number
    }

    func number(ofGenre name: String, in catalogue: Catalogue) throws(ServingError) -> GenreNumber {
        guard let genre = catalogue.genre(named: name) else {
            throw ServingError.unknownGenre(name, in: catalogue)
        }
        return genre
    }

    func filter(
        of request: RecommendationRequest, in catalogue: Catalogue
    ) throws(ServingError) -> ItemFilter {
        var filter = ItemFilter(yearMin: request.yearMin, yearMax: request.yearMax)
        for name in request.genres { filter.genres.append(try number(ofGenre: name, in: catalogue)) }
        return filter
    }

    /// The seeds the model has, ascending, each once; the others are noted for the next training.
    func seeds(of request: RecommendationRequest, in snapshot: ServingSnapshot) -> [ItemNumber] {
        guard !request.seeds.isEmpty else { return [] }
        var numbers: Set<ItemNumber> = []
        for seed in request.seeds {
            if let number = snapshot.items.number(of: seed) {
                numbers.insert(number)
            } else {
                unknownItems.note(seed)
            }
        }
        return numbers.sorted()
    }
}
