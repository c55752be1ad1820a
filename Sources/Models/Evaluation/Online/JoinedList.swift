/// A list, and what its viewer did with the films in it afterwards.
public struct JoinedList: Sendable, Equatable {
    /// What was shown.
    public var list: ServedList
    /// Of the places something was done with, in no order.
    public var outcomes: [PlaceOutcome]

    public init(list: ServedList, outcomes: [PlaceOutcome] = []) {
        self.list = list
        self.outcomes = outcomes
    }
}

/// What followed of one place of a list.
public struct PlaceOutcome: Sendable, Equatable {
    /// From 0.
    public var place: Int
    /// The stars that arrived last.
    public var stars: Double?
    /// Minutes watched altogether.
    public var minutes: Double = 0
    /// Whether the film was watched.
    public var isWatched = false
    /// Whether its page was opened.
    public var isClicked = false

    public init(place: Int) { self.place = place }

    /// Takes in one more event. A skip is no more than having looked.
    public mutating func add(_ interaction: Interaction) {
        switch interaction.kind {
        case .rating: stars = interaction.value
        case .watch:
            isWatched = true
            minutes += max(0, interaction.value)
        case .click: isClicked = true
        case .skip: break
        }
    }

    /// Clicked, watched or rated, gladly or not.
    public var isTaken: Bool { isClicked || isConverted }

    /// Watched or rated.
    public var isConverted: Bool { isWatched || stars != nil }

    /// Whether it counts as liked: a rating decides; without one, the minutes or the click.
    public func isLiked(by rule: PositiveRule) -> Bool {
        if let stars { return rule.weight(kind: .rating, value: stars) > 0 }
        if isWatched, rule.weight(kind: .watch, value: minutes) > 0 { return true }
        return isClicked && rule.weight(kind: .click, value: 1) > 0
    }
}
