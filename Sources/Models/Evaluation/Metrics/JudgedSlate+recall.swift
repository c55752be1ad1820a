extension JudgedSlate {
    /// Recall@k: hits among the first k places / all relevant films.
    ///
    /// The denominator is not capped at k (`trec_eval`'s `recall`): a viewer with more than k relevant films cannot
    /// reach 1. An empty slate has recall 0.
    public func recall(at cutoff: Int) -> Double { Double(hitCount(at: cutoff)) / Double(relevantCount) }
}
