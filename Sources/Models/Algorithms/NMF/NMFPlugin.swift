/// `nmf`: vectors without negative numbers, so that each number can be read as how much of a taste there is.
public struct NMFPlugin: ModelPlugin {
    static let name = "nmf"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "stars from vectors that are never negative, with biases or without" }
    public var settings: [SettingDescription] { NMFSettings.descriptions }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return NMFTrainer(
            settings: try NMFSettings(reader), doubt: try RatingBelief.doubt(reader), resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        let (settings, doubt) = try ArtefactError.ofSettings { () throws(SettingError) in
            let reader = try SettingReader(
                algorithm: name, descriptions: self.settings, given: descriptor.settings)
            return (try NMFSettings(reader), try RatingBelief.doubt(reader))
        }
        return RatingFactorModel(
            try RatingFactors(tensors, descriptor: descriptor, factorCount: settings.factors, hasImplicit: false),
            folding: RatingFolding(settings), data: try RatedData(tensors, descriptor: descriptor, doubt: doubt),
            descriptor: descriptor, instructionSet: .detected)
    }
}

extension RatingFolding {
    init(_ settings: NMFSettings) {
        self.init(penalty: settings.regularization, hasBiases: settings.isBiased, isNonNegative: true)
    }
}
