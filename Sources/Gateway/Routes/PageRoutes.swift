import HTTPTypes

/// The pages for people: plain files, no build step, nothing from elsewhere.
extension Route {
    static let viewerPage = page("/", file: "viewer.html", "The viewers' pages")
    static let operatorPage = page("/operate", file: "operate.html", "The operators' pages")
    static let docs = page("/docs", file: "docs.html", "The documentation, to read and to try")

    static let webFile = Route(
        method: .get, path: "/web/{folder}/{file}", group: .service, summary: "What the pages are made of",
        details: fileDetails,
        pathParameters: [
            Field("folder", .identifier, "shared, viewer, operate or docs", isRequired: true),
            Field("file", .identifier, "The file's name", isRequired: true),
        ],
        answers: [
            .other(mediaType: "text/javascript", example: "…"), .other(mediaType: "text/css", example: "…"),
            .other(mediaType: "image/svg+xml", example: "…"),
        ],
        problems: [.badPath, .unknownRoute]
    ) { call in
        guard let file = call.services.web["\(call.parameters[0])/\(call.parameters[1])"] else {
            throw Problem(.unknownRoute, "the pages have no such file")
        }
        return call.answer(file)
    }

    private static let fileDetails = """
        Packed with gzip where `Accept-Encoding` allows it; with an `ETag`, so that `If-None-Match` is answered 304 \
        while nothing changed.
        """

    private static func page(_ path: PathTemplate, file: String, _ summary: String) -> Route {
        Route(
            method: .get, path: path, group: .service, summary: summary, details: fileDetails,
            answers: [.other(mediaType: "text/html", example: "<!doctype html>…")], problems: [.missingPage]
        ) { call in
            call.answer(try call.services.web.page(file))
        }
    }
}
