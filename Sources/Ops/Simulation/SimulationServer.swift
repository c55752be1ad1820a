public import Models

/// What a simulation asks of a server.
public protocol SimulationServer: Sendable {
    func recommend(_ user: UserID, count: Int) async throws(SimulationFault) -> ShownList
    /// All of them are taken, or none.
    func post(_ events: [SimulatedEvent]) async throws(SimulationFault) -> TakenEvents
}

/// A list as a viewer sees it.
public struct ShownList: Sendable, Equatable {
    /// Name and version of the model.
    public var version: String
    public var isFallback: Bool
    /// Names the answer.
    public var requestID: String
    public var items: [ItemID]

    public init(version: String, isFallback: Bool, requestID: String, items: [ItemID]) {
        self.version = version
        self.isFallback = isFallback
        self.requestID = requestID
        self.items = items
    }
}

/// What became of events that a server took.
public struct TakenEvents: Sendable, Equatable {
    public var accepted: Int
    /// Those that were there before.
    public var duplicates: Int

    public init(accepted: Int, duplicates: Int) {
        self.accepted = accepted
        self.duplicates = duplicates
    }
}

/// Why a request was not answered.
public struct SimulationFault: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// The server is away, busy or not ready: the same request may succeed later.
        case passing
        /// The same request will never succeed.
        case refused
        /// The simulation was cancelled.
        case cancelled
    }

    public var kind: Kind
    public var message: String
    /// How long the server asks to wait.
    public var retryAfter: Duration?

    public init(_ kind: Kind, _ message: String, retryAfter: Duration? = nil) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
    }

    public var description: String { message }
}
