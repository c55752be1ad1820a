import Foundation

/// What alternating least squares is told.
public struct ALSSettings: Sendable, Equatable {
    /// The length of a vector, 1…512.
    public var factors: Int
    /// How often both sides are solved, at most; ≥ 1.
    public var sweeps: Int
    /// λ, > 0: how much a vector's length costs.
    public var regularization: Double
    /// α, > 0: an entry of weight w is believed 1 + α·w times as much as the absence of one.
    ///
    /// The library `implicit` takes the confidences themselves: give it 1 + α·w with its own alpha at 1, and it
    /// minimises the same objective.
    public var alpha: Double
    /// ν, 0…1: how much λ grows with how often a row stands in the data (Rendle et al. 2022, "Revisiting the
    /// Performance of iALS on Item Recommendation Benchmarks", section 3.2):
    /// λᵣ = λ · (entries of r + rows of the other side / α)^ν. With 0 it is the same for all.
    public var frequencyExponent: Double
    /// Stop when a sweep lowers the loss by less than this share of it; 0 never stops early.
    public var tolerance: Double

    /// The defaults were chosen on a validation part (10 %) of MovieLens 100K and 1M, split by viewer at random,
    /// ratings ≥ 4 as positives of weight 1: the same values are best, or next to best, on both.
    public init(
        factors: Int = 64, sweeps: Int = 16, regularization: Double = 2, alpha: Double = 5,
        frequencyExponent: Double = 0.5, tolerance: Double = 0.0005
    ) {
        precondition(factors >= 1 && factors <= 512, "1…512 factors")
        precondition(sweeps >= 1, "at least one sweep")
        precondition(regularization > 0 && alpha > 0, "regularization and alpha are positive")
        precondition(frequencyExponent >= 0 && frequencyExponent <= 1, "the frequency exponent is 0…1")
        precondition(tolerance >= 0 && tolerance < 1, "the tolerance is 0…1")
        self.factors = factors
        self.sweeps = sweeps
        self.regularization = regularization
        self.alpha = alpha
        self.frequencyExponent = frequencyExponent
        self.tolerance = tolerance
    }

    /// λ of a row with `entryCount` entries, against `otherCount` rows on the other side.
    public func ridge(entryCount: Int, otherCount: Int) -> Float {
        guard frequencyExponent > 0 else { return Float(regularization) }
        return Float(regularization * pow(Double(entryCount) + Double(otherCount) / alpha, frequencyExponent))
    }
}

extension ALSSettings {
    static let descriptions = [
        SettingDescription("factors", default: .integer(64), "length of a vector, 1…512"),
        SettingDescription("sweeps", default: .integer(16), "how often both sides are solved, at most, 1…1000"),
        SettingDescription("regularization", default: .number(2), "λ: what a vector's length costs, > 0"),
        SettingDescription("alpha", default: .number(5), "α: confidence is 1 + α·weight, > 0"),
        SettingDescription(
            "frequencyExponent", default: .number(0.5), "how λ grows with a row's frequency, 0 (not at all) … 1"),
        SettingDescription(
            "tolerance", default: .number(0.0005), "stop when a sweep gains less than this share of the loss, 0…1"),
    ]

    init(_ given: ModelSettings) throws(SettingError) {
        let reader = try SettingReader(algorithm: ALSPlugin.name, descriptions: Self.descriptions, given: given)
        self.init(
            factors: try reader.integer("factors", in: 1...512),
            sweeps: try reader.integer("sweeps", in: 1...1_000),
            regularization: try reader.number("regularization", in: 1e-9...1e9),
            alpha: try reader.number("alpha", in: 1e-9...1e9),
            frequencyExponent: try reader.number("frequencyExponent", in: 0...1),
            tolerance: try reader.number("tolerance", in: 0...0.999))
    }

    /// Every setting in force, for the model's identity card.
    var modelSettings: ModelSettings {
        [
            "factors": .integer(factors), "sweeps": .integer(sweeps), "regularization": .number(regularization),
            "alpha": .number(alpha), "frequencyExponent": .number(frequencyExponent), "tolerance": .number(tolerance),
        ]
    }
}
