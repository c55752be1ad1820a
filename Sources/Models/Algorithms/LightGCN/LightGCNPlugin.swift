/// `lightgcn`: vectors smoothed over the graph of viewers and films.
public struct LightGCNPlugin: ModelPlugin {
    static let name = "lightgcn"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "vectors smoothed over the graph of viewers and films, trained to rank" }
    public var settings: [SettingDescription] { LightGCNSettings.descriptions }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        LightGCNTrainer(settings: try LightGCNSettings(settings))
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try LightGCNModel(tensors, descriptor: descriptor)
    }
}
