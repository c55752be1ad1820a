public import Models

/// A slate and where it comes from. Item numbers are those of `snapshot`, and mean nothing without it.
public struct RecommendationAnswer: Sendable {
    /// That of the request.
    public var requestID: String
    /// What the answer was made with: version, catalogue, numbers. Keeps that model in memory; let go of it soon.
    public var snapshot: ServingSnapshot
    /// Why the answer is not the viewer's own; nil when it is.
    public var fallbackReason: FallbackReason?
    /// In the total order of `ScoredItem`.
    public var items: [ScoredItem]
    /// One for each item.
    public var reasons: [RecommendationReason]
    /// From the service's door and back.
    public var latency: Duration

    /// Whether the answer was made without the viewer's own model.
    public var isFallback: Bool { fallbackReason != nil }

    public init(
        requestID: String, snapshot: ServingSnapshot, fallbackReason: FallbackReason? = nil, items: [ScoredItem],
        reasons: [RecommendationReason], latency: Duration
    ) {
        self.requestID = requestID
        self.snapshot = snapshot
        self.fallbackReason = fallbackReason
        self.items = items
        self.reasons = reasons
        self.latency = latency
    }
}

/// Why popular films were answered instead of the viewer's own.
public enum FallbackReason: String, Sendable, Codable, CaseIterable {
    /// The request names nobody and no seeds.
    case noUser = "no_user"
    /// Nothing is known of this viewer.
    case unknownUser = "unknown_user"
    /// The viewer is known, but by nothing that they liked.
    case noHistory = "no_history"
    /// None of the seeds is in the model.
    case seedsUnknown = "seeds_unknown"
    /// The model answers only viewers it was trained with.
    case modelNotPersonal = "model_not_personal"
    /// The film is known, but came after the model was trained.
    case movieNotInModel = "movie_not_in_model"
    /// The model cannot compare films.
    case modelNotComparing = "model_not_comparing"
    /// The model has not counted what is liked lately.
    case modelWithoutTrend = "model_without_trend"
}

/// Why a film stands in a list.
public enum RecommendationReason: Sendable, Equatable {
    /// The viewer's own model says so.
    case personal
    /// Of the viewer's films or seeds, this one speaks most for it.
    case becauseOf(ItemNumber)
    /// Liked by many.
    case popular
    /// Liked by many, among the genres asked for.
    case popularInGenre
    /// Liked by many lately.
    case trending
    /// The film it was asked to be like.
    case similarTo(ItemNumber)
}

extension RecommendationReason {
    /// What `kind` can be: the same words in every answer, over HTTP and from the shell.
    package static let kinds = ["personal", "because_of", "similar_to", "popular", "popular_in_genre", "trending"]

    package var kind: String {
        switch self {
        case .personal: "personal"
        case .becauseOf: "because_of"
        case .similarTo: "similar_to"
        case .popular: "popular"
        case .popularInGenre: "popular_in_genre"
        case .trending: "trending"
        }
    }

    /// The film that speaks for it.
    package var item: ItemNumber? {
        switch self {
        case .becauseOf(let item), .similarTo(let item): item
        case .personal, .popular, .popularInGenre, .trending: nil
        }
    }
}
