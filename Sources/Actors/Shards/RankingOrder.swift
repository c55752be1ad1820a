import Models

/// A request in the numbers of one snapshot: what a shard needs and nothing to look up.
struct RankingOrder: Sendable {
    enum Subject: Sendable, Equatable {
        /// A viewer, or nobody in particular.
        case viewer(UserID?)
        /// Films like this one.
        case similar(ItemNumber)
        /// What many like.
        case popular
        /// What many like lately.
        case trending
    }

    var subject: Subject
    /// Spread evenly; picks the shard, counts viewers.
    var key: UInt64
    var count: Int
    var filter = ItemFilter()
    var excludeSeen = true
    var exclude: [ItemNumber] = []
    /// Films of the model; ascending, each once.
    var seeds: [ItemNumber] = []
    /// Whether seeds were given at all, known to the model or not.
    var seedsGiven = false
    var explain = false
    /// 0…1; 0 leaves the model's order.
    var variety: Float = 0
}

/// A shard's answer.
struct RankedSlate: Sendable {
    var items: [ScoredItem]
    var reasons: [RecommendationReason]
    var fallbackReason: FallbackReason?
    /// Whether the list is for a viewer the model was not trained with, or for nobody in particular.
    var isColdStart = false
}
