/// How recency is mixed into a base model's answers.
public struct BlendSettings: Sendable, Equatable {
    /// How many positions at the front of a list recency takes part in; the rest are the base's alone. 0…1000.
    public var head: Int
    /// How much the most popular film of late is worth against a preference of 1; ≥ 0.
    public var weight: Double
    /// What counts as popular of late.
    public var recency: RecencySettings

    /// - Precondition: `head` is 0…1000, `weight` finite and not negative.
    public init(
        head: Int = 20, weight: Double = 1, recency: RecencySettings = RecencySettings(halfLifeDays: 14)
    ) {
        precondition((0...1_000).contains(head), "the head of a list is 0…1000 long")
        precondition(weight >= 0 && weight.isFinite, "recency has a weight of 0 or more")
        self.head = head
        self.weight = weight
        self.recency = recency
    }
}

extension BlendSettings {
    static let descriptions =
        [
            SettingDescription(
                "head", default: .integer(20), "positions of a list in which recency takes part, 0…1000"),
            SettingDescription(
                "weight", default: .number(1),
                "what the most popular film of late is worth against a preference of 1, 0…100"),
        ] + BlendSettings().recency.descriptions

    init(_ reader: SettingReader) throws(SettingError) {
        self.init(
            head: try reader.integer("head", in: 0...1_000), weight: try reader.number("weight", in: 0...100),
            recency: try RecencySettings(reader))
    }

    var modelSettings: ModelSettings {
        let own: ModelSettings = ["head": .integer(head), "weight": .number(weight)]
        return own.merging(recency.modelSettings) { own, _ in own }
    }
}
