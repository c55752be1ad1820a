import HTTPTypes
import NIOCore

extension Route {
    static let home = Route(
        method: .get, path: "/", group: .service, summary: "Leads to the documentation",
        status: .found, answers: [.other(mediaType: "text/plain", example: "The documentation is at /docs")]
    ) { _ in
        var answer = Answer.text("The documentation is at /docs\n")
        answer.status = .found
        answer.headers[.location] = "/docs"
        return answer
    }

    static let openAPI = Route(
        method: .get, path: "/openapi.json", group: .service, summary: "This API as an OpenAPI 3.1 document",
        answers: [.other(mediaType: Answer.json, example: #"{"openapi":"3.1.0"}"#)]
    ) { call in
        Answer(contentType: Answer.json, body: call.services.document.bytes)
    }

    static let docs = page("/docs", file: "docs.html", mediaType: "text/html", "The documentation, to read and to try")
    static let docsStyle = page("/docs/docs.css", file: "docs.css", mediaType: "text/css", "The look of /docs")
    static let docsScript = page(
        "/docs/docs.js", file: "docs.js", mediaType: "text/javascript", "What makes /docs work")

    private static func page(_ path: PathTemplate, file: String, mediaType: String, _ summary: String) -> Route {
        Route(
            method: .get, path: path, group: .service, summary: summary,
            answers: [.other(mediaType: mediaType, example: "…")], problems: [.missingPage]
        ) { call in
            var answer = Answer(
                contentType: "\(mediaType); charset=utf-8", body: try call.services.pages.file(file))
            answer.headers[.contentSecurityPolicy] = WebPages.contentSecurityPolicy
            answer.headers[.cacheControl] = "no-cache"
            return answer
        }
    }
}
