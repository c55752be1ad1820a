import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Speaks MLflow's REST interface, version 2.0: https://mlflow.org/docs/latest/rest-api.html
///
/// Bounded in every direction: seconds to connect and to answer, bytes of an answer. Redirections are not followed, so
/// that credentials go to the configured address only.
package struct MLflowClient: Sendable {
    /// How long things may take.
    package struct Limits: Sendable {
        package var connect = Duration.seconds(5)
        /// A call, from its beginning to the end of its answer.
        package var call = Duration.seconds(30)
        /// A file, the same.
        package var upload = Duration.seconds(600)
        package init() {}
    }

    package let configuration: MLflowConfiguration
    let limits: Limits
    private let http: HTTPClient
    private static let answerBytes = 4 << 20

    /// Runs `body` with a client of its own connections, which are closed behind it.
    package static func with<Value>(
        _ configuration: MLflowConfiguration, limits: Limits = Limits(),
        _ body: (MLflowClient) async throws -> Value
    ) async throws -> Value {
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
        settings.timeout.connect = limits.connect.amount
        settings.timeout.read = limits.call.amount
        let http = HTTPClient(configuration: settings)
        let client = MLflowClient(configuration: configuration, limits: limits, http: http)
        do {
            let value = try await body(client)
            try? await http.shutdown()
            return value
        } catch {
            try? await http.shutdown()
            throw error
        }
    }

    private init(configuration: MLflowConfiguration, limits: Limits, http: HTTPClient) {
        self.configuration = configuration
        self.limits = limits
        self.http = http
    }

    // MARK: Calls

    /// An answer that says nothing we need.
    struct Nothing: Decodable {}

    func get<Answer: Decodable>(
        _ path: String, _ query: KeyValuePairs<String, String>
    ) async throws(MLflowError) -> Answer {
        let text = query.map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
        return try await call(.GET, "\(path)?\(text)", body: nil, named: path)
    }

    @discardableResult
    func send<Body: Encodable, Answer: Decodable>(
        _ path: String, _ body: Body, method: HTTPMethod = .POST, answer: Answer.Type = Nothing.self
    ) async throws(MLflowError) -> Answer {
        let bytes: Data
        do {
            bytes = try Self.encoder.encode(body)
        } catch {
            throw MLflowError(.refused, "\(path): the entry cannot be written as JSON: \(error)")
        }
        return try await call(method, path, body: ByteBuffer(bytes: bytes), named: path)
    }

    private func call<Answer: Decodable>(
        _ method: HTTPMethod, _ target: String, body: ByteBuffer?, named path: String
    ) async throws(MLflowError) -> Answer {
        var request = HTTPClientRequest(url: "\(configuration.address)/api/2.0/mlflow/\(target)")
        request.method = method
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body)
        }
        let bytes = try await perform(request, within: limits.call, named: path)
        do {
            return try Self.decoder.decode(Answer.self, from: Data(bytes.readableBytesView))
        } catch {
            throw MLflowError(.failing, "\(path): the answer is not MLflow's; is MLFLOW_TRACKING_URI right?")
        }
    }

    /// - Returns: the body of a 2xx answer.
    @discardableResult
    func perform(
        _ request: HTTPClientRequest, within limit: Duration, named path: String
    ) async throws(MLflowError) -> ByteBuffer {
        var request = request
        request.headers.add(name: "User-Agent", value: "marquee/\(Release.version)")
        if let credentials = configuration.credentials {
            request.headers.add(name: "Authorization", value: credentials.authorization)
        }
        let status: UInt
        let body: ByteBuffer
        do {
            let answer = try await http.execute(request, timeout: limit.amount)
            status = answer.status.code
            body = try await answer.body.collect(upTo: Self.answerBytes)
        } catch {
            throw MLflowError(.away, "\(path): \(configuration.address) does not answer (\(error))")
        }
        guard (200..<300).contains(status) else { throw Self.error(status, body, asking: path) }
        return body
    }

    private static func error(_ status: UInt, _ body: ByteBuffer, asking path: String) -> MLflowError {
        struct Refusal: Decodable { var errorCode, message: String? }
        let refusal = try? decoder.decode(Refusal.self, from: Data(body.readableBytesView))
        let detail = (refusal?.message ?? String(buffer: body)).prefix(500)
        return MLflowError(status: status, reason: refusal?.errorCode, detail: String(detail), asking: path)
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.nonConformingFloatEncodingStrategy = .protobuf
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}

extension JSONEncoder.NonConformingFloatEncodingStrategy {
    /// As protocol buffers write what JSON has no number for.
    static let protobuf = Self.convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
}

extension Duration {
    fileprivate var amount: TimeAmount { .nanoseconds(Int64(self / .nanoseconds(1))) }
}

extension String {
    /// As a value of a query or one step of a path: everything but unreserved characters is escaped (RFC 3986, 2.3).
    var percentEncoded: String {
        var text = ""
        for byte in utf8 {
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                text.append(character)
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
