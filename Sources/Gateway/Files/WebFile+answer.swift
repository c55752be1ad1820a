import HTTPTypes
import NIOCore

extension Call {
    /// The file, packed where that is understood; 304 without it when the caller has these very bytes.
    func answer(_ file: WebFile) -> Answer {
        let acceptsGzip = headers[.acceptEncoding].map { Self.weight(of: "gzip", in: $0) > 0 } ?? false
        let packed = acceptsGzip ? file.packed : nil
        let tag = packed == nil ? file.plainTag : file.packedTag
        var answer = Answer(contentType: file.mediaType, body: packed ?? file.plain)
        answer.headers = [
            .eTag: tag, .vary: "Accept-Encoding", .cacheControl: "no-cache",
            .contentSecurityPolicy: Self.contentSecurityPolicy,
        ]
        if packed != nil { answer.headers[.contentEncoding] = "gzip" }
        if let known = headers[.ifNoneMatch], Self.names(tag, in: known) {
            answer.status = .notModified
            answer.body.clear()
            answer.headers[.contentEncoding] = nil
        }
        return answer
    }

    /// Nothing from elsewhere, nothing inline: the pages work offline, and text in them cannot become script.
    private static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
        base-uri 'none'; form-action 'none'; frame-ancestors 'none'
        """

    /// Whether `list`, an If-None-Match, has the tag: compared weakly, as RFC 9110, 13.1.2 wants it.
    private static func names(_ tag: String, in list: String) -> Bool {
        list.split(separator: ",").contains { part in
            let given = part.trimmingBlanks()
            return given == "*" || given == tag[...] || (given.hasPrefix("W/") && given.dropFirst(2) == tag[...])
        }
    }
}
