/// How recency is mixed into a base model's answers.
public struct BlendSettings: Sendable, Equatable {
    /// How many positions at the front of a list recency takes part in; the rest are the base's alone. 0…1000.
    public var head: Int
    /// How much the most popular film of late is worth against a preference of 1; ≥ 0.
    public var weight: Double
    /// Days until a like counts half; > 0.
    public var halfLifeDays: Double

    public init(head: Int = 20, weight: Double = 1, halfLifeDays: Double = 14) {
        precondition((0...1_000).contains(head), "the head of a list is 0…1000 long")
        precondition(weight >= 0 && weight.isFinite, "recency has a weight of 0 or more")
        precondition(halfLifeDays > 0 && halfLifeDays.isFinite, "a half-life is positive")
        self.head = head
        self.weight = weight
        self.halfLifeDays = halfLifeDays
    }
}

extension BlendSettings {
    static let descriptions = [
        SettingDescription("head", default: .integer(20), "positions of a list in which recency takes part, 0…1000"),
        SettingDescription(
            "weight", default: .number(1),
            "what the most popular film of late is worth against a preference of 1, 0…100"),
        SettingDescription("halfLifeDays", default: .number(14), "days until a like counts half, 0.01…100000"),
    ]

    init(_ reader: SettingReader) throws(SettingError) {
        self.init(
            head: try reader.integer("head", in: 0...1_000), weight: try reader.number("weight", in: 0...100),
            halfLifeDays: try reader.number("halfLifeDays", in: 0.01...100_000))
    }

    var modelSettings: ModelSettings {
        ["head": .integer(head), "weight": .number(weight), "halfLifeDays": .number(halfLifeDays)]
    }
}
