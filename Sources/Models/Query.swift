/// A movie somebody liked, and how much it counts.
@frozen public struct WeightedItem: Sendable, Equatable, BitwiseCopyable {
    /// The film.
    public var item: ItemNumber
    /// > 0 for a positive.
    public var weight: Float

    @inlinable public init(item: ItemNumber, weight: Float = 1) {
        self.item = item
        self.weight = weight
    }
}

/// A movie and the stars somebody gave it.
@frozen public struct RatedItem: Sendable, Equatable, BitwiseCopyable {
    /// The film.
    public var item: ItemNumber
    /// On the source's scale.
    public var rating: Float

    @inlinable public init(item: ItemNumber, rating: Float) {
        self.item = item
        self.rating = rating
    }
}

/// A movie and its score. Ordered by score descending, then item number ascending: a total order.
@frozen public struct ScoredItem: Sendable, Equatable, BitwiseCopyable {
    /// The film.
    public var item: ItemNumber
    /// Never NaN.
    public var score: Float

    @inlinable public init(item: ItemNumber, score: Float) {
        self.item = item
        self.score = score
    }

    /// Whether `self` stands before `other` in a list.
    @inlinable public func precedes(_ other: ScoredItem) -> Bool {
        score > other.score || (score == other.score && item < other.item)
    }
}

/// One question to a model. A value that its owner keeps and refills, so that asking allocates nothing.
public struct Query: Sendable {
    /// Who asks, as far as the model is concerned.
    public enum Subject: Sendable, Equatable {
        /// A viewer whose row the model was trained with.
        case known(UserNumber)
        /// A viewer known by `history` only; `vector` holds their folded-in vector where the model makes one.
        case folded
        /// Nobody the model knows anything of.
        case unknown
    }

    /// Who asks.
    public var subject: Subject
    /// What the viewer liked, item numbers ascending; filled for `.folded`, and for `.known` where the model asks for
    /// it (`Recommender.needsHistory`).
    public var history: [WeightedItem]
    /// The stars the viewer gave, item numbers ascending; filled for `.folded` where the model is one of ratings
    /// (`PredictsRatings`), with likes that came without stars among them; empty for other models.
    public var ratings: [RatedItem]
    /// [factors] for `.folded` with a model that folds in; empty otherwise.
    public var vector: [Float]
    /// How much of the score is the viewer's own, 0…1; the rest is popularity. 1 for known viewers,
    /// n / (n + k0) for folded-in ones.
    public var personalShare: Float
    /// Whether what is popular of late may take part. Not where the history is films named as liked: that is a taste told
    /// outside the order of time, and recency would drown it.
    public var takesRecency: Bool
    /// Which items may be answered, [itemCount].
    public var eligible: ItemMask

    /// What is not given is as for somebody nothing is known of.
    public init(
        subject: Subject = .unknown, history: [WeightedItem] = [], ratings: [RatedItem] = [], vector: [Float] = [],
        personalShare: Float = 1, takesRecency: Bool = true, eligible: ItemMask
    ) {
        self.subject = subject
        self.history = history
        self.ratings = ratings
        self.vector = vector
        self.personalShare = personalShare
        self.takesRecency = takesRecency
        self.eligible = eligible
    }
}
