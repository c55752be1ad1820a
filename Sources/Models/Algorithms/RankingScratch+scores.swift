extension RankingScratch {
    /// Makes room for `count` scores, whatever they are. Never shrinks.
    mutating func growScores(to count: Int) {
        if scores.count < count { scores.append(contentsOf: repeatElement(0, count: count - scores.count)) }
    }
}
