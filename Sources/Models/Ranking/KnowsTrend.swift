/// Has counted what is liked lately, apart from what is liked at all.
package protocol KnowsTrend: Recommender {
    /// Time-decayed popularity; nil when this one has none.
    var trend: PopularityModel? { get }
}

extension PopularityModel: KnowsTrend {
    /// Itself, when it was counted with decay.
    package var trend: PopularityModel? { descriptor.algorithm == "trending" ? self : nil }
}

extension BlendModel: KnowsTrend {
    package var trend: PopularityModel? { recency }
}

extension MixModel: KnowsTrend {
    /// That of the heaviest part that has one.
    package var trend: PopularityModel? {
        heaviestParts.lazy.compactMap { ($0.model as? any KnowsTrend)?.trend }.first
    }
}
