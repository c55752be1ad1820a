/// `gfcf`: a filter over the graph of viewers and films, in closed form.
public struct GFCFPlugin: ModelPlugin {
    static let name = "gfcf"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "a low-pass filter over the graph of viewers and films, without epochs" }
    public var settings: [SettingDescription] { GFCFSettings.descriptions }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        GFCFTrainer(settings: try GFCFSettings(settings))
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try GFCFModel(tensors, descriptor: descriptor)
    }
}
