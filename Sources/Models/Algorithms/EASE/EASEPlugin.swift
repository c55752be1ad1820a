/// `ease`: each film from all others, in closed form.
public struct EASEPlugin: ModelPlugin {
    public init() {}

    public var name: String { EASETrainer.algorithm }
    public var summary: String { "each film's likes explained by all others at once, in closed form" }

    public var settings: [SettingDescription] {
        let standard = EASESettings()
        return [
            SettingDescription(
                "regularization", default: .number(standard.regularization), "added to the Gram matrix's diagonal, > 0"),
            SettingDescription(
                "viewerExponent", default: .number(standard.viewerExponent),
                "a viewer's likes count their number to the power of minus this, 0…1"),
            SettingDescription(
                "dropout", default: .number(standard.dropout), "the denoising penalty of EDLAE, 0…0.95; 0 is plain EASE"
            ),
            SettingDescription(
                "kept", default: .integer(standard.kept),
                "weights kept for each film, those furthest from 0; 0 keeps all"),
        ]
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        let read = EASESettings(
            regularization: try reader.number("regularization", in: 1e-6...1e9),
            viewerExponent: try reader.number("viewerExponent", in: 0...1),
            dropout: try reader.number("dropout", in: 0...0.95), kept: try reader.integer("kept", in: 0...1_000_000))
        return EASETrainer(read, resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try EASEModel(tensors, descriptor: descriptor)
    }
}
