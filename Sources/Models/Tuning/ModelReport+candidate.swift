extension ServingRule.Candidate {
    /// Nil for a model that no warm viewer was asked about.
    init?(_ model: ModelReport) {
        guard let warm = model.warm, let speed = model.speed,
            let gain = RankingMetric.headline(among: warm.metrics.keys).flatMap({ warm.metrics[$0] })
        else { return nil }
        self.init(
            name: model.name, ndcg: gain.mean, worstGroupNDCG: model.groups.map(\.ndcg.mean).min(),
            coverage: warm.coverage ?? 0, listMicroseconds: speed.ninetyNinth,
            trainingSeconds: model.trainingSeconds, bytes: model.modelBytes)
    }
}
