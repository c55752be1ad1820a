/// A film's rating is the mean, and how far the viewer and the film usually are from it.
///
/// Every viewer's list is the same, best rated films first: nothing in it is personal but the stars it predicts.
public struct BaselineModel: PredictsRatings, ScoresAllItems {
    public let descriptor: ModelDescriptor
    /// How far each viewer and each film usually is from the mean.
    public let biases: RatingBiases
    let settings: BaselineSettings
    let data: RatedData
    /// [items] μ + b_i, damped (`RatingBelief`).
    private let scores: FrozenArray<Float>

    init(_ biases: RatingBiases, _ data: RatedData, settings: BaselineSettings, descriptor: ModelDescriptor) {
        precondition(
            biases.items.count == descriptor.itemCount && biases.users.count == descriptor.userCount,
            "one bias for each viewer and each film")
        self.biases = biases
        self.data = data
        self.settings = settings
        self.descriptor = descriptor
        scores = FrozenArray(
            biases.items.enumerated().map { data.belief.score(biases.mean + $0.element, of: $0.offset) })
    }

    public var itemCount: Int { scores.count }
    public var needsHistory: Bool { false }
    public var ratingScale: ClosedRange<Float> { data.scale }
    public var likeRating: Float { data.likeRating }
    public var ratings: InteractionMatrix { data.ratings }

    public func personalizes(_ query: borrowing Query) -> Bool { false }

    public func predictRating(
        of item: ItemNumber, query: borrowing Query, scratch: inout RankingScratch
    ) -> Float {
        let own: Float =
            switch query.subject {
            case .known(let user) where user.index < biases.users.count: biases.users[user.index]
            case .folded:
                biases.userBias(of: query.ratings, regularization: Float(settings.userRegularization))
            case .known, .unknown: 0
            }
        return data.clamped(biases.mean + own + biases.items[item.index])
    }

    /// - Complexity: O(items).
    public func rank(
        _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
    ) {
        precondition(query.eligible.count == itemCount, "the mask is of another catalogue")
        precondition(count >= 0, "a list cannot be shorter than nothing")
        let eligible = query.eligible
        scores.withUnsafeBufferPointer { scores in
            InstructionSet.detected.rank(
                scores: scores.span, eligible: eligible, count: count, keys: &scratch.keys, into: &slate)
        }
    }

    public func scoreAll(
        _ query: borrowing Query, scratch: inout RankingScratch, into scores: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(scores.count == itemCount, "one place for each item's score")
        self.scores.withUnsafeBufferPointer { _ = scores.update(fromContentsOf: $0) }
    }

    public func tensors() -> [NamedTensor] { biases.tensors + data.tensors }
}
