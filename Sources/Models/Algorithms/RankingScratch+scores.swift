extension RankingScratch {
    /// Makes room for `count` scores, whatever they are. Never shrinks.
    mutating func growScores(to count: Int) {
        if scores.count < count { scores.append(contentsOf: repeatElement(0, count: count - scores.count)) }
    }

    /// Lends `count` scores, whatever they are, and the rest of the scratch; `scores` is empty meanwhile.
    mutating func withScores(
        _ count: Int, _ body: (UnsafeMutableBufferPointer<Float>, inout RankingScratch) -> Void
    ) {
        growScores(to: count)
        var lent: [Float] = []
        swap(&lent, &scores)
        lent.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[..<count]), &self) }
        swap(&lent, &scores)
    }

    /// Lends `candidates`, emptied, and the rest of the scratch; `candidates` is empty meanwhile.
    mutating func withCandidates(_ body: (inout [ScoredItem], inout RankingScratch) -> Void) {
        var lent: [ScoredItem] = []
        swap(&lent, &candidates)
        lent.removeAll(keepingCapacity: true)
        body(&lent, &self)
        swap(&lent, &candidates)
    }
}
