/// What a viewer did with a movie.
public enum InteractionKind: String, Sendable, Codable, CaseIterable {
    /// An explicit rating; the value is 0.5…5.
    case rating
    /// A watch; the value is minutes.
    case watch
    /// The film's page was opened.
    case click
    /// Shown and passed over.
    case skip
}

/// One thing a viewer did, with its outside ids.
public struct Interaction: Sendable, Equatable {
    /// Who did it.
    public var user: UserID
    /// With which film.
    public var item: ItemID
    /// What was done.
    public var kind: InteractionKind
    /// Stars for a rating, minutes for a watch; 1 where the kind says it all.
    public var value: Double
    /// Seconds since 1970-01-01T00:00:00Z.
    public var timestamp: Int64

    public init(user: UserID, item: ItemID, kind: InteractionKind, value: Double, timestamp: Int64) {
        self.user = user
        self.item = item
        self.kind = kind
        self.value = value
        self.timestamp = timestamp
    }
}
