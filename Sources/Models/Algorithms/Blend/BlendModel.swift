/// A blend of one base, whatever the base is.
protocol BlendsOnBase: Recommender {
    var blendedBase: any Recommender { get }
}

/// A base model with recency mixed into the head of its lists: what is liked lately predicts the next days best, and the
/// base model knows the viewer and the breadth of the catalogue.
///
///     score = base + weight · recency        positions 1…head
///     score = base                           the positions after, without what is placed already
///
/// Recency is time-decayed popularity, 0…1, never negative; so no score behind the head exceeds one in it, and a list
/// is in the total order as a whole. A factor model ranks with the prior inside its own search (`RanksWithPrior`), at
/// no further cost; any other base is scored in full and first brought to the same scale, its best item for the viewer
/// at 1.
///
/// A question that takes no recency (`Query.takesRecency`) is ranked by the base alone.
///
/// What the base can do besides (fold in, find similar films, explain, rank batches) the blend can too.
public struct BlendModel<Base: ScoresAllItems>: Recommender, ScoresAllItems {
    public let descriptor: ModelDescriptor
    /// The model whose lists recency takes part in.
    public let base: Base
    /// Time-decayed popularity.
    public let recency: PopularityModel
    /// How recency takes part.
    public let settings: BlendSettings
    /// The base again, when it ranks with a prior.
    private let searcher: (any RanksWithPrior)?

    public var itemCount: Int { base.itemCount }
    public var needsHistory: Bool { base.needsHistory }

    /// - Precondition: both are over the same items.
    public init(base: Base, recency: PopularityModel, settings: BlendSettings) {
        precondition(base.itemCount == recency.itemCount, "a blend of different catalogues")
        self.base = base
        self.recency = recency
        self.settings = settings
        descriptor = .blend(of: base.descriptor, settings: settings)
        searcher = base as? any RanksWithPrior
    }

    public func personalizes(_ query: borrowing Query) -> Bool { base.personalizes(query) }

    /// What is added in the head.
    var prior: ItemBias { ItemBias(recency.scores, weight: Float(settings.weight)) }

    /// How many of `count` positions recency takes part in.
    private func headCount(of count: Int) -> Int { settings.weight > 0 ? min(count, settings.head) : 0 }

    private func headCount(of count: Int, for query: borrowing Query) -> Int {
        query.takesRecency ? headCount(of: count) : 0
    }

    /// A viewer nothing is known of is given what is popular of late.
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        guard base.personalizes(query) else { return recency.top(count, eligible: query.eligible, into: &slate) }
        if let searcher {
            search(with: searcher, query, count: count, scratch: &scratch, into: &slate)
        } else {
            scan(query, count: count, scratch: &scratch, into: &slate)
        }
    }

    /// The scores of the head, for every item.
    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        guard base.personalizes(query) else { return recency.scoreAll(query, scratch: &scratch, into: scores) }
        scoreBase(query, scratch: &scratch, into: scores)
        if headCount(of: 1, for: query) > 0 { addPrior(to: scores) }
    }
}

// MARK: - Two ways

extension BlendModel {
    /// One search for the head, another for what comes after it.
    private func search(
        with searcher: any RanksWithPrior, _ query: borrowing Query, count: Int, scratch: inout RankingScratch,
        into slate: inout [ScoredItem]
    ) {
        let head = headCount(of: count, for: query)
        if head > 0 {
            searcher.rank(query, prior: prior, count: head, scratch: &scratch, into: &slate)
        } else {
            slate.removeAll(keepingCapacity: true)
        }
        guard count > head else { return }
        scratch.withCandidates { tail, scratch in
            searcher.rank(query, prior: nil, count: count, scratch: &scratch, into: &tail)
            slate.complete(with: tail, to: count)
        }
    }

    /// All scores at once: the tail is ranked by the base's, then recency is added for the head.
    private func scan(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        let head = headCount(of: count, for: query)
        let eligible = query.eligible
        scratch.withScores(itemCount) { scores, scratch in
            scoreBase(query, scratch: &scratch, into: scores)
            scratch.withCandidates { tail, scratch in
                if count > head { tail.rank(scores, eligible: eligible, count: count, keys: &scratch.keys) }
                addPrior(to: scores)
                slate.rank(scores, eligible: eligible, count: head, keys: &scratch.keys)
                slate.complete(with: tail, to: count)
            }
        }
    }

    /// The base's scores on the scale of a preference.
    private func scoreBase(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        base.scoreAll(query, scratch: &scratch, into: scores)
        guard searcher == nil else { return }
        let best = scores.reduce(0) { max($0, $1) }
        guard best > 0 else { return }
        for item in scores.indices { scores[item] /= best }
    }

    private func addPrior(to scores: UnsafeMutableBufferPointer<Float>) {
        let prior = prior
        prior.values.withUnsafeBufferPointer { values in
            for item in scores.indices { scores[item] += values[item] * prior.weight }
        }
    }
}

extension BlendModel: RanksBatches where Base: RanksWithPrior {
    public func rankBatch(
        _ queries: [Query], count: Int, scratch: inout RankingScratch, into slates: inout [[ScoredItem]]
    ) {
        let head = headCount(of: count)
        base.rankBatch(queries, prior: head > 0 ? prior : nil, count: head, scratch: &scratch, into: &slates)
        if count > head {
            var tails: [[ScoredItem]] = []
            base.rankBatch(queries, prior: nil, count: count, scratch: &scratch, into: &tails)
            for place in slates.indices { slates[place].complete(with: tails[place], to: count) }
        }
        for (place, query) in queries.enumerated() {
            if !base.personalizes(query) {
                recency.top(count, eligible: query.eligible, into: &slates[place])
            } else if !query.takesRecency {
                base.rank(query, prior: nil, count: count, scratch: &scratch, into: &slates[place])
            }
        }
    }
}

extension [ScoredItem] {
    /// Adds from `tail` what is not here yet, until there are `count`.
    /// - Complexity: O(count · those that were here).
    fileprivate mutating func complete(with tail: [ScoredItem], to count: Int) {
        let placed = self.count
        for scored in tail {
            guard self.count < count else { return }
            if !self[..<placed].contains(where: { $0.item == scored.item }) { append(scored) }
        }
    }

    /// Becomes the best `count` of scores that exist already.
    fileprivate mutating func rank(
        _ scores: UnsafeMutableBufferPointer<Float>, eligible: borrowing ItemMask, count: Int, keys: inout [UInt64]
    ) {
        InstructionSet.detected.rank(
            scores: UnsafeBufferPointer(scores).span, eligible: eligible, count: count, keys: &keys, into: &self)
    }
}
