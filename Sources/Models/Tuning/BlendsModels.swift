/// A plug-in whose model is a base and something added to it that costs next to nothing to make: choosing among many
/// blends trains each base once.
public protocol BlendsModels: ModelPlugin {
    /// `settings` without those of bases that are not asked for, which change nothing.
    func relevantSettings(_ settings: ModelSettings) -> ModelSettings

    /// The part of `settings` that the base is trained with: equal parts give equal bases.
    func baseSettings(_ settings: ModelSettings) -> ModelSettings

    /// A trainer of the base alone.
    func makeBaseTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer

    /// The blend of `settings` around `base`, which was trained on `trainingSet`: the model that `makeTrainer` would
    /// give, without training.
    func blend(_ base: any Recommender, on trainingSet: TrainingSet, settings: ModelSettings) throws -> any Recommender
}
