/// One answer that a model gave when it was made. Asked again when it is loaded: a self-check before it may serve.
public struct GoldenAnswer: Sendable, Equatable, Codable {
    /// The viewer's row.
    public var user: Int32
    /// Best first.
    public var items: [Int32]
    /// [items], aligned with `items`.
    public var scores: [Float]

    /// How far a score may be from the recorded one, relative to the larger of it and 1: room for another
    /// instruction set's order of additions, none for another model.
    public static let tolerance: Float = 1e-3

    /// Asks `model` for the top `count` of a few viewers spread over its rows.
    public static func record(
        _ model: any Recommender, seen: InteractionMatrix, viewers: Int = 8, count: Int = 10
    ) -> [GoldenAnswer] {
        let rows = model.descriptor.userCount
        guard rows > 0, viewers > 0 else { return [] }
        let step = max(1, rows / viewers)
        return stride(from: 0, to: rows, by: step).prefix(viewers).map { row in
            let slate = answer(of: model, row: row, seen: seen, count: count)
            return GoldenAnswer(user: Int32(row), items: slate.map(\.item.rawValue), scores: slate.map(\.score))
        }
    }

    /// What `model` now answers otherwise than recorded, or nil when all is as it was.
    public func difference(from model: any Recommender, seen: InteractionMatrix) -> String? {
        guard user >= 0, Int(user) < min(model.descriptor.userCount, seen.rowCount), items.count == scores.count else {
            return "a golden request names viewer row \(user), which the model does not have"
        }
        let slate = Self.answer(of: model, row: Int(user), seen: seen, count: items.count)
        guard slate.count == items.count else {
            return "viewer row \(user) gets \(slate.count) items instead of \(items.count)"
        }
        for (rank, (now, then)) in zip(slate, scores).enumerated() {
            let allowed = Self.tolerance * max(1, abs(then))
            guard abs(now.score - then) <= allowed else {
                return "viewer row \(user) scores \(now.score) at rank \(rank + 1) instead of \(then)"
            }
        }
        return nil
    }

    private static func answer(
        of model: any Recommender, row: Int, seen: InteractionMatrix, count: Int
    ) -> [ScoredItem] {
        var query = Query(subject: .known(UserNumber(row)), eligible: ItemMask(count: model.itemCount))
        seen.withRow(row) { columns, weights in
            for (column, weight) in zip(columns, weights) {
                query.eligible.exclude(ItemNumber(rawValue: column))
                if weight > 0 { query.history.append(WeightedItem(item: ItemNumber(rawValue: column), weight: weight)) }
            }
        }
        return model.recommend(for: query, count: count)
    }
}
