/// A number that one viewer's list has; a report shows its mean over viewers.
public enum RankingMetric: Sendable, Hashable {
    /// Of the first k places.
    case precision(Int), recall(Int), discountedGain(Int), hitRate(Int)
    /// MRR, over the depth of the list.
    case reciprocalRank
    /// MAP, over the depth of the list.
    case averagePrecision
    /// Bits (see `SelfInformation`).
    case novelty(Int)
    /// Bits (see `GenreShares`).
    case genreEntropy(Int)
    /// 0…1 (see `LongTail`).
    case longTail(Int)

    /// Those of every report, at the given cut-offs; what is not about being right at the middle one.
    public static func standard(cutoffs: [Int]) -> [RankingMetric] {
        cutoffs.map { .discountedGain($0) } + cutoffs.map { .recall($0) } + cutoffs.map { .precision($0) }
            + cutoffs.map { .hitRate($0) } + [.reciprocalRank, .averagePrecision]
            + (middle(of: cutoffs).map(beyondAccuracy) ?? [])
    }

    /// The one that models are ranked by: NDCG at the middle of the cut-offs that it stands among `metrics` with.
    public static func headline(among metrics: some Sequence<RankingMetric>) -> RankingMetric? {
        let cutoffs = metrics.compactMap { metric in
            if case .discountedGain(let cutoff) = metric { cutoff } else { nil }
        }
        return middle(of: cutoffs).map { .discountedGain($0) }
    }

    /// The cut-off that stands for all; of an even number the larger of the two in the middle.
    static func middle(of cutoffs: [Int]) -> Int? {
        cutoffs.isEmpty ? nil : cutoffs.sorted()[cutoffs.count / 2]
    }

    /// Those that are not about being right.
    public static func beyondAccuracy(at cutoff: Int) -> [RankingMetric] {
        [.novelty(cutoff), .genreEntropy(cutoff), .longTail(cutoff)]
    }

    /// Whether more is better beyond doubt.
    public var isAboutBeingRight: Bool {
        switch self {
        case .novelty, .genreEntropy, .longTail: false
        default: true
        }
    }

    /// As tables print it: `NDCG@10`.
    public var name: String {
        switch self {
        case .precision(let cutoff): "Precision@\(cutoff)"
        case .recall(let cutoff): "Recall@\(cutoff)"
        case .discountedGain(let cutoff): "NDCG@\(cutoff)"
        case .hitRate(let cutoff): "HitRate@\(cutoff)"
        case .reciprocalRank: "MRR"
        case .averagePrecision: "MAP"
        case .novelty(let cutoff): "Novelty@\(cutoff)"
        case .genreEntropy(let cutoff): "GenreEntropy@\(cutoff)"
        case .longTail(let cutoff): "LongTail@\(cutoff)"
        }
    }

    /// The metric of that name, whatever the case; nil for another name.
    public init?(name: String) {
        let parts = name.lowercased().split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let cutoff = parts.count == 2 ? Int(parts[1]).flatMap { $0 >= 1 ? $0 : nil } : nil
        switch (parts.first, cutoff) {
        case ("precision", let cutoff?): self = .precision(cutoff)
        case ("recall", let cutoff?): self = .recall(cutoff)
        case ("ndcg", let cutoff?): self = .discountedGain(cutoff)
        case ("hitrate", let cutoff?): self = .hitRate(cutoff)
        case ("novelty", let cutoff?): self = .novelty(cutoff)
        case ("genreentropy", let cutoff?): self = .genreEntropy(cutoff)
        case ("longtail", let cutoff?): self = .longTail(cutoff)
        case ("mrr", nil) where parts.count == 1: self = .reciprocalRank
        case ("map", nil) where parts.count == 1: self = .averagePrecision
        default: return nil
        }
    }

    /// The metric of one list.
    /// - Parameter slate: the list that `judged` is about.
    func value(of judged: JudgedSlate, slate: [ScoredItem], _ traits: FilmTraits) -> Double {
        switch self {
        case .precision(let cutoff): judged.precision(at: cutoff)
        case .recall(let cutoff): judged.recall(at: cutoff)
        case .discountedGain(let cutoff): judged.normalizedDiscountedGain(at: cutoff)
        case .hitRate(let cutoff): judged.hitRate(at: cutoff)
        case .reciprocalRank: judged.reciprocalRank
        case .averagePrecision: judged.averagePrecision
        case .novelty(let cutoff): traits.information.novelty(of: slate, at: cutoff)
        case .genreEntropy(let cutoff): traits.genres.entropy(of: slate, at: cutoff)
        case .longTail(let cutoff): traits.tail.share(of: slate, at: cutoff)
        }
    }
}

/// In JSON a metric is its name in lower case, also as a key: `"ndcg@10"`.
extension RankingMetric: Codable, CodingKeyRepresentable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The metric's name in lower case.
    public var codingKey: any CodingKey { Key(stringValue: name.lowercased()) }

    public init?<Coding: CodingKey>(codingKey: Coding) { self.init(name: codingKey.stringValue) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name.lowercased())
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        guard let metric = RankingMetric(name: name) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "there is no metric \(name)")
        }
        self = metric
    }
}
