/// A model of films alone: a score is the sum of what the viewer's films say for an item, filled up with popularity.
///
/// Ranking and scoring come with it; a model says what one film adds.
public protocol SumsOverHistory: ScoresAllItems {
    /// Blended in for viewers little is known of, and the answer where nothing is.
    var popularity: PopularityModel { get }

    /// Whether a like of this item says anything.
    func speaks(_ item: ItemNumber) -> Bool

    /// Adds what a like of `liked.item` says, `liked.weight` times, to the score of every item.
    /// - Precondition: `scores.count == itemCount`.
    func add(_ liked: WeightedItem, to scores: UnsafeMutableBufferPointer<Float>)

    /// What stands for a preference of 1 among this viewer's sums: they are divided by it before popularity is mixed in.
    /// Above 0; 1 where a model does not say.
    func unit(of scores: UnsafeBufferPointer<Float>, for query: borrowing Query) -> Float
}

extension SumsOverHistory {
    public var needsHistory: Bool { true }

    public func unit(of scores: UnsafeBufferPointer<Float>, for query: borrowing Query) -> Float { 1 }

    /// The best score of a film that is not in `history`, or 1 where none is above 0: a unit for models whose sums are
    /// small where little is known.
    /// - Complexity: O(items).
    public func bestOutside(_ history: [WeightedItem], of scores: UnsafeBufferPointer<Float>) -> Float {
        var best: Float = 0
        var first = 0
        for liked in history + [WeightedItem(item: ItemNumber(itemCount))] {
            for item in first..<max(first, liked.item.index) where scores[item] > best { best = scores[item] }
            first = liked.item.index + 1
        }
        return best > 0 ? best : 1
    }

    /// Whether any film of the history says anything.
    public func personalizes(_ query: borrowing Query) -> Bool {
        guard query.subject != .unknown else { return false }
        return query.history.contains { speaks($0.item) }
    }

    /// - Complexity: what the films of the history say, and O(items).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        guard personalizes(query) else { return popularity.top(count, eligible: query.eligible, into: &slate) }
        scratch.growScores(to: itemCount)
        let eligible = query.eligible
        scratch.scores.withUnsafeMutableBufferPointer { buffer in
            let scores = UnsafeMutableBufferPointer(rebasing: buffer[..<itemCount])
            sum(query, into: scores)
            InstructionSet.detected.rank(
                scores: UnsafeBufferPointer(scores).span, eligible: eligible, count: count,
                keys: &scratch.keys, into: &slate)
        }
    }

    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        guard personalizes(query) else { return popularity.scoreAll(query, scratch: &scratch, into: scores) }
        sum(query, into: scores)
    }

    /// Film by film, then popularity's share.
    private func sum(_ query: borrowing Query, into scores: UnsafeMutableBufferPointer<Float>) {
        scores.update(repeating: 0)
        for liked in query.history { add(liked, to: scores) }
        guard query.personalShare != 1 else { return }
        let unit = unit(of: UnsafeBufferPointer(scores), for: query)
        if unit != 1 { for item in scores.indices { scores[item] /= unit } }
        PersonalShare.blend(scores, with: popularity.scores, share: query.personalShare)
    }
}
