/// `popularity`: how many viewers liked each film, over all time.
public struct PopularityPlugin: ModelPlugin {
    public init() {}

    public var name: String { "popularity" }
    public var summary: String { "the most liked films, the same for everybody" }
    public var settings: [SettingDescription] { [] }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        _ = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return PopularityTrainer(recency: nil)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try PopularityModel(tensors, descriptor: descriptor)
    }
}

/// `trending`: the same, where a like fades with time.
public struct TrendingPlugin: ModelPlugin {
    public init() {}

    public var name: String { "trending" }
    public var summary: String { "the films liked lately, the same for everybody" }
    public var settings: [SettingDescription] {
        RecencySettings(halfLifeDays: 30).descriptions
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return PopularityTrainer(recency: try RecencySettings(reader))
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try PopularityModel(tensors, descriptor: descriptor)
    }
}

/// Counts likes, faded by age where there is a half-life.
struct PopularityTrainer: Trainer {
    var recency: RecencySettings?

    func train(on trainingSet: TrainingSet, options: TrainingOptions) async throws(TrainingError) -> any Recommender {
        guard trainingSet.positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        if let recency { return PopularityModel(trending: trainingSet, recency) }
        return PopularityModel(counting: trainingSet)
    }
}
