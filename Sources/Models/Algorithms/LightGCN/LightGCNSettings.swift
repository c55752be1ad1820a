/// What LightGCN is trained with.
public struct LightGCNSettings: Sendable, Equatable {
    /// The length of a vector, 1…512.
    public var factors: Int
    /// K: steps over the graph, 1…8.
    public var layers: Int
    /// Epochs at most, ≥ 1: an epoch meets every like once.
    public var epochs: Int
    /// Likes in a step; each step walks the whole graph twice.
    public var batch: Int
    /// Adam's learning rate, > 0.
    public var learningRate: Double
    /// λ ≥ 0: what the length of the vectors of a batch costs.
    public var regularization: Double
    /// The share of likes kept from training of up to 2,000 viewers, to tell when to stop; 0 trains all epochs.
    public var validation: Double
    /// Stop after so many judgements without a better one, ≥ 1.
    public var patience: Int

    /// - Precondition: every value is in its range.
    public init(
        factors: Int = 64, layers: Int = 3, epochs: Int = 200, batch: Int = 8_192, learningRate: Double = 0.01,
        regularization: Double = 1e-3, validation: Double = 0.1, patience: Int = 5
    ) {
        precondition(factors >= 1 && factors <= 512 && layers >= 1 && layers <= 8, "1…512 factors, 1…8 layers")
        precondition(epochs >= 1 && batch >= 1 && patience >= 1, "one epoch, one like and one judgement at least")
        precondition(learningRate > 0 && regularization >= 0, "a rate above 0, a regularisation not below it")
        precondition(validation >= 0 && validation <= 0.5, "half of a viewer's likes are held out at most")
        self.factors = factors
        self.layers = layers
        self.epochs = epochs
        self.batch = batch
        self.learningRate = learningRate
        self.regularization = regularization
        self.validation = validation
        self.patience = patience
    }
}

extension LightGCNSettings {
    static var descriptions: [SettingDescription] {
        let standard = LightGCNSettings()
        return [
            SettingDescription("factors", default: .integer(standard.factors), "length of a vector, 1…512"),
            SettingDescription("layers", default: .integer(standard.layers), "steps over the graph, 1…8"),
            SettingDescription(
                "epochs", default: .integer(standard.epochs), "epochs at most, 1…10000; each meets every like once"),
            SettingDescription(
                "batch", default: .integer(standard.batch), "likes in a step, 1…1000000; a step walks the graph twice"),
            SettingDescription("learningRate", default: .number(standard.learningRate), "Adam's rate, > 0…10"),
            SettingDescription(
                "regularization", default: .number(standard.regularization), "λ: what a vector's length costs, 0…1000"),
            SettingDescription(
                "validation", default: .number(standard.validation),
                "share of likes held out of up to 2,000 viewers, to tell when to stop, 0…0.5; 0 trains all epochs"),
            SettingDescription(
                "patience", default: .integer(standard.patience), "judgements without a better one, 1…1000"),
        ]
    }

    init(_ given: ModelSettings) throws(SettingError) {
        let reader = try SettingReader(algorithm: LightGCNPlugin.name, descriptions: Self.descriptions, given: given)
        self.init(
            factors: try reader.integer("factors", in: 1...512), layers: try reader.integer("layers", in: 1...8),
            epochs: try reader.integer("epochs", in: 1...10_000), batch: try reader.integer("batch", in: 1...1_000_000),
            learningRate: try reader.number("learningRate", in: 1e-9...10),
            regularization: try reader.number("regularization", in: 0...1_000),
            validation: try reader.number("validation", in: 0...0.5),
            patience: try reader.integer("patience", in: 1...1_000))
    }

    /// Every setting in force, for the model's identity card.
    var modelSettings: ModelSettings {
        [
            "factors": .integer(factors), "layers": .integer(layers), "epochs": .integer(epochs),
            "batch": .integer(batch), "learningRate": .number(learningRate),
            "regularization": .number(regularization), "validation": .number(validation),
            "patience": .integer(patience),
        ]
    }
}
