import Models

/// What holds of every list, whatever model made it: checked on each answer, so that a model that breaks a rule is found out
/// at once (the guardrails watch the count after a promotion).
enum AnswerRules {
    /// How many rules the list breaks: more films than asked for, a film twice, one that was excluded or the filter keeps
    /// out, a score that is no number.
    /// - Complexity: O(list · (exclusions + genres)), and a set for lists longer than 32.
    static func broken(by items: [ScoredItem], _ order: RankingOrder, _ snapshot: ServingSnapshot) -> Int {
        var broken = 0
        if items.count > order.count { broken += 1 }
        if items.contains(where: { !$0.score.isFinite }) { broken += 1 }
        if hasDouble(items) { broken += 1 }
        if !order.exclude.isEmpty, items.contains(where: { order.exclude.contains($0.item) }) { broken += 1 }
        if !order.filter.isEmpty, !items.allSatisfy({ passes($0.item, order.filter, snapshot.catalogue) }) {
            broken += 1
        }
        return broken
    }

    private static func hasDouble(_ items: [ScoredItem]) -> Bool {
        guard items.count <= 32 else { return Set(items.map(\.item)).count < items.count }
        for index in items.indices.dropFirst() {
            for earlier in 0..<index where items[earlier].item == items[index].item { return true }
        }
        return false
    }

    private static func passes(_ item: ItemNumber, _ filter: ItemFilter, _ catalogue: Catalogue) -> Bool {
        guard filter.genres.isEmpty || filter.genres.contains(where: { catalogue.isItem(item, of: $0) }) else {
            return false
        }
        guard filter.yearMin != nil || filter.yearMax != nil else { return true }
        guard let year = catalogue[item].year else { return false }
        return (filter.yearMin ?? year) <= year && year <= (filter.yearMax ?? year)
    }
}
