public import Models

/// Who wants what, without transport: what a route, a test or a Swift program hands to `RecommendationService`.
public struct RecommendationRequest: Sendable, Equatable {
    /// Comes back in the answer and stands in the record.
    public var requestID: String
    /// Who asks; nil for nobody in particular.
    public var user: UserID?
    /// How many films; the service cuts it to 0…`ServingSettings.maximumCount`.
    public var count: Int
    /// Films of any of these genres, in any case; empty means all.
    public var genres: [String]
    /// Films of this year or later; nil for any.
    public var yearMin: Int?
    /// Films of this year or earlier; nil for any.
    public var yearMax: Int?
    /// Leaves out what the viewer has met: in the training data and since.
    public var excludeSeen: Bool
    /// Films to leave out; unknown ones are ignored.
    public var exclude: [ItemID]
    /// Films that speak for a viewer the model does not know. Never events; the request log keeps them with the
    /// question.
    public var seeds: [ItemID]
    /// Whether each film should say which of the viewer's own films speaks for it.
    public var explain: Bool
    /// How much the list should mix genres, 0…1; 0 is the model's own order.
    public var variety: Double

    /// Ten films for somebody, without wishes, unless they are given.
    public init(
        requestID: String, user: UserID? = nil, count: Int = ServedQuestion.usualCount, genres: [String] = [],
        yearMin: Int? = nil,
        yearMax: Int? = nil, excludeSeen: Bool = true, exclude: [ItemID] = [], seeds: [ItemID] = [],
        explain: Bool = false, variety: Double = 0
    ) {
        self.requestID = requestID
        self.user = user
        self.count = count
        self.genres = genres
        self.yearMin = yearMin
        self.yearMax = yearMax
        self.excludeSeen = excludeSeen
        self.exclude = exclude
        self.seeds = seeds
        self.explain = explain
        self.variety = variety
    }
}
