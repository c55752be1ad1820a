import HTTPTypes

extension Route {
    static let openAPI = Route(
        method: .get, path: "/openapi.json", group: .service, summary: "This API as an OpenAPI 3.1 document",
        answers: [.other(mediaType: Answer.json, example: #"{"openapi":"3.1.0"}"#)]
    ) { call in
        Answer(contentType: Answer.json, body: call.services.document.bytes)
    }
}
