/// A model as measured, before it is put beside the others.
struct ModelOutcome: Sendable {
    var name: String
    var settings: ModelSettings
    var evaluation: ModelEvaluation
    var trainingSeconds: Double
    var evaluationSeconds: Double
    var modelBytes: Int
    var microsecondsPerList: Double?

    /// The rows of a report.
    static func reports(
        _ outcomes: [ModelOutcome], bootstrap: Bootstrap, workerCount: Int
    ) async throws(CancellationError) -> [ModelReport] {
        let warm = try await groups(outcomes, \.warm, bootstrap, workerCount)
        let cold = try await groups(outcomes, \.cold, bootstrap, workerCount)
        return outcomes.indices.map { place in
            let outcome = outcomes[place]
            return ModelReport(
                name: outcome.name, settings: outcome.settings, trainingSeconds: outcome.trainingSeconds,
                evaluationSeconds: outcome.evaluationSeconds, modelBytes: outcome.modelBytes,
                microsecondsPerList: outcome.microsecondsPerList, warm: warm[place], cold: cold[place])
        }
    }

    /// One group's figures for each model; nil where the group is empty.
    private static func groups(
        _ outcomes: [ModelOutcome], _ group: (ModelEvaluation) -> ViewerGroup, _ bootstrap: Bootstrap,
        _ workerCount: Int
    ) async throws(CancellationError) -> [GroupReport?] {
        guard let metrics = outcomes.first?.evaluation.metrics else { return [] }
        let measured = outcomes.map { group($0.evaluation) }
        let leads = try await leads(measured, metrics, bootstrap, workerCount)
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
                    gini: viewers.gini, leadsIn: metrics.filter { leads[$0] == place }))
        }
        return reports
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

extension RankingMetric {
    /// More is better.
    fileprivate var isAboutBeingRight: Bool {
        if case .novelty = self { return false }
        return true
    }
}
