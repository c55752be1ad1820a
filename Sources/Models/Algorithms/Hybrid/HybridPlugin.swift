/// `hybrid`: films as sums of what is known of them.
public struct HybridPlugin: ModelPlugin {
    static let name = "hybrid"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "films as sums of vectors for themselves, their genres, decade and age rating" }
    public var settings: [SettingDescription] { HybridSettings.descriptions }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        HybridTrainer(settings: try HybridSettings(settings))
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try HybridModel(tensors, descriptor: descriptor)
    }
}
