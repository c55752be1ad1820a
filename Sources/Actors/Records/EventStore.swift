/// Port: where events are kept for good.
public protocol EventStore: Sendable {
    /// Stores events; durable when it returns. All of them or, when it throws, none.
    ///
    /// An event whose id is there already, or stands earlier in `events`, is not stored twice.
    /// - Returns: a receipt for each event, in order.
    func append(_ events: [ViewerEvent]) async throws(EventStoreError) -> [EventReceipt]
}

/// Why events were not stored.
public struct EventStoreError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case diskFull = "disk_full"
        case ioFailure = "io_failure"
        case overloaded
        case closed
    }

    public var code: Code
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
