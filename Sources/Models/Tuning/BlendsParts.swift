import Foundation

/// A plug-in that blends models of which each could stand alone: it must be worth more than the best of them, or it only
/// costs.
public protocol BlendsParts: BlendsModels {
    /// The parts of a base that `makeBaseTrainer` made, trained on the same data.
    func parts(of base: any Recommender) -> [(name: String, model: any Recommender)]
}

extension BlendsParts {
    /// Why the blend is not to be used: it is no better than its best part on validation. Nil when it is better.
    /// - Parameter parts: each with its NDCG.
    func refusal(ndcg: Double, parts: [(name: String, ndcg: Double)]) -> String? {
        guard let best = parts.max(by: { $0.ndcg < $1.ndcg }), ndcg <= best.ndcg else { return nil }
        return String(
            format:
                "Refused: \(name) is not better than its best part on validation, NDCG@10 %.4f against %.4f of "
                + "\(best.name).", ndcg, best.ndcg)
    }
}
