import Models

/// What a viewer's later events say of one film.
struct FreshEvent: Equatable {
    var item: ItemID
    /// > 0 for a like.
    var weight: Float
    /// Whether the viewer said so in stars: then it stands against what they watched or clicked.
    var isRating: Bool
    /// Seconds since 1970.
    var timestamp: Int64

    init(item: ItemID, weight: Float, isRating: Bool, timestamp: Int64) {
        self.item = item
        self.weight = weight
        self.isRating = isRating
        self.timestamp = timestamp
    }

    init(_ interaction: Interaction, rule: PositiveRule) {
        item = interaction.item
        weight = rule.weight(kind: interaction.kind, value: interaction.value)
        isRating = interaction.kind == .rating
        timestamp = interaction.timestamp
    }

    /// What both say of the same film: the later rating decides; without one, any like counts.
    func merged(with newer: FreshEvent) -> FreshEvent {
        var merged = self
        merged.timestamp = max(timestamp, newer.timestamp)
        if newer.isRating && (!isRating || newer.timestamp >= timestamp) {
            merged.weight = newer.weight
            merged.isRating = true
        } else if !newer.isRating && !isRating {
            merged.weight = max(weight, newer.weight)
        }
        return merged
    }

    /// The film's weight in the history when the training data said `trained`; nil when it is no like.
    func weight(over trained: Float?) -> Float? {
        if weight > 0 { return trained.map { $0 > 0 ? $0 : weight } ?? weight }
        return isRating ? nil : trained.flatMap { $0 > 0 ? $0 : nil }
    }
}
