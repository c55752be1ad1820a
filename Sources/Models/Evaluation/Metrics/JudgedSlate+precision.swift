extension JudgedSlate {
    /// Precision@k: hits among the first k places / k.
    ///
    /// The denominator is k even when the slate is shorter or there are fewer relevant films, as in `trec_eval`'s `P`;
    /// so the best value of a viewer with r relevant films is min(k, r) / k.
    public func precision(at cutoff: Int) -> Double { Double(hitCount(at: cutoff)) / Double(cutoff) }
}
