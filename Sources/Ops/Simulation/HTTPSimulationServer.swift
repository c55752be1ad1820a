import AsyncHTTPClient
public import Foundation
public import Models
import NIOCore
import NIOHTTP1

/// A running server, over its own HTTP interface.
public struct HTTPSimulationServer: SimulationServer {
    private let client: HTTPClient
    /// Without a slash at the end.
    private let address: String

    /// Calls `body` with a server of at most `connections` connections, which are closed afterwards.
    public static func with<Value: Sendable>(
        _ url: URL, connections: Int, _ body: (HTTPSimulationServer) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .seconds(3)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        // Whether to try again is decided, and counted, by the simulation.
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(configuration: configuration)
        let result: Result<Value, any Error>
        do { result = .success(try await body(Self(client, url))) } catch { result = .failure(error) }
        try? await client.shutdown()
        return try result.get()
    }

    private init(_ client: HTTPClient, _ url: URL) {
        self.client = client
        var address = url.absoluteString
        while address.hasSuffix("/") { address.removeLast() }
        self.address = address
    }

    public func recommend(_ user: UserID, count: Int) async throws(SimulationFault) -> ShownList {
        let answer: RecommendationsAnswer = try await send(
            "/recommend", RecommendationQuestion(user_id: user.rawValue, k: count))
        return ShownList(
            version: "\(answer.model.name)/\(answer.model.version)", isFallback: answer.is_fallback,
            requestID: answer.request_id,
            items: answer.items.map { ItemID($0.movie_id) })
    }

    /// Ratings go to `/ratings`, the rest to `/events`. All must be of one of the two.
    public func post(_ events: [SimulatedEvent]) async throws(SimulationFault) -> TakenEvents {
        guard let first = events.first else { return TakenEvents(accepted: 0, duplicates: 0) }
        let answer: ReceiptsAnswer
        if first.interaction.kind == .rating {
            answer = try await send("/ratings", RatingBatch(events: events.map(RatingBatch.Line.init)))
        } else {
            answer = try await send("/events", EventBatch(events: events.map(EventBatch.Line.init)))
        }
        return TakenEvents(accepted: answer.accepted, duplicates: answer.duplicates)
    }

    // MARK: One request

    private func send<Answer: Decodable>(
        _ path: String, _ question: some Encodable
    ) async throws(SimulationFault) -> Answer {
        let response: (status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer)
        do {
            var request = HTTPClientRequest(url: address + path)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(question)))
            let answer = try await client.execute(request, timeout: .seconds(30))
            response = (answer.status, answer.headers, try await answer.body.collect(upTo: 4 << 20))
        } catch {
            throw Self.fault(error, at: address)
        }
        guard response.status == .ok else {
            throw Self.fault(response.status, response.headers, String(buffer: response.body), at: path)
        }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(response.body.readableBytesView))
        } catch {
            throw SimulationFault(.refused, "\(address)\(path) does not answer as Marquee does: \(error)")
        }
    }

    private static func fault(_ error: any Error, at address: String) -> SimulationFault {
        if Task.isCancelled { return SimulationFault(.cancelled, "the simulation was cancelled") }
        return SimulationFault(.passing, "\(address) does not answer: \(error)")
    }

    private static let passing: Set<UInt> = [408, 429, 500, 502, 503, 504, 507]

    private static func fault(
        _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: String, at path: String
    ) -> SimulationFault {
        let detail = (try? JSONDecoder().decode(ProblemAnswer.self, from: Data(body.utf8)))?.detail
        let seconds = headers.first(name: "Retry-After").flatMap(Int.init)
        return SimulationFault(
            passing.contains(status.code) ? .passing : .refused,
            "\(path) answers \(status.code): \(detail ?? status.reasonPhrase)",
            retryAfter: seconds.map { .seconds($0) })
    }
}
