import Actors
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

/// Every request comes in here: named, routed, limited, answered, counted. In one place, in one order.
package struct FrontDoor: HTTPResponder {
    package typealias Context = GatewayContext

    let table: RouteTable
    let services: GatewayServices
    let meter: RequestMeter
    /// [routes of the table]
    let labels: [RouteLabel]
    let date: DateStamp

    private static let maximumTargetBytes = 8_192

    init(_ services: GatewayServices, _ table: RouteTable, _ meter: RequestMeter) {
        self.services = services
        self.table = table
        self.meter = meter
        labels = table.routes.map { meter.label(for: $0.label) }
        date = DateStamp(services.time)
    }

    package func respond(to request: Request, context: GatewayContext) async throws -> Response {
        try await respond(to: request)
    }

    /// Answers one request.
    /// - Throws: only when nobody is there any more to answer.
    func respond(to request: Request) async throws -> Response {
        let start = services.time.elapsed()
        let requestID = RequestIdentifier.accepted(request.headers[.requestID]) ?? RequestIdentifier.make()
        var label = meter.other
        let response: Response
        do {
            let (index, call) = try admit(request, requestID)
            label = labels[index]
            let answer = try await handle(call, index, request)
            response = respond(answer, requestID, isHead: request.method == .head)
        } catch {
            guard let problem = Problem(error)?.worded(for: request.method) else { throw error }
            if problem.code == .internalError { report(error, requestID, label) }
            if label == meter.other { label = self.label(of: request) }
            response = respond(problem, requestID, isHead: request.method == .head)
        }
        meter.record(route: label, status: response.status.code, latency: services.time.elapsed() - start)
        return response
    }

    // MARK: Steps

    /// Finds the route, before anything of the body is read.
    private func admit(_ request: Request, _ requestID: String) throws(Problem) -> (Int, Call) {
        guard request.head.authority != nil else {
            throw Problem(.badHost, "an HTTP/1.1 request carries exactly one Host header").closing
        }
        let text = request.head.path ?? "/"
        guard text.utf8.count <= Self.maximumTargetBytes else {
            throw Problem(.pathTooLong, "path and query may have at most \(Self.maximumTargetBytes) bytes")
        }
        let target = Target(text)
        switch try table.match(request.method, target.path) {
        case .found(let index, let parameters):
            let call = Call(
                requestID: requestID, headers: request.headers, parameters: parameters, target: target,
                body: ByteBuffer(), route: table.routes[index], services: services)
            return (index, call)
        case .wrongMethod(let allowed):
            throw Problem(.wrongMethod, "\(request.method.rawValue) is not answered here; what is: \(allowed)")
                .with(.allow, allowed)
        case .unknown:
            throw Problem(.unknownRoute, "nothing is served at this path; /docs lists what is")
        }
    }

    private func handle(_ call: Call, _ index: Int, _ request: Request) async throws -> Answer {
        if call.route.needsToken { try call.checkToken() }
        let isBare = call.route.bodyIsOptional && !BodyReader.isAnnounced(request.headers)
        guard call.route.body != nil, !isBare else { return try await call.route.handler(call) }
        var call = call
        call.body = try await BodyReader(limit: services.configuration.bodyBytes).read(request)
        return try await call.route.handler(call)
    }

    /// The route a refused request was for, where it was for one.
    private func label(of request: Request) -> RouteLabel {
        let target = Target(String((request.head.path ?? "/").prefix(Self.maximumTargetBytes)))
        guard case .found(let index, _)? = try? table.match(request.method, target.path) else { return meter.other }
        return labels[index]
    }

    private func report(_ error: any Error, _ requestID: String, _ label: RouteLabel) {
        services.logger.error(
            "request failed", metadata: ["request_id": "\(requestID)", "route": "\(label.name)", "error": "\(error)"])
    }

    // MARK: Answers

    private func respond(_ answer: Answer, _ requestID: String, isHead: Bool) -> Response {
        var headers = Self.commonHeaders
        headers.append(HTTPField(name: .contentType, value: answer.contentType))
        for field in answer.headers { headers[field.name] = field.value }
        guard let pieces = answer.pieces else {
            return respond(answer.status, headers, answer.body, requestID, isHead)
        }
        return respond(answer.status, headers, isHead ? nil : pieces, requestID)
    }

    /// An answer of unknown length: chunked, or until the connection ends for HTTP/1.0.
    private func respond(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ pieces: (any AnswerPieces)?, _ requestID: String
    ) -> Response {
        var headers = headers
        headers.append(HTTPField(name: .requestID, value: requestID))
        headers.append(HTTPField(name: .date, value: date.text))
        // With the stream the connection ends: a client of HTTP/1.0 could not tell the end otherwise.
        headers[.connection] = "close"
        guard let pieces else { return Response(status: status, headers: headers, body: .init()) }
        return Response(
            status: status, headers: headers,
            body: ResponseBody { writer in
                var pieces = pieces
                while let piece = await pieces.next() { try await writer.write(piece) }
                try await writer.finish(nil)
            })
    }

    private func respond(_ problem: Problem, _ requestID: String, isHead: Bool) -> Response {
        var headers = Self.commonHeaders
        headers.append(HTTPField(name: .contentType, value: "application/problem+json"))
        for field in problem.headers { headers[field.name] = field.value }
        if problem.closesConnection { headers[.connection] = "close" }
        return respond(problem.code.status, headers, problem.body(requestID: requestID), requestID, isHead)
    }

    private func respond(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ body: ByteBuffer, _ requestID: String, _ isHead: Bool
    ) -> Response {
        var headers = headers
        headers.append(HTTPField(name: .requestID, value: requestID))
        headers.append(HTTPField(name: .date, value: date.text))
        headers.append(HTTPField(name: .contentLength, value: String(body.readableBytes)))
        // The listener closes: the client hears it even when its connection has not been told yet.
        if services.phase.phase == .draining { headers[.connection] = "close" }
        return Response(status: status, headers: headers, body: isHead ? .init() : .init(byteBuffer: body))
    }

    /// What every answer carries, unless it says otherwise.
    private static let commonHeaders: HTTPFields = [
        .xContentTypeOptions: "nosniff",
        .cacheControl: "no-store",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
        .referrerPolicy: "no-referrer",
    ]
}

/// What Hummingbird hands to a responder; nothing of it is needed here.
package struct GatewayContext: InitializableFromSource, Sendable {
    package init(source: ApplicationRequestContextSource) {}
}
