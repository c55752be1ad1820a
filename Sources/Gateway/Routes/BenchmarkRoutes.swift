import Actors
import HTTPTypes
import Models
import NIOCore

/// What recommending is measured against: the same server, the same bytes, no recommending. Off unless configured.
extension Route {
    static let benchmarkHello = Route(
        method: .get, path: "/_bench/hello", group: .service, summary: "A bare answer", answers: [], isHidden: true
    ) { _ in
        .text("hello\n")
    }

    static let benchmarkEcho = Route(
        method: .post, path: "/_bench/echo", group: .service, summary: "A recommendation that was made before",
        body: RecommendRequest.shape, answers: [], isHidden: true
    ) { call in
        Answer(contentType: Answer.json, body: try await echo.body(of: call))
    }

    private static let echo = BenchmarkEcho()
}

/// Keeps the first answer of the model that serves, and gives it again and again.
private final class BenchmarkEcho: Sendable {
    private let kept = Locked<(serial: UInt64, body: ByteBuffer)?>(nil)

    func body(of call: Call) async throws -> ByteBuffer {
        let serial = call.services.store.current?.serial
        if let kept = kept.withLock({ $0 }), kept.serial == serial { return kept.body }
        let request = RecommendationRequest(requestID: call.requestID, user: "1", count: 10)
        let answer = call.answer(try await call.services.service.recommend(request), explains: false)
        if let serial { kept.withLock { $0 = (serial, answer.body) } }
        return answer.body
    }
}
