package import HTTPTypes
package import NIOCore

/// An answer that says no: RFC 9457 `application/problem+json`.
package struct Problem: Error, Sendable {
    package var code: ProblemCode
    /// What is wrong in this request, and what to try. Nothing of the inside of the server.
    package var detail: String
    /// The field of the body, the query or the path that is meant, as `events[3].rating`.
    package var field: String?
    /// Further members, each with its JSON.
    package var members: [(name: StaticString, value: Value)] = []
    package var headers: HTTPFields = [:]
    /// Whether the connection cannot be used further, because where the next request begins is unknown.
    package var closesConnection = false

    package enum Value: Sendable {
        case number(Int)
        case text(String)
        case list([String])
    }

    package init(_ code: ProblemCode, _ detail: String, field: String? = nil) {
        self.code = code
        self.detail = detail
        self.field = field
    }

    /// The problem with one more member.
    package func with(_ name: StaticString, _ value: Value) -> Problem {
        var copy = self
        copy.members.append((name, value))
        return copy
    }

    /// The problem with one more header.
    package func with(_ name: HTTPField.Name, _ value: String) -> Problem {
        var copy = self
        copy.headers[name] = value
        return copy
    }

    /// The problem as the last answer of its connection.
    package var closing: Problem {
        var copy = self
        copy.closesConnection = true
        return copy
    }

    /// The problem with a hint when to try again.
    package func retry(after seconds: Int) -> Problem { with(.retryAfter, String(seconds)) }

    /// The body of the answer.
    package func body(requestID: String?) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeJSON(raw: #"{"type":"/docs#problem-"#)
        buffer.writeString(code.rawValue)
        buffer.writeJSON(raw: #"","title":"#)
        buffer.writeJSON(code.title)
        buffer.writeJSON(raw: #","status":"#)
        buffer.writeJSON(code.status.code)
        buffer.writeJSON(raw: #","code":"#)
        buffer.writeJSON(code.rawValue)
        buffer.writeJSON(raw: #","detail":"#)
        buffer.writeJSON(detail)
        write("field", field, into: &buffer)
        for member in members { write(member, into: &buffer) }
        write("request_id", requestID, into: &buffer)
        buffer.writeJSON(raw: "}")
        return buffer
    }

    private func write(_ name: StaticString, _ text: String?, into buffer: inout ByteBuffer) {
        if let text { write((name, .text(text)), into: &buffer) }
    }

    private func write(_ member: (name: StaticString, value: Value), into buffer: inout ByteBuffer) {
        buffer.writeJSON(raw: ",")
        buffer.writeJSON(member.name.description)
        buffer.writeJSON(raw: ":")
        switch member.value {
        case .number(let number): buffer.writeJSON(number)
        case .text(let text): buffer.writeJSON(text)
        case .list(let list): buffer.writeJSON(list)
        }
    }
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("X-Request-ID")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
