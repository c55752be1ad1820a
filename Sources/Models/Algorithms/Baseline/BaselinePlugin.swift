/// `baseline`: what can be said of a rating without knowing anybody's taste.
public struct BaselinePlugin: ModelPlugin {
    static let name = "baseline"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "stars from the viewer's and the film's usual distance from the mean" }
    public var settings: [SettingDescription] { BaselineSettings.descriptions + [RatingBelief.description] }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return BaselineTrainer(
            try BaselineSettings(reader), doubt: try RatingBelief.doubt(reader), resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        let (settings, doubt) = try ArtefactError.ofSettings { () throws(SettingError) in
            let reader = try SettingReader(
                algorithm: name, descriptions: self.settings, given: descriptor.settings)
            return (try BaselineSettings(reader), try RatingBelief.doubt(reader))
        }
        return BaselineModel(
            try RatingBiases(tensors, userCount: descriptor.userCount, itemCount: descriptor.itemCount),
            try RatedData(tensors, descriptor: descriptor, doubt: doubt), settings: settings, descriptor: descriptor)
    }
}

/// Trains `BaselineModel`.
struct BaselineTrainer: Trainer {
    private let settings: BaselineSettings
    private let doubt: Double
    private let resolved: ModelSettings

    init(_ settings: BaselineSettings, doubt: Double, resolved: ModelSettings) {
        self.settings = settings
        self.doubt = doubt
        self.resolved = resolved
    }

    /// - Complexity: O(sweeps · ratings), on one core: well below a second for a million ratings.
    func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let data = try RatedData(trainingSet, doubt: doubt)
        let trained = trainingSet.ratings.prefix(rows: trainingSet.trainedUserCount)
        return BaselineModel(
            RatingBiases(trained, settings), data, settings: settings,
            descriptor: ModelDescriptor(
                algorithm: BaselinePlugin.name, settings: resolved, userCount: trainingSet.trainedUserCount,
                itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: 0,
                instructionSet: InstructionSet.baseline.rawValue))
    }
}

extension RatingBelief {
    static func doubt(_ reader: SettingReader) throws(SettingError) -> Double {
        try reader.number("doubt", in: 0...100_000)
    }
}

extension ArtefactError {
    /// What `read` reads of a card's settings, a fault of theirs as a fault of the artefact.
    static func ofSettings<Value>(
        _ read: () throws(SettingError) -> Value
    ) throws(ArtefactError) -> Value {
        do { return try read() } catch {
            throw ArtefactError(.badManifest, "the model's settings cannot be used: \(error)")
        }
    }
}
