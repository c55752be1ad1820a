extension JudgedSlate {
    /// Average precision: Σ over hits of (hits up to and with that place / place), divided by all relevant films. Its
    /// mean over viewers is MAP.
    ///
    /// Relevant films beyond the slate's end add 0 and still count in the denominator (`trec_eval`'s `map_cut`).
    public var averagePrecision: Double {
        var hits = 0
        var sum = 0.0
        for (place, isHit) in isRelevant.enumerated() where isHit {
            hits += 1
            sum += Double(hits) / Double(place + 1)
        }
        return sum / Double(relevantCount)
    }
}
