import Actors
import HTTPTypes
import Models

extension Route {
    static let movie = Route(
        method: .get, path: "/movies/{movie_id}", group: .catalogue, summary: "One film",
        pathParameters: [Wire.movieID.required], answers: [.json(movieShape)],
        problems: [.badPath, .unknownMovie, .notReady]
    ) { call in
        let found = try call.services.service.movie(ItemID(call.parameters[0]))
        return .json(describe(found.movie, isRanked: found.isRanked))
    }

    static let movies = Route(
        method: .get, path: "/movies", group: .catalogue, summary: "The catalogue, page by page",
        details: "With `query` the films whose titles come near it, best first. `next_cursor` leads to the next page.",
        query: [titleQuery, genre, cursor, limit], answers: [.json(pageShape)],
        problems: [.badQuery, .outOfRange, .wrongType, .unknownField, .unknownGenre, .notReady]
    ) { call in
        let query = try call.query()
        let after = try query.integer(cursor, in: 0...Int(Int32.max) - 1).map { ItemNumber($0) }
        let page = try call.services.service.movies(
            matching: try query.text(titleQuery), genre: try query.text(genre), after: after,
            limit: try query.integer(limit, in: 1...MoviePage.maximumCount) ?? 20)
        let movies = zip(page.items, page.movies).map { item, movie in
            describe(movie, isRanked: page.snapshot.catalogue.isRanked(item))
        }
        return .json(
            .object([
                "movies": .array(movies), "next_cursor": page.next.map { .text(String($0.index)) } ?? .null,
            ]))
    }

    private static let titleQuery = Field(
        "query", .text(maximumLength: Wire.maximumTitleLength), "A title, or something like it")
    private static let genre = Field(
        "genre", .text(maximumLength: Wire.maximumGenreLength), "Only films of this genre, in any case")
    private static let cursor = Field(
        "cursor", .integer(0...Int(Int32.max) - 1), "The `next_cursor` of the page before")
    private static let limit = Field(
        "limit", .integer(1...MoviePage.maximumCount), "How many films a page has; 20 unless said otherwise")

    private static let movieShape = Shape(
        "Movie",
        Wire.movieFields + [
            Field(
                "release_date", .nullable(.text(maximumLength: 32)), "The day of release, ISO 8601", isRequired: true),
            Field("overview", .nullable(.text(maximumLength: 65_536)), "What it is about", isRequired: true),
            Field("age_rating", .nullable(.text(maximumLength: 64)), "The age rating as printed", isRequired: true),
            Field(
                "is_ranked", .boolean, "Whether the serving model can recommend it, or it came after the training",
                isRequired: true),
        ])

    private static let pageShape = Shape(
        "MoviePage",
        [
            Field(
                "movies", .list(.shape(movieShape), maximumCount: MoviePage.maximumCount), "The films", isRequired: true
            ),
            Field(
                "next_cursor", .nullable(.text(maximumLength: 32)), "Leads to the next page; null on the last",
                isRequired: true),
        ])

    private static func describe(_ movie: Movie, isRanked: Bool) -> JSONValue {
        .object([
            "movie_id": .text(movie.id.rawValue), "title": .text(movie.title),
            "year": movie.year.map { .integer($0) } ?? .null, "genres": .texts(movie.genres),
            "release_date": movie.releaseDate.map { .text($0) } ?? .null,
            "overview": movie.overview.map { .text($0) } ?? .null,
            "age_rating": movie.ageRating.map { .text($0) } ?? .null, "is_ranked": .boolean(isRanked),
        ])
    }
}
