/// When what a viewer did counts as liking, and how much: the one place that decides it, for training and live alike.
public struct PositiveRule: Sendable, Equatable, Codable {
    /// Stars from which a rating is a positive (weight 1).
    public var minimumRating: Double
    /// Minutes below which a watch says nothing.
    public var minimumWatchMinutes: Double
    /// Minutes from which a watch counts in full; between the two the weight grows with the minutes.
    public var fullWatchMinutes: Double
    /// What a click counts, 0…1: a weak positive.
    public var clickWeight: Float

    /// Whether every number is one that `init` takes; read from a file it may not be.
    var isSound: Bool {
        minimumRating.isFinite && minimumWatchMinutes >= 0 && fullWatchMinutes > 0 && clickWeight >= 0
    }

    /// - Precondition: minutes and weight are not negative.
    public init(
        minimumRating: Double = 4, minimumWatchMinutes: Double = 10, fullWatchMinutes: Double = 60,
        clickWeight: Float = 0.1
    ) {
        self.minimumRating = minimumRating
        self.minimumWatchMinutes = minimumWatchMinutes
        self.fullWatchMinutes = fullWatchMinutes
        self.clickWeight = clickWeight
        precondition(isSound, "a positive rule below zero")
    }

    /// The weight of one event, 0…1; 0 means met but not liked. `value` is stars, or minutes.
    public func weight(kind: InteractionKind, value: Double) -> Float {
        switch kind {
        case .rating: value >= minimumRating ? 1 : 0
        case .watch: value >= minimumWatchMinutes ? Float(min(1, value / fullWatchMinutes)) : 0
        case .click: clickWeight
        case .skip: 0
        }
    }
}
