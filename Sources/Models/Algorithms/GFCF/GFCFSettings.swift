/// What the graph filter is made with.
public struct GFCFSettings: Sendable, Equatable {
    /// k: singular vectors that the ideal low-pass keeps, 1…2,000.
    public var factors: Int
    /// α ≥ 0: how much the low-pass counts beside the linear filter.
    public var alpha: Double
    /// Multiplications by the matrix and its transpose on the way to the singular vectors, 1…100.
    public var iterations: Int
    /// Weights kept for each film, those furthest from 0; 0 keeps all.
    public var kept: Int

    /// Beyond this many items the dense filter is no longer sensible: 1.6 GB.
    static let itemLimit = 20_000

    /// The paper takes 256 and 0.3; on MovieLens 100K and 1M fewer vectors that count more did better.
    public init(factors: Int = 64, alpha: Double = 0.5, iterations: Int = 8, kept: Int = 0) {
        precondition(factors >= 1 && factors <= 2_000, "1…2,000 singular vectors")
        precondition(alpha >= 0 && iterations >= 1 && kept >= 0, "no setting is negative, one iteration at least")
        self.factors = factors
        self.alpha = alpha
        self.iterations = iterations
        self.kept = kept
    }
}

extension GFCFSettings {
    static var descriptions: [SettingDescription] {
        let standard = GFCFSettings()
        return [
            SettingDescription(
                "factors", default: .integer(standard.factors), "singular vectors the low-pass keeps, 1…2000"),
            SettingDescription(
                "alpha", default: .number(standard.alpha), "what the low-pass counts beside the linear filter, 0…1000"),
            SettingDescription(
                "iterations", default: .integer(standard.iterations),
                "multiplications on the way to the singular vectors, 1…100"),
            SettingDescription(
                "kept", default: .integer(standard.kept),
                "weights kept for each film, those furthest from 0; 0 keeps all"),
        ]
    }

    init(_ given: ModelSettings) throws(SettingError) {
        let reader = try SettingReader(algorithm: GFCFPlugin.name, descriptions: Self.descriptions, given: given)
        self.init(
            factors: try reader.integer("factors", in: 1...2_000), alpha: try reader.number("alpha", in: 0...1_000),
            iterations: try reader.integer("iterations", in: 1...100),
            kept: try reader.integer("kept", in: 0...1_000_000))
    }

    /// Every setting in force, for the model's identity card.
    var modelSettings: ModelSettings {
        [
            "factors": .integer(factors), "alpha": .number(alpha), "iterations": .integer(iterations),
            "kept": .integer(kept),
        ]
    }
}
