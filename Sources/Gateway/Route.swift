package import HTTPTypes
package import NIOCore

/// One thing the server answers: how it is asked, what it says, and everything its documentation needs.
package final class Route: Sendable {
    package let method: HTTPRequest.Method
    package let path: PathTemplate
    /// Groups routes in the documentation.
    package let group: Group
    /// One line.
    package let summary: String
    /// What a reader should know besides.
    package let details: String
    /// In the order of the path.
    package let pathParameters: [Field]
    package let query: [Field]
    /// Nil: a body is not read.
    package let body: Shape?
    /// Whether a request without a body is one too.
    package let bodyIsOptional: Bool
    /// Another shape the body may have: many at once.
    package let batch: Shape?
    package let bodyExample: String?
    /// The status of a good answer.
    package let status: HTTPResponse.Status
    /// What a good answer holds.
    package let answers: [Content]
    package let problems: [ProblemCode]
    package let needsToken: Bool
    /// Left out of the documentation, and only served where the configuration says so.
    package let isHidden: Bool
    package let handler: @Sendable (Call) async throws -> Answer

    init(
        method: HTTPRequest.Method, path: PathTemplate, group: Group, summary: String, details: String = "",
        pathParameters: [Field] = [], query: [Field] = [], body: Shape? = nil, bodyIsOptional: Bool = false,
        batch: Shape? = nil, bodyExample: String? = nil, status: HTTPResponse.Status = .ok, answers: [Content],
        problems: [ProblemCode] = [], needsToken: Bool = false, isHidden: Bool = false,
        handler: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.method = method
        self.path = path
        self.group = group
        self.summary = summary
        self.details = details
        self.pathParameters = pathParameters
        self.query = query
        self.body = body
        self.bodyIsOptional = bodyIsOptional
        self.batch = batch
        self.bodyExample = bodyExample
        self.status = status
        self.answers = answers
        self.problems = problems
        self.needsToken = needsToken
        self.isHidden = isHidden
        self.handler = handler
    }

    package enum Group: String, Sendable, CaseIterable {
        case recommendations = "Recommendations"
        case catalogue = "Catalogue"
        case events = "Events"
        case administration = "Administration"
        case service = "Service"
    }

    /// A kind of answer body.
    package enum Content: Sendable {
        case json(Shape)
        case other(mediaType: String, example: String)
    }

    /// As metrics name it.
    package var label: String { "\(method.rawValue) \(path.text)" }
}

/// One request on its way through a route.
package struct Call: Sendable {
    var requestID: String
    var headers: HTTPFields
    /// The parameters of the path, in order.
    var parameters: [String]
    var target: Target
    /// Empty where the route reads none.
    var body: ByteBuffer
    var route: Route
    var services: GatewayServices

    /// The query, its names checked against those the route knows.
    func query() throws(Problem) -> QueryReader { try QueryReader(try target.pairs(), knowing: route.query) }

    /// The body as an object of the route's shape.
    func object() throws -> ObjectReader {
        let document = try JSONDocument(parsing: body)
        return try ObjectReader(document, at: document.root, as: route.body ?? Shape("", []))
    }

    /// How many items were asked for.
    func count(_ given: Int?) -> Int { given ?? min(10, maximumCount) }

    var maximumCount: Int { services.configuration.maximumCount }
}

/// What a route says.
package struct Answer: Sendable {
    package var status: HTTPResponse.Status = .ok
    package var contentType: String
    package var body: ByteBuffer
    package var headers: HTTPFields = [:]
    /// Makes the body piece by piece, in the place of `body`; not asked by HEAD.
    package var pieces: (any AnswerPieces)?

    static let json = "application/json"

    package static func json(_ value: JSONValue) -> Answer {
        var body = ByteBuffer()
        body.writeJSON(value)
        return Answer(contentType: json, body: body)
    }

    package static func text(_ text: String, contentType: String = "text/plain; charset=utf-8") -> Answer {
        Answer(contentType: contentType, body: ByteBuffer(string: text))
    }
}

/// A body of unknown length: each piece is made when the one before was taken, so nothing piles up.
package protocol AnswerPieces: Sendable {
    /// Nil at the end.
    mutating func next() async -> ByteBuffer?
}
