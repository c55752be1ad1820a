import Models

/// What a viewer's later events say of one film. Several events of one film become one as they do for training
/// (`Preferences`): a rating decides, the last of several; without one, minutes add up and a click counts if it
/// weighs more.
struct FreshEvent {
    let item: ItemID
    /// The stars of the latest rating, and when it was given.
    private(set) var rating: (stars: Double, timestamp: Int64)?
    /// Minutes watched altogether.
    private(set) var minutes: Double = 0
    /// The most that a click or a skip says.
    private(set) var glance: Float = 0

    /// > 0 for a like.
    private(set) var weight: Float = 0

    /// Whether the viewer said it in stars: then it stands against what the training data said.
    var isRating: Bool { rating != nil }

    init(_ interaction: Interaction, rule: PositiveRule) {
        item = interaction.item
        add(interaction, rule: rule)
    }

    /// Adds a further event of the same film.
    mutating func add(_ interaction: Interaction, rule: PositiveRule) {
        switch interaction.kind {
        case .rating:
            if interaction.timestamp >= rating?.timestamp ?? .min {
                rating = (interaction.value, interaction.timestamp)
            }
        case .watch: minutes += max(0, interaction.value)
        case .click, .skip: glance = max(glance, rule.weight(kind: interaction.kind, value: interaction.value))
        }
        if let rating {
            weight = rule.weight(kind: .rating, value: rating.stars)
        } else {
            weight = max(glance, minutes > 0 ? rule.weight(kind: .watch, value: minutes) : 0)
        }
    }

    /// The film's weight in the history when the training data said `trained`; nil when it is no like.
    func weight(over trained: Float?) -> Float? {
        if weight > 0 { return trained.map { $0 > 0 ? $0 : weight } ?? weight }
        return isRating ? nil : trained.flatMap { $0 > 0 ? $0 : nil }
    }
}
