/// The lists two models give the same viewers, by the outside ids: their numbers mean nothing to each other.
public struct PairedLists: Sendable {
    /// Whose lists they are.
    public var viewers: [UserID]
    /// [viewers] best first.
    public var before: [[ItemID]]
    /// [viewers] best first.
    public var after: [[ItemID]]

    /// - Precondition: a list of each for every viewer.
    public init(viewers: [UserID], before: [[ItemID]], after: [[ItemID]]) {
        precondition(before.count == viewers.count && after.count == viewers.count, "two lists for each viewer")
        self.viewers = viewers
        self.before = before
        self.after = after
    }

    /// [viewers] the share of the first `cutoff` places that the two have in common, whatever the order: 0…1.
    ///
    /// Out of the longer list's places, where both are shorter than the cut-off; 1 for two empty lists.
    func overlaps(at cutoff: Int) -> [Double] {
        zip(before, after).map { before, after in
            let places = min(cutoff, max(before.count, after.count))
            guard places > 0 else { return 1 }
            let shared = Set(before.prefix(cutoff)).intersection(after.prefix(cutoff)).count
            return Double(shared) / Double(places)
        }
    }

    /// [viewers] extrapolated rank-biased overlap; 1 for two empty lists.
    func rankBiasedOverlaps(persistence: Double) -> [Double] {
        zip(before, after).map { RankBiasedOverlap.extrapolated($0, $1, persistence: persistence) ?? 1 }
    }
}
