import Models

extension Workbench {
    /// For each item of the slate the film of `query.history` that speaks most for it, by the model's own arithmetic
    /// or by similarity; `.personal` where none does.
    mutating func explanations(from snapshot: ServingSnapshot) -> [RecommendationReason] {
        let explained = min(slate.count, snapshot.settings.maximumExplained)
        if !query.history.isEmpty { markHistory(from: snapshot) }
        return slate.indices.map { place in
            guard place < explained, !query.history.isEmpty else { return .personal }
            return film(speakingFor: slate[place].item, from: snapshot).map { .becauseOf($0) } ?? .personal
        }
    }

    private mutating func film(speakingFor item: ItemNumber, from snapshot: ServingSnapshot) -> ItemNumber? {
        if let model = snapshot.explaining {
            let best = model.contributions(to: item, query: query, count: 1, scratch: &scratch).first
            return best.flatMap { $0.score > 0 ? $0.item : nil }
        }
        guard let model = snapshot.findingSimilar else { return nil }
        model.findSimilar(to: item, count: 1, eligible: historyMask, scratch: &scratch, into: &neighbours)
        return neighbours.first.flatMap { $0.score > 0 ? $0.item : nil }
    }

    private mutating func markHistory(from snapshot: ServingSnapshot) {
        historyMask.assign(from: snapshot.everything)
        historyMask.excludeAll()
        for film in query.history { historyMask.allow(film.item) }
    }
}
