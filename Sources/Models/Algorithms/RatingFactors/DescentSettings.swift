/// What learning ratings by stochastic gradient descent is told: SVD and SVD++ alike.
public struct DescentSettings: Sendable, Equatable {
    /// The length of a vector, 1…512.
    public var factors: Int
    /// How often every rating is learned from, at most; ≥ 1.
    public var epochs: Int
    /// The size of the first epoch's steps, > 0.
    public var learningRate: Double
    /// What the size of the steps is multiplied by after each epoch, 0…1.
    public var decay: Double
    /// λ of the factors.
    public var regularization: Double
    /// λ of the biases.
    public var biasRegularization: Double
    /// The standard deviation of the factors to begin with.
    public var deviation: Double
    /// The share of the ratings that is held back to find out how many epochs to do; 0 does all.
    public var validation: Double

    init(_ reader: SettingReader) throws(SettingError) {
        factors = try reader.integer("factors", in: 1...512)
        epochs = try reader.integer("epochs", in: 1...1_000)
        learningRate = try reader.number("learningRate", in: 1e-6...1)
        decay = try reader.number("decay", in: 0.1...1)
        regularization = try reader.number("regularization", in: 0...10)
        biasRegularization = try reader.number("biasRegularization", in: 0...10)
        deviation = try reader.number("deviation", in: 0...1)
        validation = try reader.number("validation", in: 0...0.5)
    }

    /// The settings with these defaults.
    static func descriptions(
        factors: Int, epochs: Int, learningRate: Double, decay: Double, regularization: Double,
        biasRegularization: Double, deviation: Double = 0.1
    ) -> [SettingDescription] {
        [
            SettingDescription("factors", default: .integer(factors), "length of a vector, 1…512"),
            SettingDescription("epochs", default: .integer(epochs), "how often every rating is learned from, 1…1000"),
            SettingDescription("learningRate", default: .number(learningRate), "size of the first steps, 0.000001…1"),
            SettingDescription(
                "decay", default: .number(decay), "what the steps are multiplied by after each epoch, 0.1…1"),
            SettingDescription("regularization", default: .number(regularization), "λ of the factors, 0…10"),
            SettingDescription("biasRegularization", default: .number(biasRegularization), "λ of the biases, 0…10"),
            SettingDescription(
                "deviation", default: .number(deviation), "standard deviation of the first factors, 0…1"),
            SettingDescription(
                "validation", default: .number(0),
                "share of the ratings held back to choose the number of epochs, then learned from too, 0…0.5"),
            RatingBelief.description,
        ]
    }

    /// In epoch `epoch`, from 0.
    func steps(epoch: Int) -> DescentSteps {
        var size = learningRate
        for _ in 0..<epoch { size *= decay }
        return DescentSteps(
            rate: Float(size), penalty: Float(regularization), biasRate: Float(size),
            biasPenalty: Float(biasRegularization))
    }
}
