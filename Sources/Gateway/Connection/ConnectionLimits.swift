import NIOCore

/// How much time and room one connection gets.
public struct ConnectionLimits: Sendable {
    /// Request line and header fields together, bytes.
    public var headerBytes: Int
    public var headerFields: Int
    /// How long a connection may say nothing, or only part of a header.
    public var idle: Duration
    /// How long a whole body may take, however steadily it trickles.
    public var body: Duration
    /// How long the client may leave written bytes unread before it is cut off.
    public var write: Duration
    /// How long a connection that was told to close may go on sending before it is cut.
    public var linger: Duration

    public init(
        headerBytes: Int = 16_384, headerFields: Int = 100, idle: Duration = .seconds(60),
        body: Duration = .seconds(10), write: Duration = .seconds(10), linger: Duration = .seconds(1)
    ) {
        self.headerBytes = headerBytes
        self.headerFields = headerFields
        self.idle = idle
        self.body = body
        self.write = write
        self.linger = linger
    }
}

extension TimeAmount {
    /// At least a millisecond, so that no timer spins.
    init(atLeastAMillisecond duration: Duration) {
        self = max(.milliseconds(1), TimeAmount(duration))
    }
}
