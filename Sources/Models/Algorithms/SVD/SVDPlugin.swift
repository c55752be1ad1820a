/// `svd`: biased matrix factorisation, learned from stars by stochastic gradient descent.
///
/// The defaults were chosen on 10 % of the training parts of MovieLens 100K's own folds.
public struct SVDPlugin: ModelPlugin {
    public init() {}

    public var name: String { "svd" }
    public var summary: String { "stars from biases and vectors of viewers and films, by stochastic gradient descent" }
    public var settings: [SettingDescription] {
        DescentSettings.descriptions(
            factors: 100, epochs: 30, learningRate: 0.03, decay: 0.93, regularization: 0.1, biasRegularization: 0.02)
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return DescentTrainer(
            kind: .svd, algorithm: name, settings: try DescentSettings(reader), doubt: try RatingBelief.doubt(reader),
            resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try RatingFactorModel(tensors, descriptor: descriptor, descriptions: settings, hasImplicit: false)
    }
}

extension RatingFactorModel {
    /// Reads what `DescentTrainer` made.
    init(
        _ tensors: TensorArchive, descriptor: ModelDescriptor, descriptions: [SettingDescription], hasImplicit: Bool
    ) throws(ArtefactError) {
        let (settings, doubt) = try ArtefactError.ofSettings { () throws(SettingError) in
            let reader = try SettingReader(
                algorithm: descriptor.algorithm, descriptions: descriptions, given: descriptor.settings)
            return (try DescentSettings(reader), try RatingBelief.doubt(reader))
        }
        self.init(
            try RatingFactors(
                tensors, descriptor: descriptor, factorCount: settings.factors, hasImplicit: hasImplicit),
            folding: RatingFolding(penalty: settings.regularization),
            data: try RatedData(tensors, descriptor: descriptor, doubt: doubt), descriptor: descriptor,
            instructionSet: .detected)
    }
}
