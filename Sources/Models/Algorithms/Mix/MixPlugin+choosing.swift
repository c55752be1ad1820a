extension MixPlugin: BlendsParts {
    /// Without those of models that are no part.
    public func relevantSettings(_ settings: ModelSettings) -> ModelSettings {
        guard case .text(let wanted) = settings["parts"] ?? .text(Self.standardParts) else { return settings }
        let parts = Set(wanted.split(separator: ",").map(String.init))
        return settings.filter { entry in
            let words = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
            guard words.count == 2 else { return true }
            return parts.contains(words[0] == "weight" ? words[1] : words[0])
        }
    }

    /// All but what the parts count. Stacked weights are learnt: there, everything.
    public func baseSettings(_ settings: ModelSettings) -> ModelSettings {
        guard kind != .stacked else { return settings }
        return settings.filter { !$0.key.hasPrefix("weight.") && $0.key != "k" && $0.key != "depth" }
    }

    /// The base is the blend with all of its parts, those that count nothing too.
    public func makeBaseTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        kind == .stacked ? try makeTrainer(settings) : MixTrainer(try plan(settings), dropsSilentParts: false)
    }

    /// - Throws: `SettingError`; `TrainingError` when `base` is not a blend of these parts.
    public func blend(
        _ base: any Recommender, on trainingSet: TrainingSet, settings: ModelSettings
    ) throws -> any Recommender {
        guard let base = base as? MixModel else {
            throw TrainingError(.unsuitableModel, "a \(base.descriptor.algorithm) model has no parts to weigh")
        }
        guard kind != .stacked else { return base }
        let models = base.parts.map { (name: $0.name, model: $0.model as any Recommender) }
        return try MixTrainer(try plan(settings), dropsSilentParts: true).mix(models, like: base.descriptor)
    }

    public func parts(of base: any Recommender) -> [(name: String, model: any Recommender)] {
        (base as? MixModel)?.parts.map { (name: $0.name, model: $0.model as any Recommender) } ?? []
    }
}
