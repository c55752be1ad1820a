import Actors
import Models

/// `POST /recommend` as JSON, and the same wishes as a query.
enum RecommendRequest {
    static let genres = Field(
        "genres", .list(.text(maximumLength: Wire.maximumGenreLength), maximumCount: Wire.maximumGenres),
        "Only films of any of these genres, in any case")
    static let excludeSeen = Field(
        "exclude_seen", .boolean, "Leave out what the viewer has met; true unless said otherwise")
    static let exclude = Field("exclude", .list(.identifier, maximumCount: 1_000), "Films to leave out")
    static let seeds = Field(
        "seeds", .list(.identifier, maximumCount: 100), "Films that speak for a viewer the model does not know")
    static let explain = Field("explain", .boolean, "Say which film each recommendation was found by")

    static let variety = Field(
        "variety", .number(0...1), "How much the list should mix genres; 0, the model's own order, unless given")

    static let shape = Shape(
        "RecommendRequest",
        [
            Wire.userID, Wire.k, genres, Wire.yearMin, Wire.yearMax, excludeSeen, exclude, seeds, explain, variety,
        ])

    /// The genre of a query, once or several times.
    static let genre = Field(
        "genre", .list(.text(maximumLength: Wire.maximumGenreLength), maximumCount: Wire.maximumGenres),
        "Only films of this genre; several times, or with commas, for any of several")

    static let query = [Wire.k, genre, Wire.yearMin, Wire.yearMax, excludeSeen]

    static func read(_ object: ObjectReader, of call: Call) throws(Problem) -> RecommendationRequest {
        let count = call.count(try object.integer(Wire.k, in: 1...call.maximumCount))
        var request = RecommendationRequest(requestID: call.requestID, count: count)
        request.user = try object.identifier(Wire.userID).map { UserID($0) }
        request.genres = try object.texts(genres, maximumLength: Wire.maximumGenreLength) ?? []
        request.yearMin = try object.integer(Wire.yearMin, in: Wire.years)
        request.yearMax = try object.integer(Wire.yearMax, in: Wire.years)
        try Wire.checkYears(request.yearMin, request.yearMax)
        request.excludeSeen = try object.boolean(excludeSeen) ?? true
        request.exclude = try object.identifiers(exclude)?.map { ItemID($0) } ?? []
        request.seeds = try object.identifiers(seeds)?.map { ItemID($0) } ?? []
        request.explain = try object.boolean(explain) ?? false
        request.variety = try object.number(variety, in: 0...1) ?? 0
        return request
    }

    static func read(_ query: QueryReader, for user: String, of call: Call) throws(Problem) -> RecommendationRequest {
        let count = call.count(try query.integer(Wire.k, in: 1...call.maximumCount))
        var request = RecommendationRequest(requestID: call.requestID, user: UserID(user), count: count)
        request.genres = try query.texts(genre, maximumLength: Wire.maximumGenreLength)
        request.yearMin = try query.integer(Wire.yearMin, in: Wire.years)
        request.yearMax = try query.integer(Wire.yearMax, in: Wire.years)
        try Wire.checkYears(request.yearMin, request.yearMax)
        request.excludeSeen = try query.boolean(excludeSeen) ?? true
        return request
    }
}
