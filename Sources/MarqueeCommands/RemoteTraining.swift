import AsyncHTTPClient
import Foundation
import Gateway
import NIOCore
import NIOHTTP1
import Ops

/// Asks a running server to train, and follows the run to its end.
struct RemoteTraining {
    /// Such as `http://127.0.0.1:8080`.
    let server: String
    /// The admin token.
    let token: String

    /// How the run ended, as the server tells it.
    struct Run: Codable {
        var id, status, outcome: String
        var reasons: [String]
        var startedAt, endedAt: Double
    }

    /// - Parameter progress: called with each look.
    /// - Throws: `TrainingRunError` when the server refuses, or does not answer for a minute.
    func run(_ request: TrainingRequest, progress: (StepText) -> Void) async throws -> Run {
        let id: String = try await start(request)
        while true {
            let state: State = try await patiently { try await send("GET", "/admin/training") }
            if let run = state.run, run.id == id {
                progress(run.text)
            } else if let run = state.ended.first(where: { $0.id == id }) {
                return run
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private static let pause = Duration.milliseconds(500)
    /// A server that is started anew meanwhile takes the run up.
    private static let patience = 120

    private struct Started: Decodable { var runId: String }

    private struct Refusal: Decodable { var detail: String? }

    private struct State: Decodable {
        var run: Current?
        var ended: [Run]

        struct Current: Decodable {
            var id, activity: String
            var share, loss, etaSeconds: Double?

            var text: StepText {
                var parts = [activity]
                if let loss { parts.append("loss " + String(format: "%.4g", loss)) }
                if let etaSeconds { parts.append(String(format: "%.1f s left", etaSeconds)) }
                return StepText(text: parts.joined(separator: ", "), fraction: share)
            }
        }
    }

    private func start(_ request: TrainingRequest) async throws -> String {
        let started: Started = try await send("POST", "/admin/training", try JSONEncoder().encode(request))
        return started.runId
    }

    /// Again and again while the server does not answer at all.
    private func patiently<Value>(_ ask: () async throws -> Value) async throws -> Value {
        for _ in 1..<Self.patience {
            do {
                return try await ask()
            } catch is Unreachable {
                try await Task.sleep(for: Self.pause)
            }
        }
        return try await ask()
    }

    /// Nobody answers.
    private struct Unreachable: Error, CustomStringConvertible {
        var description: String
    }

    private func send<Value: Decodable>(_ method: String, _ path: String, _ body: Data? = nil) async throws -> Value {
        var request = HTTPClientRequest(url: server.trimmingSuffix("/") + path)
        request.method = HTTPMethod(rawValue: method)
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let (status, data) = try await answer(request)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard status == .ok else {
            let detail = (try? decoder.decode(Refusal.self, from: data))?.detail
            throw TrainingRunError(message: "\(server) answers \(status.code): \(detail ?? status.reasonPhrase)")
        }
        return try decoder.decode(Value.self, from: data)
    }

    private func answer(_ request: HTTPClientRequest) async throws -> (HTTPResponseStatus, Data) {
        do {
            let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let body = try await answer.body.collect(upTo: 16 << 20)
            return (answer.status, Data(body.readableBytesView))
        } catch let error as HTTPClientError where [.invalidURL, .emptyScheme, .emptyHost].contains(error) {
            throw TrainingRunError(message: "'\(server)' is no address; give one such as http://127.0.0.1:8080")
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Unreachable(description: "\(server) does not answer: is the server running? (\(error))")
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: Character) -> String {
        String(reversed().drop { $0 == suffix }.reversed())
    }
}
