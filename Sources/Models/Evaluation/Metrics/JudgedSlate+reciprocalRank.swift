extension JudgedSlate {
    /// 1 / place of the first hit, places from 1; 0 when the slate has none. Its mean over viewers is MRR.
    ///
    /// Only the slate is looked at: a hit beyond its end counts as none.
    public var reciprocalRank: Double {
        guard let first = isRelevant.firstIndex(of: true) else { return 0 }
        return 1 / Double(first + 1)
    }
}
