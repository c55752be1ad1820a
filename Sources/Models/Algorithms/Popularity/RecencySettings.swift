/// What counts as popular of late.
public struct RecencySettings: Sendable, Equatable {
    /// Days until a like counts half; > 0.
    public var halfLifeDays: Double
    /// How many likes a film, on average, are added and shared out as the likes of all time are; ≥ 0.
    public var smoothing: Double

    /// - Precondition: a half-life above 0, and no less than no smoothing.
    public init(halfLifeDays: Double, smoothing: Double = Self.standardSmoothing) {
        precondition(halfLifeDays > 0 && halfLifeDays.isFinite, "a half-life is positive")
        precondition(smoothing >= 0 && smoothing.isFinite, "there cannot be less than no smoothing")
        self.halfLifeDays = halfLifeDays
        self.smoothing = smoothing
    }

    /// One like for five films: on MovieLens 100K and 1M nothing is lost by it, and after a quiet time one viewer
    /// alone does not lead the list.
    public static let standardSmoothing = 0.2
}

extension RecencySettings {
    /// The settings by name, with the values here as defaults.
    var descriptions: [SettingDescription] {
        [
            SettingDescription(
                "halfLifeDays", default: .number(halfLifeDays), "days until a like counts half, 0.01…100000"),
            SettingDescription(
                "smoothing", default: .number(smoothing),
                "likes a film, on average, added as those of all time are shared out, 0…1000"),
        ]
    }

    init(_ reader: SettingReader) throws(SettingError) {
        self.init(
            halfLifeDays: try reader.number("halfLifeDays", in: 0.01...100_000),
            smoothing: try reader.number("smoothing", in: 0...1_000))
    }

    var modelSettings: ModelSettings {
        ["halfLifeDays": .number(halfLifeDays), "smoothing": .number(smoothing)]
    }
}
