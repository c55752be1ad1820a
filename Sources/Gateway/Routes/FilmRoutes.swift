import Actors
import HTTPTypes
import Models

/// What is known of films besides the catalogue: how they were rated, and by the same viewers as which.
extension Route {
    static let movieRatings = Route(
        method: .get, path: "/movies/{movie_id}/ratings", group: .catalogue, summary: "How a film was rated",
        details: "Ratings as they were given: a viewer who rated twice counts twice. Those of a second ago are in it.",
        pathParameters: [Wire.movieID.required], answers: [.json(ratingsShape)],
        problems: [.badPath, .unknownMovie, .notReady]
    ) { call in
        let movie = try call.services.service.movie(ItemID(call.parameters[0])).movie
        let counts = try await call.services.ratings.ratings(of: movie.id)
        let total = counts.reduce(0, +)
        let stars = counts.enumerated().reduce(0.0) { $0 + halfStars($1.offset) * Double($1.element) }
        return .json(
            .object([
                "movie_id": .text(movie.id.rawValue), "ratings": .integer(total),
                "mean": total > 0 ? .number(stars / Double(total)) : .null,
                "counts": .array(
                    counts.enumerated().map {
                        .object(["stars": .number(halfStars($0.offset)), "ratings": .integer($0.element)])
                    }),
            ]))
    }

    static let likedTogether = Route(
        method: .get, path: "/movies/{movie_id}/liked-together", group: .catalogue,
        summary: "Films that the same viewers liked",
        details: """
            Counted in the data the model was trained on, most telling first: by the viewers that two films have in \
            common over the root of the other one's popularity. Films with fewer than three viewers in common are left \
            out; of more than 50,000 viewers so many are looked at.
            """,
        pathParameters: [Wire.movieID.required], query: [Wire.k], answers: [.json(togetherShape)],
        problems: [.badPath, .outOfRange, .wrongType, .unknownField, .unknownMovie, .notReady]
    ) { call in
        let count = call.count(try call.query().integer(Wire.k, in: 1...call.maximumCount))
        let id = ItemID(call.parameters[0])
        let found = try await call.services.service.likedTogether(with: id, count: count)
        return .json(
            .object([
                "movie_id": .text(id.rawValue), "viewers": .integer(found.viewers),
                "items": .array(found.films.map { describe($0.movie, viewers: $0.viewers) }),
            ]))
    }

    static let genres = Route(
        method: .get, path: "/genres", group: .catalogue, summary: "What the catalogue can be filtered by",
        answers: [.json(genresShape)], problems: [.notReady]
    ) { call in
        let list = try call.services.service.genres()
        return .json(
            .object([
                "genres": .array(
                    list.genres.map { .object(["name": .text($0.name), "movies": .integer($0.movieCount)]) }),
                "year_min": list.yearMin.map { .integer($0) } ?? .null,
                "year_max": list.yearMax.map { .integer($0) } ?? .null,
            ]))
    }

    static let sampleViewers = Route(
        method: .get, path: "/viewers/sample", group: .catalogue, summary: "A few viewers to try things out with",
        details: """
            Ids of viewers the model was trained with, and how many films it knows them by. Empty unless the server \
            was told that these ids may be shown (`--sample-viewers`).
            """,
        query: [sampleCount], answers: [.json(viewersShape)],
        problems: [.outOfRange, .wrongType, .unknownField, .notReady]
    ) { call in
        let count = try call.query().integer(sampleCount, in: 1...SampleViewer.maximumCount) ?? 6
        let isAllowed = call.services.configuration.sampleViewers
        let viewers = isAllowed ? try call.services.service.sampleViewers(count: count) : []
        return .json(
            .object([
                "viewers": .array(
                    viewers.map { .object(["user_id": .text($0.id.rawValue), "movies": .integer($0.moviesMet)]) })
            ]))
    }

    private static func halfStars(_ place: Int) -> Double { Double(place + 1) / 2 }

    private static func describe(_ movie: Movie, viewers: Int) -> JSONValue {
        .object([
            "movie_id": .text(movie.id.rawValue), "title": .text(movie.title),
            "year": movie.year.map { .integer($0) } ?? .null, "genres": .texts(movie.genres),
            "viewers": .integer(viewers),
        ])
    }

    // MARK: Shapes

    private static let number = Schema.integer(0...Int.max)
    private static let sampleCount = Field(
        "k", .integer(1...SampleViewer.maximumCount), "How many, at most; 6 unless given")

    private static let ratingsShape = Shape(
        "MovieRatings",
        [
            Wire.movieID.required,
            Field("ratings", number, "How many ratings", isRequired: true),
            Field("mean", .nullable(.number(0.5...5)), "Stars; null without ratings", isRequired: true),
            Field(
                "counts",
                .list(
                    .shape(
                        Shape(
                            "RatingCount",
                            [
                                Field("stars", .number(0.5...5), "Stars, in halves", isRequired: true),
                                Field("ratings", number, "How many gave so many", isRequired: true),
                            ])), maximumCount: 10), "From half a star to five", isRequired: true),
        ])

    private static let togetherShape = Shape(
        "LikedTogether",
        [
            Wire.movieID.required,
            Field("viewers", number, "Viewers looked at who liked the film", isRequired: true),
            Field(
                "items",
                .list(
                    .shape(
                        Shape(
                            "LikedMovie",
                            Wire.movieFields + [
                                Field("viewers", number, "How many of them liked this one too", isRequired: true)
                            ])), maximumCount: 1_000), "Most telling first", isRequired: true),
        ])

    private static let genresShape = Shape(
        "Genres",
        [
            Field(
                "genres",
                .list(
                    .shape(
                        Shape(
                            "Genre",
                            [
                                Field("name", .text(maximumLength: 256), "As films have it", isRequired: true),
                                Field("movies", number, "Films that can be recommended", isRequired: true),
                            ])), maximumCount: 10_000), "By name", isRequired: true),
            Field("year_min", .nullable(.integer(0...9_999)), "The first year of any film", isRequired: true),
            Field("year_max", .nullable(.integer(0...9_999)), "The last year of any film", isRequired: true),
        ])

    private static let viewersShape = Shape(
        "SampleViewers",
        [
            Field(
                "viewers",
                .list(
                    .shape(
                        Shape(
                            "SampleViewer",
                            [
                                Field("user_id", .identifier, "The viewer", isRequired: true),
                                Field("movies", number, "Films the model knows them by", isRequired: true),
                            ])), maximumCount: SampleViewer.maximumCount), "Spread over all viewers", isRequired: true)
        ])
}
