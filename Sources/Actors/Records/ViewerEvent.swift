public import Models

/// One thing a viewer did, on its way into the event store.
public struct ViewerEvent: Sendable, Equatable {
    /// Unique for each event; a client's own makes a resend harmless.
    public var eventID: String
    /// Whether the client gave the id.
    public var hasClientID: Bool
    /// What was done, with which film, and when.
    public var interaction: Interaction
    /// Milliseconds since 1970, when it arrived.
    public var receivedAt: Int64
    /// The answer that the viewer acted on, where the client says so.
    public var requestID: String?

    public init(
        eventID: String, hasClientID: Bool, interaction: Interaction, receivedAt: Int64, requestID: String? = nil
    ) {
        self.eventID = eventID
        self.hasClientID = hasClientID
        self.interaction = interaction
        self.receivedAt = receivedAt
        self.requestID = requestID
    }
}

/// What became of one event.
public enum EventReceipt: String, Sendable, Codable {
    /// Stored now, durably.
    case accepted
    /// Its id was stored before; nothing changed.
    case duplicate
}
