import Models

/// A shard's buffers and the steps of one ranking. Nothing in it outlives an answer; it allocates nothing once its
/// buffers have grown, but the arrays that leave in the answer.
struct Workbench {
    var query = Query(eligible: ItemMask(count: 0))
    var scratch = RankingScratch()
    var slate: [ScoredItem] = []
    /// The viewer's own films, for explanations.
    var historyMask = ItemMask(count: 0)
    var neighbours: [ScoredItem] = []

    /// Answers `order` from `snapshot` alone.
    mutating func answer(
        _ order: borrowing RankingOrder, viewer: ViewerState?, from snapshot: ServingSnapshot
    ) -> RankedSlate {
        query.eligible.assign(from: snapshot.everything)
        if !order.filter.isEmpty { snapshot.catalogue.apply(order.filter, to: &query.eligible) }
        for item in order.exclude { query.eligible.exclude(item) }
        switch order.subject {
        case .viewer(let user):
            let row = user.flatMap { snapshot.users.number(of: $0) }
            let isTrained = row.map { $0.index < snapshot.trainedUserCount } ?? false
            var slate = rank(for: row, isTrained: isTrained, order, viewer: viewer, from: snapshot)
            slate.isColdStart = !isTrained
            return slate
        case .similar(let item): return rankSimilar(to: item, order, from: snapshot)
        case .popular: return rankPopular(order, because: nil, from: snapshot)
        case .trending: return rankTrending(order, from: snapshot)
        }
    }

    // MARK: A viewer's own list

    private mutating func rank(
        for row: UserNumber?, isTrained: Bool, _ order: borrowing RankingOrder, viewer: ViewerState?,
        from snapshot: ServingSnapshot
    ) -> RankedSlate {
        viewer?.resolve(in: snapshot, row: row)
        if order.excludeSeen { excludeSeen(row: row, viewer: viewer, from: snapshot) }

        let standing = gatherHistory(order, row: row, isTrained: isTrained, viewer: viewer, from: snapshot)
        switch standing.question(takesHistory: snapshot.takesHistory, settings: snapshot.settings) {
        case .row:
            query.subject = row.map { .known($0) } ?? .unknown
            query.personalShare = 1
            query.takesRecency = true
        case .folded(let share):
            query.subject = .folded
            query.personalShare = share
            query.takesRecency = standing.isTrained || order.seeds.isEmpty
            // Seeds are of this request alone: a vector made with them is not kept.
            foldIn(viewer: standing.isTrained || order.seeds.isEmpty ? viewer : nil, snapshot: snapshot)
        case .fallback(let reason):
            return rankPopular(order, because: reason, from: snapshot)
        }
        guard snapshot.model.personalizes(query) else {
            return rankPopular(order, because: standing.isTrained ? .noHistory : .modelNotPersonal, from: snapshot)
        }
        snapshot.model.rank(query, count: order.candidateCount, scratch: &scratch, into: &slate)
        vary(order, from: snapshot)
        return finish(reasons: order.explain ? explanations(from: snapshot) : same(.personal), because: nil)
    }

    private mutating func excludeSeen(row: UserNumber?, viewer: ViewerState?, from snapshot: ServingSnapshot) {
        if let row {
            snapshot.seen.withRow(row.index) { columns, _ in query.eligible.exclude(columns: columns) }
        }
        if let viewer {
            for film in viewer.met { query.eligible.exclude(film.item) }
        }
    }

    /// Fills `query.history` where it is needed, and says how the viewer stands to the model.
    private mutating func gatherHistory(
        _ order: borrowing RankingOrder, row: UserNumber?, isTrained: Bool, viewer: ViewerState?,
        from snapshot: ServingSnapshot
    ) -> Standing {
        query.vector.removeAll(keepingCapacity: true)
        query.history.removeAll(keepingCapacity: true)
        query.ratings.removeAll(keepingCapacity: true)
        let changes = viewer?.changesHistory ?? false
        if let row, !isTrained || changes || order.explain || snapshot.model.needsHistory {
            query.appendHistory(row: row, of: snapshot.seen, with: viewer)
        } else if let viewer, row == nil {
            query.appendLikes(of: viewer)
        }
        if !isTrained, !order.seeds.isEmpty {
            query.insertSeeds(order.seeds)
            for seed in order.seeds { query.eligible.exclude(seed) }
        }
        if let model = snapshot.predicting, !isTrained || changes {
            query.appendRatings(row: row, of: model.ratings, with: viewer)
            query.takeLikesAsRatings(of: model.likeRating)
        }
        return Standing(
            isTrained: isTrained, hasEvents: row != nil || viewer != nil, changesHistory: changes,
            likeCount: max(query.history.count, query.ratings.count), isNamed: order.subject != .viewer(nil),
            seedsGiven: order.seedsGiven)
    }

    /// Fills `query.vector` where the model folds in: the viewer's own kept one when nothing changed, else a new one,
    /// which is kept with the viewer.
    private mutating func foldIn(viewer: ViewerState?, snapshot: ServingSnapshot) {
        guard snapshot.foldingIn != nil || snapshot.foldingRatings != nil else { return }
        if let viewer, viewer.hasVector(for: snapshot) {
            query.vector.append(contentsOf: viewer.vector)
            return
        }
        if let model = snapshot.foldingRatings {
            model.foldIn(ratings: query.ratings, scratch: &scratch, into: &query.vector)
        } else {
            snapshot.foldingIn?.foldIn(query.history, scratch: &scratch, into: &query.vector)
        }
        viewer?.keep(vector: query.vector, for: snapshot)
    }

    // MARK: Other lists

    private mutating func rankSimilar(
        to item: ItemNumber, _ order: borrowing RankingOrder, from snapshot: ServingSnapshot
    ) -> RankedSlate {
        guard snapshot.catalogue.isRanked(item) else {
            return rankPopular(order, because: .movieNotInModel, from: snapshot)
        }
        query.eligible.exclude(item)
        guard let model = snapshot.findingSimilar else {
            return rankPopular(order, because: .modelNotComparing, from: snapshot)
        }
        if let indexed = snapshot.indexedSimilarity {
            indexed.findSimilar(
                to: item, count: order.count, eligible: query.eligible, scratch: &scratch, into: &slate)
        } else {
            model.findSimilar(
                to: item, count: order.count, eligible: query.eligible, scratch: &scratch, into: &slate)
        }
        return finish(reasons: same(.similarTo(item)), because: nil)
    }

    private mutating func rankPopular(
        _ order: borrowing RankingOrder, because reason: FallbackReason?, from snapshot: ServingSnapshot
    ) -> RankedSlate {
        snapshot.popularity.top(order.candidateCount, eligible: query.eligible, into: &slate)
        vary(order, from: snapshot)
        return finish(reasons: same(order.filter.genres.isEmpty ? .popular : .popularInGenre), because: reason)
    }

    private mutating func rankTrending(
        _ order: borrowing RankingOrder, from snapshot: ServingSnapshot
    ) -> RankedSlate {
        guard let trend = snapshot.trend else {
            return rankPopular(order, because: .modelWithoutTrend, from: snapshot)
        }
        trend.top(order.count, eligible: query.eligible, into: &slate)
        return finish(reasons: same(.trending), because: nil)
    }

    private func same(_ reason: RecommendationReason) -> [RecommendationReason] {
        Array(repeating: reason, count: slate.count)
    }

    private func finish(reasons: [RecommendationReason], because reason: FallbackReason?) -> RankedSlate {
        RankedSlate(items: Array(slate[...]), reasons: reasons, fallbackReason: reason)
    }
}
