import Actors
import HTTPTypes
import Models
import NIOCore

extension Route {
    private static let problems: [ProblemCode] = [
        .badJSON, .tooDeep, .wrongType, .outOfRange, .missingField, .unknownField, .duplicateField, .unknownGenre,
        .wrongContentType, .bodyTooLarge, .notReady, .overloaded,
    ]

    static let recommend = Route(
        method: .post, path: "/recommend", group: .recommendations, summary: "Films for a viewer",
        details: """
            A viewer the model knows gets their own list. One it does not know gets films like the `seeds`, or popular \
            ones (of the `genres`), marked by `is_fallback`. What the viewer did a moment ago counts already.
            """,
        body: RecommendRequest.shape,
        bodyExample: #"{"user_id":196,"k":10,"genres":["Drama"],"year_min":1990,"year_max":1999,"explain":false}"#,
        answers: [.json(Wire.recommendations)], problems: problems
    ) { call in
        let request = try RecommendRequest.read(try call.object(), of: call)
        let answer = try await call.services.service.recommend(request)
        return call.answer(answer, explains: request.explain)
    }

    static let recommendByTitle = Route(
        method: .get, path: "/recommend", group: .recommendations, summary: "Films like the one of a title",
        details: """
            The title may be partial, misspelt or in another order: “matrix”, “godfather part 2”, “amelie”. The answer \
            says which film was understood, and the near misses.
            """,
        query: [movieTitle, Wire.k], answers: [.json(Wire.titleRecommendations)],
        problems: [.missingField, .outOfRange, .wrongType, .unknownField, .unknownTitle, .notReady, .overloaded]
    ) { call in
        let query = try call.query()
        let title = try query.required(movieTitle, try query.text(movieTitle))
        let count = call.count(try query.integer(Wire.k, in: 1...call.maximumCount))
        let found = try await call.services.service.recommend(
            likeTitle: title, count: count, requestID: call.requestID)
        return call.answer(found)
    }

    private static let movieTitle = Field(
        "movie", .text(maximumLength: Wire.maximumTitleLength), "A film's title, or something like it", isRequired: true
    )

    static let recommendForUser = Route(
        method: .get, path: "/recommend/{user_id}", group: .recommendations,
        summary: "Films for a viewer, as a plain list",
        details: "With `Accept: text/plain` the ids alone, separated by commas; JSON otherwise.",
        pathParameters: [Wire.userID.required], query: RecommendRequest.query,
        answers: [.json(Wire.recommendations), .other(mediaType: "text/plain", example: "50,181,258")],
        problems: [.badPath, .outOfRange, .wrongType, .unknownField, .unknownGenre, .notReady, .overloaded]
    ) { call in
        let request = try RecommendRequest.read(try call.query(), for: call.parameters[0], of: call)
        let answer = try await call.services.service.recommend(request)
        guard call.prefersPlainText else { return call.answer(answer, explains: false) }
        return Answer(
            contentType: "text/plain; charset=utf-8", body: AnswerWriter(answer: answer, fragments: nil).plainText())
    }

    static let similar = Route(
        method: .post, path: "/similar", group: .recommendations, summary: "Films like a film",
        details: """
            A film that came after the training gets popular films of its genres, marked by `is_fallback`. One that is \
            not in the catalogue is a 404, and is noted for the next training.
            """,
        body: similarRequest, bodyExample: #"{"movie_id":50,"k":10}"#, answers: [.json(Wire.recommendations)],
        problems: problems.filter { $0 != .unknownGenre } + [.unknownMovie]
    ) { call in
        let object = try call.object()
        let movie = try object.required(Wire.movieID, try object.identifier(Wire.movieID))
        let count = call.count(try object.integer(Wire.k, in: 1...call.maximumCount))
        let answer = try await call.services.service.similar(
            to: ItemID(movie), count: count, requestID: call.requestID)
        return call.answer(answer, explains: false)
    }

    private static let similarRequest = Shape("SimilarRequest", [Wire.movieID.required, Wire.k])

    static let popular = Route(
        method: .get, path: "/popular", group: .recommendations, summary: "What many like",
        details: """
            `list=trending` is what many like lately: likes of the training data, each counting for less the older it is. \
            A model that has not counted that answers with all time, marked by `is_fallback`.
            """,
        query: [popularGenre, popularList, Wire.yearMin, Wire.yearMax, Wire.k], answers: [.json(Wire.recommendations)],
        problems: [.outOfRange, .wrongType, .unknownField, .unknownGenre, .notReady, .overloaded]
    ) { call in
        let query = try call.query()
        let count = call.count(try query.integer(Wire.k, in: 1...call.maximumCount))
        let yearMin = try query.integer(Wire.yearMin, in: Wire.years)
        let yearMax = try query.integer(Wire.yearMax, in: Wire.years)
        try Wire.checkYears(yearMin, yearMax)
        let answer = try await call.services.service.popular(
            genre: try query.text(popularGenre), yearMin: yearMin, yearMax: yearMax,
            trending: try query.choice(popularList) == "trending", count: count, requestID: call.requestID)
        return call.answer(answer, explains: false)
    }

    private static let popularList = Field(
        "list", .choice(["all_time", "trending"]), "Which list: of all time, unless given, or of late")
    private static let popularGenre = Field(
        "genre", .text(maximumLength: Wire.maximumGenreLength), "Only films of this genre, in any case")
}

extension Call {
    func answer(_ answer: RecommendationAnswer, explains: Bool) -> Answer {
        let fragments = services.fragments.fragments(for: answer.snapshot)
        let writer = AnswerWriter(answer: answer, fragments: fragments, explains: explains)
        return Answer(contentType: Answer.json, body: writer.body())
    }

    func answer(_ found: TitleAnswer) -> Answer {
        let fragments = services.fragments.fragments(for: found.answer.snapshot)
        let writer = AnswerWriter(answer: found.answer, fragments: fragments)
        let body = writer.body { buffer in
            buffer.writeStaticString(#""understood":{"#)
            writer.writeMovie(found.understood, into: &buffer)
            buffer.writeStaticString(#"},"near_misses":["#)
            for (index, item) in found.nearMisses.enumerated() {
                buffer.writeStaticString(index == 0 ? "{" : ",{")
                writer.writeMovie(item, into: &buffer)
                buffer.writeStaticString("}")
            }
            buffer.writeStaticString("],")
        }
        return Answer(contentType: Answer.json, body: body)
    }

    /// Whether Accept names plain text, and not JSON with at least the same weight.
    var prefersPlainText: Bool {
        guard let accept = headers[.accept] else { return false }
        return Self.weight(of: "text/plain", in: accept) > Self.weight(of: "application/json", in: accept)
    }

    /// The q of a media type that is named in so many words, 0…1; 0 when it is not.
    static func weight(of type: String, in accept: String) -> Double {
        for range in accept.lowercased().split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimmingBlanks() }
            guard parts.first == type[...] else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            return quality ?? 1
        }
        return 0
    }
}

extension Substring {
    func trimmingBlanks() -> Substring {
        var text = self
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
