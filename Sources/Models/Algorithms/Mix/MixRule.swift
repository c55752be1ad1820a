/// How what several models say of a film becomes one score.
public enum MixRule: Sendable, Equatable {
    /// score = Σ weight · (own score − mean) / deviation, mean and deviation over all films, for this viewer: every part
    /// speaks on the same scale whatever its own is. A part that says the same of every film adds nothing.
    case standardized
    /// score = Σ weight / (k + place), the place in the part's own list of the films that may be listed, as long as the
    /// list of the first `depth`; nothing behind it (Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion
    /// outperforms Condorcet and individual Rank Learning Methods").
    case ranks(k: Double, depth: Int)
}

extension MixModel: ScoresAllItems {
    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        scores.update(repeating: 0)
        switch rule {
        case .standardized: addStandardized(query, &scratch, to: scores)
        case .ranks(let k, let depth): addPlaces(query, k: k, depth: depth, &scratch, to: scores)
        }
    }

    private func addStandardized(
        _ query: borrowing Query, _ scratch: inout RankingScratch, to sums: UnsafeMutableBufferPointer<Float>
    ) {
        withPartScores(of: query, &scratch) { part, own in
            guard let (mean, deviation) = Self.moments(own) else { return }
            let scale = part.weight / deviation
            for item in own.indices { sums[item] += scale * (own[item] - mean) }
        }
    }

    /// Calls `body` with each part that answers and its scores of all films.
    private func withPartScores(
        of query: borrowing Query, _ scratch: inout RankingScratch,
        _ body: (MixPart, UnsafeBufferPointer<Float>) -> Void
    ) {
        var own: [Float] = []
        swap(&own, &scratch.partScores)
        if own.count < itemCount { own = [Float](repeating: 0, count: itemCount) }
        own.withUnsafeMutableBufferPointer { buffer in
            let own = UnsafeMutableBufferPointer(rebasing: buffer[..<itemCount])
            for part in parts where part.answers(query) {
                withQuestion(query, of: part) { part.model.scoreAll($0, scratch: &scratch, into: own) }
                body(part, UnsafeBufferPointer(own))
            }
        }
        swap(&own, &scratch.partScores)
    }

    /// What each part says of `items`, standardised as in a blend: [parts, items], row-major, into `features`.
    func standardizedScores(
        _ query: borrowing Query, of items: [ItemNumber], scratch: inout RankingScratch, into features: inout [Float]
    ) {
        features.removeAll(keepingCapacity: true)
        withPartScores(of: query, &scratch) { _, own in
            let (mean, deviation) = Self.moments(own) ?? (0, .infinity)
            for item in items { features.append((own[item.index] - mean) / deviation) }
        }
    }

    /// Mean and standard deviation over all items; nil when there is no deviation.
    private static func moments(_ scores: UnsafeBufferPointer<Float>) -> (mean: Float, deviation: Float)? {
        let count = Double(scores.count)
        var sum = 0.0, squares = 0.0
        for score in scores {
            sum += Double(score)
            squares += Double(score) * Double(score)
        }
        let mean = sum / count
        let variance = squares / count - mean * mean
        // Less than rounding leaves of scores that are all the same.
        guard variance > 1e-12 * max(squares / count, 1e-30) else { return nil }
        return (Float(mean), Float(variance.squareRoot()))
    }

    private func addPlaces(
        _ query: borrowing Query, k: Double, depth: Int, _ scratch: inout RankingScratch,
        to sums: UnsafeMutableBufferPointer<Float>
    ) {
        var list: [ScoredItem] = []
        swap(&list, &scratch.partSlate)
        for part in parts where part.answers(query) {
            withQuestion(query, of: part) { part.model.rank($0, count: depth, scratch: &scratch, into: &list) }
            for (place, scored) in list.enumerated() {
                sums[scored.item.index] += part.weight / Float(k + Double(place) + 1)
            }
        }
        swap(&list, &scratch.partSlate)
    }
}
