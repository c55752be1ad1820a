import Actors

/// Fields and shapes that several routes speak of.
enum Wire {
    static let k = Field("k", .count, "How many films, at most; 10 unless said otherwise")
    static let userID = Field("user_id", .identifier, "The viewer, as your system names them")
    static let movieID = Field("movie_id", .identifier, "The film, as the catalogue names it")
    static let yearMin = Field("year_min", .integer(years), "The first year of release that may appear")
    static let yearMax = Field("year_max", .integer(years), "The last year of release that may appear")
    static let requestID = Field("request_id", .text(maximumLength: 128), "Names this answer in logs", isRequired: true)

    static let years = 0...9_999
    static let maximumGenres = 32
    static let maximumGenreLength = 64
    static let maximumTitleLength = 256
    /// The latest time that can be given, 2100-01-01, in seconds.
    static let latest = 4_102_444_800

    /// - Throws: when the range is the wrong way round.
    static func checkYears(_ first: Int?, _ last: Int?) throws(Problem) {
        guard let first, let last, first > last else { return }
        throw Problem(.outOfRange, "year_min (\(first)) is after year_max (\(last))", field: "year_min")
    }

    // MARK: Answers

    static let model = Shape(
        "Model",
        [
            Field("name", .text(maximumLength: 256), "The model's name", isRequired: true),
            Field("version", .text(maximumLength: 256), "The version of that name", isRequired: true),
        ])

    static let movieFields = [
        movieID.required,
        Field("title", .text(maximumLength: 4_096), "The film's title", isRequired: true),
        Field("year", .nullable(.integer(years)), "The year of release; null when it is not known", isRequired: true),
        Field("genres", .list(.text(maximumLength: 256), maximumCount: 1_000), "The film's genres", isRequired: true),
    ]

    static let explanation = Shape(
        "Explanation",
        [
            Field("kind", .choice(RecommendationReason.kinds), "Why the film stands here", isRequired: true),
            Field("movie_id", .nullable(.identifier), "The film that speaks for it", isRequired: true),
            Field("title", .nullable(.text(maximumLength: 4_096)), "The title of that film", isRequired: true),
        ])

    static let item = Shape(
        "RecommendedMovie",
        movieFields + [
            Field("score", .number(-1e30...1e30), "The model's score; comparable within one answer", isRequired: true),
            Field("rank", .integer(1...1_000_000), "The place in the list, from 1", isRequired: true),
            Field("reason", .text(maximumLength: 8_192), "Why, in a few words for people", isRequired: true),
            Field("explanation", .shape(explanation), "Why, for programs; with `explain` only"),
        ])

    static let answerFields = [
        requestID,
        Field("model", .shape(model), "The model that made the answer", isRequired: true),
        Field(
            "is_fallback", .boolean, "Whether the answer was made without the viewer's own model", isRequired: true),
        Field(
            "fallback_reason", .nullable(.text(maximumLength: 64)), "Why it was; null when it was not",
            isRequired: true),
        Field("items", .list(.shape(item), maximumCount: 1_000), "The films, best first", isRequired: true),
        Field("latency_ms", .number(0...1e12), "The time the service took, milliseconds", isRequired: true),
    ]

    static let recommendations = Shape("Recommendations", answerFields)

    static let movieReference = Shape("MovieReference", movieFields)

    static let titleRecommendations = Shape(
        "TitleRecommendations",
        answerFields + [
            Field("understood", .shape(movieReference), "The film the title was taken for", isRequired: true),
            Field(
                "near_misses", .list(.shape(movieReference), maximumCount: 100), "Other films it may have meant",
                isRequired: true),
        ])

    static let problem = Shape(
        "Problem",
        [
            Field("type", .text(maximumLength: 256), "Where this kind of problem is explained", isRequired: true),
            Field("title", .text(maximumLength: 256), "The kind of problem, for people", isRequired: true),
            Field("status", .integer(400...599), "The HTTP status", isRequired: true),
            Field("code", .choice(ProblemCode.allCases.map(\.rawValue)), "The kind, for programs", isRequired: true),
            Field("detail", .text(maximumLength: 8_192), "What is wrong here, and what to try", isRequired: true),
            Field("field", .text(maximumLength: 1_024), "The field that is meant, as events[3].rating"),
            Field("request_id", .text(maximumLength: 128), "Names this answer in logs"),
            Field("minimum", .integer(Int.min...Int.max), "The least that is allowed"),
            Field("maximum", .integer(Int.min...Int.max), "The most that is allowed"),
            Field("position", .integer(0...Int.max), "Where the body stops being JSON, bytes from 0"),
            Field("known_genres", .list(.text(maximumLength: 256), maximumCount: 10_000), "The genres there are"),
            Field("did_you_mean", .text(maximumLength: 256), "The nearest known name"),
            Field("choices", .list(.text(maximumLength: 256), maximumCount: 100), "The values that are allowed"),
            Field("movie_id", .identifier, "The film that is not known"),
        ])
}
