import Foundation

extension JudgedSlate {
    /// NDCG@k: Σ over hits in the first k places of 1 / log2(place + 1), places from 1, divided by what the best list
    /// would have: the same sum over the first min(k, relevant) places (Järvelin and Kekäläinen 2002, gains 0 and 1).
    ///
    /// A film the model cannot rank still counts in the best list. An empty slate has 0.
    public func normalizedDiscountedGain(at cutoff: Int) -> Double {
        precondition(cutoff >= 1, "a list is cut off after at least one place")
        var gain = 0.0
        var best = 0.0
        for place in 0..<min(cutoff, max(isRelevant.count, relevantCount)) {
            let discount = 1 / log2(Double(place + 2))
            if place < isRelevant.count, isRelevant[place] { gain += discount }
            if place < relevantCount { best += discount }
        }
        return gain / best
    }
}
