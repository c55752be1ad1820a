extension Exposure {
    /// The Gini index of exposure: 0 when every film that could be shown is shown equally often, (n − 1) / n when all
    /// places go to one of n films.
    ///
    /// With the counts x₁ ≤ … ≤ xₙ it is Σ (2i − n − 1) · xᵢ / (n · Σ xᵢ).
    /// - Parameter eligible: the films that could be shown; nil is returned when nothing was shown.
    public func gini(over eligible: ItemMask) -> Double? {
        precondition(eligible.count == counts.count, "the mask is of another catalogue")
        let sorted = counts.indices.filter { eligible.contains(ItemNumber($0)) }.map { counts[$0] }.sorted()
        let total = sorted.reduce(0, +)
        guard total > 0 else { return nil }
        var weighted = 0.0
        for (place, count) in sorted.enumerated() {
            weighted += Double(2 * (place + 1) - sorted.count - 1) * Double(count)
        }
        return weighted / (Double(sorted.count) * Double(total))
    }
}
