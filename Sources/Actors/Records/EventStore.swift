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
    /// What stood in the way.
    public enum Code: String, Sendable {
        /// There is no room on the disk.
        case diskFull = "disk_full"
        /// Reading or writing failed.
        case ioFailure = "io_failure"
        /// Too many writes are waiting already.
        case overloaded
        /// The store was closed: the process is going down.
        case closed
    }

    /// What stood in the way.
    public var code: Code
    /// What, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
