extension Exposure {
    /// Catalogue coverage: films in at least one list / films that could be in one.
    ///
    /// Over the first 100 places of every viewer of the group it is coverage@100. It grows with the number of viewers
    /// and shrinks with the size of the catalogue: compare it inside one table only.
    /// - Parameter eligible: the films that could be shown; nil is returned when there is none.
    public func coverage(of eligible: ItemMask) -> Double? {
        precondition(eligible.count == counts.count, "the mask is of another catalogue")
        let possible = eligible.allowedCount
        guard possible > 0 else { return nil }
        let shown = counts.indices.count { counts[$0] > 0 && eligible.contains(ItemNumber($0)) }
        return Double(shown) / Double(possible)
    }
}
