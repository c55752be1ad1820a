import HTTPTypes
import HummingbirdCore
import NIOCore

/// Reads the JSON body of a request, within bounds.
struct BodyReader {
    /// Bytes.
    let limit: Int

    /// Whether a request says that it has a body.
    static func isAnnounced(_ headers: HTTPFields) -> Bool {
        if let length = headers[.contentLength] { return length != "0" }
        return headers[.transferEncoding] != nil || headers[.contentType] != nil
    }

    /// - Throws: `Problem` when the body is not declared as JSON, or larger than the limit; whatever ends the connection.
    func read(_ request: Request) async throws -> ByteBuffer {
        try checkType(request.headers)
        if let declared = request.headers[.contentLength], Int(declared).map({ $0 > limit }) ?? true { throw tooLarge }
        var whole = ByteBuffer()
        for try await part in request.body {
            guard part.readableBytes <= limit - whole.readableBytes else { throw tooLarge }
            if whole.readableBytes == 0 {
                whole = part  // nearly always the only one: not copied
            } else {
                whole.writeImmutableBuffer(part)
            }
        }
        return whole
    }

    /// JSON must be declared: a page from elsewhere cannot make a browser say so without asking us first (CORS), but
    /// it can make one post a body of no type at all.
    private func checkType(_ headers: HTTPFields) throws(Problem) {
        if let encoding = headers[.contentEncoding], encoding.lowercased() != "identity" {
            throw Problem(.wrongContentEncoding, "send the body as it is, without Content-Encoding")
                .with(.acceptEncoding, "identity").closing
        }
        let type = headers[.contentType] ?? ""
        guard type != "application/json" else { return }
        let parts = type.lowercased().split(separator: ";").map { $0.trimmingBlanks() }
        let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }?.dropFirst(8)
        let isUTF8 = charset.map { ["utf-8", "utf8", "\"utf-8\""].contains($0) } ?? true
        guard parts.first == "application/json", isUTF8 else {
            throw Problem(
                .wrongContentType, "send JSON in UTF-8 with the header Content-Type: application/json"
            ).with(.accept, "application/json")
        }
    }

    /// What follows on the connection would be the rest of this body.
    private var tooLarge: Problem {
        Problem(.bodyTooLarge, "a body may have at most \(limit) bytes").with("maximum", .number(limit)).closing
    }
}
