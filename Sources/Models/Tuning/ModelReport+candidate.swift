extension ServingRule.Candidate {
    /// Nil for a model that no warm viewer was asked about.
    init?(_ model: ModelReport) {
        guard let warm = model.warm, let speed = model.speed, let gain = warm.middleGain else { return nil }
        self.init(
            name: model.name, ndcg: gain, worstGroupNDCG: model.groups.map(\.ndcg.mean).min(),
            coverage: warm.coverage ?? 0, listMicroseconds: speed.ninetyNinth,
            trainingSeconds: model.trainingSeconds, bytes: model.modelBytes)
    }
}

extension GroupReport {
    /// NDCG at the middle cut-off.
    fileprivate var middleGain: Double? {
        let gains = metrics.compactMap { metric, estimate -> (cutoff: Int, mean: Double)? in
            if case .discountedGain(let cutoff) = metric { (cutoff, estimate.mean) } else { nil }
        }.sorted { $0.cutoff < $1.cutoff }
        return gains.isEmpty ? nil : gains[gains.count / 2].mean
    }
}
