/// What non-negative factorisation is told.
public struct NMFSettings: Sendable, Equatable {
    /// The length of a vector, 1…512.
    public var factors: Int
    /// How often both sides take a step, ≥ 1.
    public var epochs: Int
    /// λ of the factors, for each rating.
    public var regularization: Double
    /// Whether viewers and films have biases besides.
    public var isBiased: Bool
    /// λ of the biases, as of the baseline.
    public var biases: BaselineSettings

    init(_ reader: SettingReader) throws(SettingError) {
        factors = try reader.integer("factors", in: 1...512)
        epochs = try reader.integer("epochs", in: 1...10_000)
        regularization = try reader.number("regularization", in: 0...100)
        isBiased = try reader.flag("biased")
        biases = BaselineSettings(
            userRegularization: try reader.number("userRegularization", in: 0...1_000),
            itemRegularization: try reader.number("itemRegularization", in: 0...1_000), sweeps: 1)
    }

    static let descriptions = [
        SettingDescription("factors", default: .integer(20), "length of a vector, 1…512"),
        SettingDescription("epochs", default: .integer(60), "how often both sides take a step, 1…10000"),
        SettingDescription("regularization", default: .number(0.06), "λ of the factors, for each rating, 0…100"),
        SettingDescription("biased", default: .flag(true), "whether viewers and films have biases besides"),
        SettingDescription(
            "userRegularization", default: .number(5), "of the biases: added to a viewer's count, 0…1000"),
        SettingDescription("itemRegularization", default: .number(5), "of the biases: added to a film's count, 0…1000"),
        RatingBelief.description,
    ]
}
