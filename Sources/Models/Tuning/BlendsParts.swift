/// A plug-in that blends models of which each could stand alone: it must be worth more than the best of them, or it only
/// costs.
public protocol BlendsParts: BlendsModels {
    /// The parts of a base that `makeBaseTrainer` made, trained on the same data.
    func parts(of base: any Recommender) -> [(name: String, model: any Recommender)]
}
