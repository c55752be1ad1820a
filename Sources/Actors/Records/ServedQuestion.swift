public import Models

/// What was asked, where it was more than the usual: with the viewer, the model and the time of its record enough to
/// ask again.
///
/// A reference, so that the records of usual questions are no larger for it. Absent fields are the usual ones.
public final class ServedQuestion: Sendable, Codable {
    /// The count of a usual question.
    public static let usualCount = 10

    /// How many films, as the service bounded it.
    public let count: Int?
    /// Films of these genres alone.
    public let genres: [String]?
    /// Films of this year or later.
    public let yearMin: Int?
    /// Films of this year or earlier.
    public let yearMax: Int?
    /// Whether films that the viewer had met could stand in the list.
    public let includesSeen: Bool?
    /// Films that were to be left out.
    public let exclude: [ItemID]?
    /// Films named as liked.
    public let seeds: [ItemID]?
    /// Whether reasons were asked for.
    public let explain: Bool?
    public let variety: Double?
    /// Whether it was asked for what is popular of late.
    public let trending: Bool?
    /// The film that it was to be like; of a title, the one that was understood.
    public let like: ItemID?

    private init(
        count: Int, genres: [String] = [], like: ItemID? = nil, wishes: RecommendationRequest? = nil,
        trending: Bool = false
    ) {
        self.count = count == Self.usualCount ? nil : count
        self.genres = genres.isEmpty ? nil : genres
        self.like = like
        yearMin = wishes?.yearMin
        yearMax = wishes?.yearMax
        includesSeen = wishes?.excludeSeen == false ? true : nil
        exclude = wishes.flatMap { $0.exclude.isEmpty ? nil : $0.exclude }
        seeds = wishes.flatMap { $0.seeds.isEmpty ? nil : $0.seeds }
        explain = wishes?.explain == true ? true : nil
        variety = wishes.flatMap { $0.variety == 0 ? nil : $0.variety }
        self.trending = trending ? true : nil
    }

    /// Nil for the usual question, which then costs no more than this look at it.
    convenience init?(_ request: RecommendationRequest, count: Int) {
        let isUsual =
            count == Self.usualCount && request.genres.isEmpty && request.yearMin == nil && request.yearMax == nil
            && request.excludeSeen && request.exclude.isEmpty && request.seeds.isEmpty && !request.explain
            && request.variety == 0
        if isUsual { return nil }
        self.init(count: count, genres: request.genres, wishes: request)
    }

    convenience init(like item: ItemID, count: Int) { self.init(count: count, genres: [], like: item) }

    convenience init?(
        popularOf genre: String?, yearMin: Int? = nil, yearMax: Int? = nil, trending: Bool = false, count: Int
    ) {
        if genre == nil, yearMin == nil, yearMax == nil, !trending, count == Self.usualCount { return nil }
        let years = RecommendationRequest(requestID: "", yearMin: yearMin, yearMax: yearMax)
        self.init(count: count, genres: genre.map { [$0] } ?? [], wishes: years, trending: trending)
    }

    /// A viewer's question with these wishes; `question` is nil for the usual one.
    public static func request(
        _ question: ServedQuestion?, requestID: String, user: UserID?
    ) -> RecommendationRequest {
        RecommendationRequest(
            requestID: requestID, user: user, count: question?.count ?? usualCount, genres: question?.genres ?? [],
            yearMin: question?.yearMin, yearMax: question?.yearMax, excludeSeen: question?.includesSeen != true,
            exclude: question?.exclude ?? [], seeds: question?.seeds ?? [], explain: question?.explain ?? false,
            variety: question?.variety ?? 0)
    }
}

extension ServedQuestion: Equatable {
    public static func == (left: ServedQuestion, right: ServedQuestion) -> Bool {
        left.count == right.count && left.genres == right.genres && left.yearMin == right.yearMin
            && left.yearMax == right.yearMax && left.includesSeen == right.includesSeen
            && left.exclude == right.exclude && left.seeds == right.seeds && left.explain == right.explain
            && left.like == right.like && left.variety == right.variety && left.trending == right.trending
    }
}
