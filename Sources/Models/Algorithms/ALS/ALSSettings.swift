import Foundation

/// How the weight w of an entry becomes its confidence, against 1 for the absence of an entry.
public enum ALSConfidence: String, Sendable, CaseIterable {
    /// 1 + α·w (Hu, Koren and Volinsky 2008).
    case plus
    /// α·w, at least 1: what the library `implicit` means by its alpha.
    case scaled

    var offset: Float { self == .plus ? 0 : -1 }
}

/// How the equations of a row are solved.
public enum ALSSolver: String, Sendable, CaseIterable {
    /// Exactly, by Cholesky factorisation in blocks.
    case cholesky
    /// Improved by a few steps of conjugate gradients from the last sweep's vector: cheaper the more factors there are.
    case cg
}

/// What alternating least squares is told.
public struct ALSSettings: Sendable, Equatable {
    /// The length of a vector, 1…512.
    public var factors: Int
    /// How often both sides are solved, at most; ≥ 1.
    public var sweeps: Int
    /// λ, > 0: how much a vector's length costs.
    public var regularization: Double
    /// α, > 0: how much more an entry is believed for its weight (see `ALSConfidence`).
    public var alpha: Double
    /// ν, 0…1: how much λ grows with how often a row stands in the data (Rendle et al. 2022, "Revisiting the
    /// Performance of iALS on Item Recommendation Benchmarks", section 3.2):
    /// λᵣ = λ · (entries of r + rows of the other side / α)^ν. With 0 it is the same for all.
    public var frequencyExponent: Double
    /// How an entry's weight becomes its confidence.
    public var confidence: ALSConfidence
    /// How a row's equations are solved.
    public var solver: ALSSolver
    /// Steps of conjugate gradients for each row, where that is the solver; ≥ 1.
    public var gradientSteps: Int
    /// Stop when a sweep lowers the loss by less than this share of it; 0 never stops early.
    public var tolerance: Double

    /// The defaults were chosen on a validation part (10 %) of MovieLens 100K and 1M, split by viewer at random,
    /// ratings ≥ 4 as positives of weight 1: the same values are best, or next to best, on both.
    public init(
        factors: Int = 64, sweeps: Int = 16, regularization: Double = 2, alpha: Double = 5,
        frequencyExponent: Double = 0.5, tolerance: Double = 0.0005, confidence: ALSConfidence = .plus,
        solver: ALSSolver = .cholesky, gradientSteps: Int = 3
    ) {
        precondition(factors >= 1 && factors <= 512, "1…512 factors")
        precondition(sweeps >= 1, "at least one sweep")
        precondition(regularization > 0 && alpha > 0, "regularization and alpha are positive")
        precondition(frequencyExponent >= 0 && frequencyExponent <= 1, "the frequency exponent is 0…1")
        precondition(tolerance >= 0 && tolerance < 1, "the tolerance is 0…1")
        precondition(gradientSteps >= 1, "at least one step of conjugate gradients")
        self.factors = factors
        self.sweeps = sweeps
        self.regularization = regularization
        self.alpha = alpha
        self.frequencyExponent = frequencyExponent
        self.tolerance = tolerance
        self.confidence = confidence
        self.solver = solver
        self.gradientSteps = gradientSteps
    }

    /// How much an entry of this weight is believed, against 1 for the absence of one.
    public func confidence(ofWeight weight: Float) -> Float { max(1, 1 + confidence.offset + Float(alpha) * weight) }

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
        SettingDescription("alpha", default: .number(5), "α: how much more an entry is believed for its weight, > 0"),
        SettingDescription(
            "confidence", default: .text("plus"),
            "an entry's confidence: plus (1 + α·weight), scaled (α·weight, at least 1)"),
        SettingDescription(
            "solver", default: .text("cholesky"), "cholesky (exact), or cg (a few steps of conjugate gradients)"),
        SettingDescription("gradientSteps", default: .integer(3), "steps of cg for each row, 1…100"),
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
            tolerance: try reader.number("tolerance", in: 0...0.999),
            confidence: try reader.choice("confidence", of: ALSConfidence.self),
            solver: try reader.choice("solver", of: ALSSolver.self),
            gradientSteps: try reader.integer("gradientSteps", in: 1...100))
    }

    /// Every setting in force, for the model's identity card.
    var modelSettings: ModelSettings {
        [
            "factors": .integer(factors), "sweeps": .integer(sweeps), "regularization": .number(regularization),
            "alpha": .number(alpha), "frequencyExponent": .number(frequencyExponent), "tolerance": .number(tolerance),
            "confidence": .text(confidence.rawValue), "solver": .text(solver.rawValue),
            "gradientSteps": .integer(gradientSteps),
        ]
    }
}
