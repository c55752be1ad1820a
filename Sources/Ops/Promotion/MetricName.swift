import Foundation
public import Models

/// The names figures are tracked by, what they are called in a sentence, and which way is better.
public enum MetricName {
    public static let modelBytes = "model_bytes"
    public static let microsecondsPerList = "microseconds_per_list"
    public static let violations = "violations"
    public static let gini = "gini"
    /// How good the lists of similar films are: see `SimilarityQuality`.
    public static let similarGain = "similar_ndcg_at_10"
    public static let similarOverlap = "similar_genre_overlap"

    /// How much better the group served best is served than the one served worst: `ndcg_gap_gender`.
    public static func gap(_ dimension: GroupDimension) -> String { "ndcg_gap_\(dimension.rawValue)" }

    /// All that a gate may be given a limit of.
    public static var all: [String] {
        RankingMetric.standard(cutoffs: [5, 10, 20]).map(of)
            + ["coverage_at_100", gini, similarGain, similarOverlap, violations, modelBytes, microsecondsPerList]
            + ViewerGroups.dimensions.map(gap)
    }

    /// `ndcg_at_10`; what is not about being right has no cut-off in its name.
    public static func of(_ metric: RankingMetric) -> String {
        switch metric {
        case .precision(let cutoff): "precision_at_\(cutoff)"
        case .recall(let cutoff): "recall_at_\(cutoff)"
        case .discountedGain(let cutoff): "ndcg_at_\(cutoff)"
        case .hitRate(let cutoff): "hit_rate_at_\(cutoff)"
        case .reciprocalRank: "mrr"
        case .averagePrecision: "map"
        case .novelty: "novelty"
        case .genreEntropy: "genre_entropy"
        case .longTail: "long_tail_share"
        }
    }

    /// Costs, inequality and broken rules; everything else is the better the higher.
    public static func isBetterLower(_ name: String) -> Bool {
        [modelBytes, microsecondsPerList, violations, gini].contains(name) || name.hasPrefix("ndcg_gap_")
    }

    /// As a sentence has it: `NDCG@10`.
    static func spoken(_ name: String) -> String {
        switch name {
        case modelBytes: return "size"
        case microsecondsPerList: return "time a list"
        case violations: return "rule violations"
        case gini: return "inequality (Gini)"
        case "novelty": return "novelty"
        case "genre_entropy": return "genre entropy"
        case "long_tail_share": return "the long tail's share"
        case similarGain: return "the NDCG@10 of similar films"
        case similarOverlap: return "the genre overlap of similar films"
        case _ where name.hasPrefix("ndcg_gap_"): return "the NDCG@10 gap by \(name.dropFirst("ndcg_gap_".count))"
        default: break
        }
        guard let cut = name.range(of: "_at_") else { return ["mrr", "map"].contains(name) ? name.uppercased() : name }
        let base = String(name[..<cut.lowerBound])
        let short = ["ndcg": "NDCG", "recall": "Recall", "precision": "Precision", "hit_rate": "HitRate"][base]
        return "\(short ?? base)@\(name[cut.upperBound...])"
    }

    /// A value of that figure: `0.2312`, `1.4 MB`, `65 µs`, `3`.
    static func value(_ value: Double, of name: String) -> String {
        switch name {
        case modelBytes: PlainNumber.bytes(value)
        case microsecondsPerList: "\(PlainNumber.fixed(value, digits: value < 10 ? 1 : 0)) µs"
        case violations: PlainNumber.fixed(value, digits: 0)
        default: PlainNumber.fixed(value, digits: 4)
        }
    }
}

extension SimilarityQuality {
    /// The figures by the names they are tracked by.
    var metrics: [String: Double] {
        var metrics: [String: Double] = [:]
        metrics[MetricName.similarGain] = coLikeGain
        metrics[MetricName.similarOverlap] = genreOverlap
        return metrics
    }
}
