extension JudgedSlate {
    /// HitRate@k: 1 when any of the first k places is relevant, else 0 (`trec_eval`'s `success`). Its mean over viewers
    /// is the share of them who find something.
    public func hitRate(at cutoff: Int) -> Double { hitCount(at: cutoff) > 0 ? 1 : 0 }
}
