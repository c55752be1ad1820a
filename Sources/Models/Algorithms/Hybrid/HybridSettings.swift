/// What the hybrid is trained with.
public struct HybridSettings: Sendable, Equatable {
    /// What a like is held to mean.
    public enum Loss: String, Sendable, CaseIterable {
        /// The film belongs before the others, the more so the further down it seems to be (Weston et al. 2011).
        case warp
        /// It belongs before a film drawn at random (Rendle et al. 2009).
        case bpr
        /// It is liked, and a film drawn at random is not.
        case logistic
    }

    /// What is known of a film besides itself.
    public enum Features: String, Sendable, CaseIterable {
        /// Nothing.
        case none
        /// Its genres.
        case genres
        /// Genres, decade and age rating.
        case all
    }

    /// The length of a vector, 1…510.
    public var factors: Int
    /// What a like is held to mean.
    public var loss: Loss
    /// What is known of a film besides itself.
    public var features: Features
    /// Whether each film has a vector of its own beside those of its features.
    public var identity: Bool
    /// ≥ 1: an epoch meets every like once.
    public var epochs: Int
    /// Likes whose steps are computed from the same vectors.
    public var batch: Int
    /// AdaGrad's learning rate, > 0.
    public var learningRate: Double
    /// λ ≥ 0: times the vector it is added to the slope of each viewer of a batch, and of every feature.
    public var regularization: Double
    /// WARP: films drawn for a like until one stands too high, ≥ 1.
    public var draws: Int
    /// The share of likes held out of up to 2,000 viewers, to choose the number of epochs; 0 takes `epochs`.
    public var validation: Double

    /// - Precondition: every value is in its range, and a film is known by itself or by features.
    public init(
        factors: Int = 64, loss: Loss = .warp, features: Features = .all, identity: Bool = true, epochs: Int = 30,
        batch: Int = 4_096, learningRate: Double = 0.05, regularization: Double = 0, draws: Int = 10,
        validation: Double = 0
    ) {
        precondition(factors >= 1 && factors <= 510, "1…510 factors")
        precondition(epochs >= 1 && batch >= 1 && draws >= 1, "one epoch, one like and one draw at least")
        precondition(learningRate > 0 && regularization >= 0, "a rate above 0, a regularisation not below it")
        precondition(validation >= 0 && validation <= 0.5, "half of a viewer's likes are held out at most")
        precondition(identity || features != .none, "a film is known by itself or by features")
        self.factors = factors
        self.loss = loss
        self.features = features
        self.identity = identity
        self.epochs = epochs
        self.batch = batch
        self.learningRate = learningRate
        self.regularization = regularization
        self.draws = draws
        self.validation = validation
    }
}

extension HybridSettings {
    static var descriptions: [SettingDescription] {
        let standard = HybridSettings()
        return [
            SettingDescription("factors", default: .integer(standard.factors), "length of a vector, 1…510"),
            SettingDescription(
                "loss", default: .text(standard.loss.rawValue), "what a like is held to mean: warp, bpr, logistic"),
            SettingDescription(
                "features", default: .text(standard.features.rawValue),
                "what is known of a film besides itself: none, genres, all (decade and age rating too)"),
            SettingDescription(
                "identity", default: .flag(standard.identity), "whether each film has a vector of its own"),
            SettingDescription(
                "epochs", default: .integer(standard.epochs), "1…10000; each meets every like once"),
            SettingDescription(
                "batch", default: .integer(standard.batch), "likes whose steps are taken together, 1…1000000"),
            SettingDescription("learningRate", default: .number(standard.learningRate), "AdaGrad's rate, > 0…10"),
            SettingDescription(
                "regularization", default: .number(standard.regularization), "λ: what a vector's length costs, 0…1000"),
            SettingDescription(
                "draws", default: .integer(standard.draws), "warp: films drawn until one stands too high, 1…1000"),
            SettingDescription(
                "validation", default: .number(standard.validation),
                "share of likes held out to choose the number of epochs, 0…0.5; 0 takes all"),
        ]
    }

    init(_ given: ModelSettings) throws(SettingError) {
        let reader = try SettingReader(algorithm: HybridPlugin.name, descriptions: Self.descriptions, given: given)
        let features = try reader.choice("features", of: Features.self)
        let identity = try reader.flag("identity")
        guard identity || features != .none else {
            throw SettingError(
                algorithm: HybridPlugin.name, setting: "identity",
                message: "a film without a vector of its own needs features: genres or all")
        }
        self.init(
            factors: try reader.integer("factors", in: 1...510), loss: try reader.choice("loss", of: Loss.self),
            features: features, identity: identity, epochs: try reader.integer("epochs", in: 1...10_000),
            batch: try reader.integer("batch", in: 1...1_000_000),
            learningRate: try reader.number("learningRate", in: 1e-9...10),
            regularization: try reader.number("regularization", in: 0...1_000),
            draws: try reader.integer("draws", in: 1...1_000),
            validation: try reader.number("validation", in: 0...0.5))
    }

    /// Every setting in force, for the model's identity card.
    var modelSettings: ModelSettings {
        [
            "factors": .integer(factors), "loss": .text(loss.rawValue), "features": .text(features.rawValue),
            "identity": .flag(identity), "epochs": .integer(epochs), "batch": .integer(batch),
            "learningRate": .number(learningRate), "regularization": .number(regularization),
            "draws": .integer(draws), "validation": .number(validation),
        ]
    }
}
