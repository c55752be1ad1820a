public import Models

extension GateCandidate {
    /// The figures of an evaluation over warm viewers.
    ///
    /// Two evaluations of one task have their viewers in one order, so the two candidates can be paired.
    /// - Parameter gaps: groups of the task's viewers; nil measures no fairness.
    public init(
        version: String, evaluation: ModelEvaluation, listDepth: Int = 100, modelBytes: Int? = nil,
        microsecondsPerList: Double? = nil, violations: Int? = nil, gaps: ViewerGroups? = nil
    ) {
        let warm = evaluation.warm
        var metrics: [String: GateMetric] = [:]
        if !warm.viewers.isEmpty {
            let columnCount = evaluation.metrics.count
            for (column, metric) in evaluation.metrics.enumerated() {
                let values = warm.viewers.indices.map { warm.values[$0 * columnCount + column] }
                metrics[MetricName.of(metric)] = GateMetric(perViewer: values)
            }
        }
        if let gaps, let values = metrics[MetricName.of(.discountedGain(10))]?.perViewer {
            for dimension in ViewerGroups.dimensions {
                let gap = gaps.gap(dimension, users: warm.viewers, values: values)
                metrics[MetricName.gap(dimension)] = gap.map { GateMetric($0) }
            }
        }
        metrics["coverage_at_\(listDepth)"] = warm.coverage.map { GateMetric($0) }
        metrics[MetricName.gini] = warm.gini.map { GateMetric($0) }
        self.init(
            version: version, metrics: metrics, modelBytes: modelBytes, microsecondsPerList: microsecondsPerList,
            violations: violations)
    }
}
