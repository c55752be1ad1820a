/// `als`: alternating least squares for implicit feedback.
public struct ALSPlugin: ModelPlugin {
    static let name = "als"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "vectors for viewers and films by alternating least squares on implicit feedback" }
    public var settings: [SettingDescription] { ALSSettings.descriptions }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        ALSTrainer(settings: try ALSSettings(settings))
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try ALSModel(tensors, descriptor: descriptor)
    }
}
