/// `itemcf`: films liked by the same viewers.
public struct ItemCFPlugin: ModelPlugin {
    public init() {}

    public var name: String { ItemCFTrainer.algorithm }
    public var summary: String { "films near those a viewer liked, by cosine on who liked both" }

    public var settings: [SettingDescription] {
        [
            SettingDescription("neighbors", default: .integer(200), "neighbours kept for each film, 1…10000"),
            SettingDescription(
                "shrinkage", default: .number(0), "added to the cosine's denominator, against pairs of few viewers, ≥ 0"
            ),
            SettingDescription("weighting", default: .text("none"), "what a like counts: none, tfidf or bm25"),
            SettingDescription("bm25K1", default: .number(100), "bm25: how late further weight stops to matter, ≥ 0"),
            SettingDescription("bm25B", default: .number(0.8), "bm25: how much a long history is held against it, 0…1"),
        ]
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        let read = ItemCFTrainer.Settings(
            neighborCount: try reader.integer("neighbors", in: 1...10_000),
            shrinkage: try reader.number("shrinkage", in: 0...1_000_000),
            weighting: try reader.choice("weighting", of: InteractionWeighting.self),
            bm25K1: try reader.number("bm25K1", in: 0...1_000_000), bm25B: try reader.number("bm25B", in: 0...1))
        return ItemCFTrainer(read, resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try ItemCFModel(tensors, descriptor: descriptor)
    }
}
