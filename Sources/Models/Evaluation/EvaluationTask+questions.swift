extension EvaluationTask {
    /// Fills `query` with what the model may know of `viewer`.
    ///
    /// - Parameters:
    ///   - foldInPrior: k0: a folded-in viewer with n likes gets n / (n + k0) of their score from themselves.
    ///   - scratch: for folding in.
    func ask(
        about viewer: Int, of model: any Recommender, foldInPrior: Double, scratch: inout RankingScratch,
        into query: inout Query
    ) {
        query.eligible.assign(from: eligible)
        excluded.withRow(viewer) { columns, _ in
            for column in columns { query.eligible.exclude(ItemNumber(rawValue: column)) }
        }
        query.history.removeAll(keepingCapacity: true)
        query.ratings.removeAll(keepingCapacity: true)
        query.vector.removeAll(keepingCapacity: true)
        query.personalShare = 1
        query.subject = subject(of: viewer)
        if query.subject == .unknown { return }
        if query.subject == .folded || model.needsHistory { appendHistory(of: viewer, to: &query.history) }
        guard query.subject == .folded else { return }
        let likes = Double(query.history.count)
        query.personalShare = Float(likes / (likes + foldInPrior))
        query.prepareFolded(for: model, scratch: &scratch)
    }

    private func subject(of viewer: Int) -> Query.Subject {
        guard histories.entryCount(ofRow: viewer) > 0 else { return .unknown }
        if case .rows(let trainedCount) = presentation, viewer < trainedCount { return .known(UserNumber(viewer)) }
        return .folded
    }

    private func appendHistory(of viewer: Int, to history: inout [WeightedItem]) {
        histories.withRow(viewer) { columns, weights in
            for (column, weight) in zip(columns, weights) {
                history.append(WeightedItem(item: ItemNumber(rawValue: column), weight: weight))
            }
        }
    }

    /// Holds `slate` against what `viewer` went on to like.
    /// - Parameter isRelevant: a mask with nothing in it, which is so again afterwards.
    func judge(_ slate: [ScoredItem], of viewer: Int, isRelevant: inout ItemMask) -> JudgedSlate {
        relevant.withRow(viewer) { columns, _ in
            for column in columns { isRelevant.allow(ItemNumber(rawValue: column)) }
            let judged = JudgedSlate(slate.map { isRelevant.contains($0.item) }, relevantCount: columns.count)
            for column in columns { isRelevant.exclude(ItemNumber(rawValue: column)) }
            return judged
        }
    }
}
