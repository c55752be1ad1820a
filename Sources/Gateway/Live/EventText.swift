import NIOCore

/// Server-sent events as they go over the wire (https://html.spec.whatwg.org/multipage/server-sent-events.html).
struct EventText {
    static let mediaType = "text/event-stream"

    private(set) var buffer = ByteBuffer()
    /// Events so far; comments are none.
    private(set) var count = 0

    /// JSON has no line breaks of its own, so one data line holds it.
    mutating func event(_ name: String, _ value: JSONValue) {
        count += 1
        buffer.writeString("event: \(name)\ndata: ")
        buffer.writeJSON(value)
        buffer.writeString("\n\n")
    }

    /// What readers skip: says that the connection lives.
    mutating func heartbeat() { buffer.writeString(": still here\n\n") }

    var isEmpty: Bool { buffer.readableBytes == 0 }
}
