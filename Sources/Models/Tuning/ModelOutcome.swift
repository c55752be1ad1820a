/// A model as measured, before it is put beside the others.
struct ModelOutcome: Sendable {
    var name: String
    var settings: ModelSettings
    var evaluation: ModelEvaluation
    var trainingSeconds: Double
    var evaluationSeconds: Double
    var modelBytes: Int
    var speed: RankingSpeed?
    var memory: ModelMemory?
    var learningCurve: [LearningPoint] = []
    /// By how many likes were known.
    var newcomers: [(knownLikes: Int, evaluation: ModelEvaluation)] = []
    var similarity: SimilarityQuality?

    /// The rows of a report.
    static func reports(
        _ outcomes: [ModelOutcome], groups viewerGroups: ViewerGroups, bootstrap: Bootstrap, workerCount: Int
    ) async throws(CancellationError) -> [ModelReport] {
        let warm = try await groups(outcomes, \.warm, bootstrap, workerCount)
        let cold = try await groups(outcomes, \.cold, bootstrap, workerCount)
        var reports: [ModelReport] = []
        for (place, outcome) in outcomes.enumerated() {
            reports.append(
                ModelReport(
                    name: outcome.name, settings: outcome.settings, trainingSeconds: outcome.trainingSeconds,
                    evaluationSeconds: outcome.evaluationSeconds, modelBytes: outcome.modelBytes, speed: outcome.speed,
                    memory: outcome.memory, learningCurve: outcome.learningCurve, warm: warm[place], cold: cold[place],
                    groups: try await outcome.byGroup(viewerGroups, bootstrap, workerCount),
                    newcomers: try await outcome.byKnownLikes(bootstrap, workerCount),
                    similarity: outcome.similarity))
        }
        return reports
    }

    /// Warm viewers by what they have in common.
    private func byGroup(
        _ groups: ViewerGroups, _ bootstrap: Bootstrap, _ workerCount: Int
    ) async throws(CancellationError) -> [ViewerGroupReport] {
        var reports: [ViewerGroupReport] = []
        for group in ViewerGroups.dimensions.flatMap({ groups.groups($0, of: evaluation.warm.viewers) }) {
            guard
                let figures = try await headline(of: evaluation.warm, places: group.places, bootstrap, workerCount)
            else { continue }
            reports.append(
                ViewerGroupReport(
                    dimension: group.dimension, name: group.name, viewerCount: group.places.count, ndcg: figures.ndcg,
                    recall: figures.recall))
        }
        return reports
    }

    private func byKnownLikes(
        _ bootstrap: Bootstrap, _ workerCount: Int
    ) async throws(CancellationError) -> [NewcomerReport] {
        var reports: [NewcomerReport] = []
        for (knownLikes, evaluation) in newcomers {
            let viewers = evaluation.warm.viewers.isEmpty ? evaluation.cold : evaluation.warm
            guard
                let figures = try await headline(
                    of: viewers, places: Array(viewers.viewers.indices), bootstrap, workerCount)
            else { continue }
            reports.append(
                NewcomerReport(
                    knownLikes: knownLikes, viewerCount: viewers.viewers.count, ndcg: figures.ndcg,
                    recall: figures.recall))
        }
        return reports
    }

    /// NDCG at the middle cut-off and recall at the largest, of some of the viewers.
    private func headline(
        of viewers: ViewerGroup, places: [Int], _ bootstrap: Bootstrap, _ workerCount: Int
    ) async throws(CancellationError) -> (ndcg: Estimate, recall: Estimate)? {
        let metrics = evaluation.metrics
        guard let gain = metrics.middleGain, let recall = metrics.largestRecall else { return nil }
        let values = places.flatMap {
            [viewers.values[$0 * metrics.count + gain], viewers.values[$0 * metrics.count + recall]]
        }
        let estimates = try await bootstrap.estimates(values, columnCount: 2, workerCount: workerCount)
        return estimates.isEmpty ? nil : (estimates[0], estimates[1])
    }

    /// One group's figures for each model; nil where the group is empty.
    private static func groups(
        _ outcomes: [ModelOutcome], _ group: (ModelEvaluation) -> ViewerGroup, _ bootstrap: Bootstrap,
        _ workerCount: Int
    ) async throws(CancellationError) -> [GroupReport?] {
        guard let metrics = outcomes.first?.evaluation.metrics else { return [] }
        let measured = outcomes.map { group($0.evaluation) }
        let leads = try await leads(measured, metrics, bootstrap, workerCount)
        let behind = try await behindBest(measured, metrics, bootstrap, workerCount)
        var reports: [GroupReport?] = []
        for (place, viewers) in measured.enumerated() {
            let estimates = try await bootstrap.estimates(
                viewers.values, columnCount: metrics.count, workerCount: workerCount)
            guard !estimates.isEmpty else {
                reports.append(nil)
                continue
            }
            reports.append(
                GroupReport(
                    viewerCount: viewers.viewers.count,
                    metrics: Dictionary(uniqueKeysWithValues: zip(metrics, estimates)), coverage: viewers.coverage,
                    gini: viewers.gini, leadsIn: metrics.filter { leads[$0] == place }, behindBest: behind[place]))
        }
        return reports
    }

    /// Each model's NDCG at the middle cut-off less that of the best by it, with a paired interval.
    private static func behindBest(
        _ groups: [ViewerGroup], _ metrics: [RankingMetric], _ bootstrap: Bootstrap, _ workerCount: Int
    ) async throws(CancellationError) -> [Estimate?] {
        guard let column = metrics.middleGain, let viewerCount = groups.first?.viewers.count, viewerCount > 0 else {
            return groups.map { _ in nil }
        }
        let columns = groups.map { $0.column(column, of: metrics.count) }
        let means = columns.map { $0.reduce(0, +) }
        guard let best = means.indices.max(by: { means[$0] < means[$1] }) else { return [] }
        var differences: [Double] = []
        for viewer in 0..<viewerCount { differences += columns.map { $0[viewer] - columns[best][viewer] } }
        let estimates = try await bootstrap.estimates(differences, columnCount: groups.count, workerCount: workerCount)
        return estimates.indices.map { $0 == best ? nil : estimates[$0] }
    }

    /// For each metric the model that is ahead of the next best by more than chance.
    private static func leads(
        _ groups: [ViewerGroup], _ metrics: [RankingMetric], _ bootstrap: Bootstrap, _ workerCount: Int
    ) async throws(CancellationError) -> [RankingMetric: Int] {
        guard groups.count > 1, let viewerCount = groups.first?.viewers.count, viewerCount > 0 else { return [:] }
        let pairs = metrics.indices.map { column in
            let order = groups.indices.sorted { left, right in
                (groups[left].mean(ofColumn: column, of: metrics.count) ?? 0)
                    > (groups[right].mean(ofColumn: column, of: metrics.count) ?? 0)
            }
            return (best: order[0], next: order[1])
        }
        var differences: [Double] = []
        differences.reserveCapacity(viewerCount * metrics.count)
        for entry in 0..<viewerCount * metrics.count {
            let pair = pairs[entry % metrics.count]
            differences.append(groups[pair.best].values[entry] - groups[pair.next].values[entry])
        }
        let estimates = try await bootstrap.estimates(
            differences, columnCount: metrics.count, workerCount: workerCount)
        var leads: [RankingMetric: Int] = [:]
        for (column, metric) in metrics.enumerated() where estimates[column].low > 0 && metric.isAboutBeingRight {
            leads[metric] = pairs[column].best
        }
        return leads
    }
}

extension [RankingMetric] {
    /// The place of the metric by which models are ranked.
    fileprivate var middleGain: Int? { RankingMetric.headline(among: self).flatMap { firstIndex(of: $0) } }

    /// The place of recall at the largest cut-off.
    fileprivate var largestRecall: Int? {
        indices.last { if case .recall = self[$0] { true } else { false } }
    }
}
