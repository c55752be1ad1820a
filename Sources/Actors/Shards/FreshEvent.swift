import Models

/// What a viewer's later events say of one film. Several events of one film become one as they do for training
/// (`Preferences`): a rating decides, the last of several; without one, minutes add up and a click counts if it
/// weighs more.
///
/// Facts only: what counts as a like is the serving model's rule, and a later model's may be another.
struct FreshEvent {
    let item: ItemID
    /// The stars of the latest rating, and when it was given.
    private(set) var rating: (stars: Double, timestamp: Int64)?
    /// Minutes watched altogether.
    private(set) var minutes: Double = 0
    private(set) var isClicked = false

    init(_ interaction: Interaction) {
        item = interaction.item
        add(interaction)
    }

    /// Adds a further event of the same film.
    mutating func add(_ interaction: Interaction) {
        switch interaction.kind {
        case .rating:
            if interaction.timestamp >= rating?.timestamp ?? .min {
                rating = (interaction.value, interaction.timestamp)
            }
        case .watch: minutes += max(0, interaction.value)
        case .click: isClicked = true
        case .skip: break
        }
    }

    /// > 0 for a like.
    func weight(by rule: PositiveRule) -> Float {
        if let rating { return rule.weight(kind: .rating, value: rating.stars) }
        let watched = minutes > 0 ? rule.weight(kind: .watch, value: minutes) : 0
        return max(watched, isClicked ? rule.weight(kind: .click, value: 1) : 0)
    }
}

/// A film of the serving model that a viewer met since it was trained, and what they say of it by its rule.
struct MetFilm {
    let item: ItemNumber
    /// > 0 for a like.
    let weight: Float
    /// What the viewer said in stars, if they did: it stands against what the training data said.
    let stars: Float?

    init(_ event: FreshEvent, item: ItemNumber, rule: PositiveRule) {
        self.item = item
        weight = event.weight(by: rule)
        stars = event.rating.map { Float($0.stars) }
    }

    /// The film's weight in the history when the training data said `trained`; nil when it is no like.
    func weight(over trained: Float?) -> Float? {
        if weight > 0 { return trained.map { $0 > 0 ? $0 : weight } ?? weight }
        return stars != nil ? nil : trained.flatMap { $0 > 0 ? $0 : nil }
    }
}
