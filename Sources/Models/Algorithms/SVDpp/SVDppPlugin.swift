/// `svdpp`: SVD++, where having rated a film says something of a viewer whatever the stars.
///
/// The defaults were chosen on 10 % of the training parts of MovieLens 100K's own folds.
public struct SVDppPlugin: ModelPlugin {
    public init() {}

    public var name: String { "svdpp" }
    public var summary: String { "as svd, and which films a viewer rated counts besides how (SVD++)" }
    public var settings: [SettingDescription] {
        DescentSettings.descriptions(
            factors: 50, epochs: 25, learningRate: 0.02, decay: 0.95, regularization: 0.06, biasRegularization: 0.01,
            deviation: 0.05)
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return DescentTrainer(
            kind: .svdpp, algorithm: name, settings: try DescentSettings(reader),
            doubt: try RatingBelief.doubt(reader), resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try RatingFactorModel(tensors, descriptor: descriptor, descriptions: settings, hasImplicit: true)
    }
}
