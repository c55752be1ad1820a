/// What a model was worth, viewer by viewer.
public struct ModelEvaluation: Sendable {
    /// The columns of each group's values.
    public let metrics: [RankingMetric]
    /// Viewers the model knows a like of.
    public let warm: ViewerGroup
    /// Viewers it knows none of: answered without a viewer.
    public let cold: ViewerGroup

    /// The mean over warm viewers; nil when there are none, or the metric was not measured.
    public func warmMean(_ metric: RankingMetric) -> Double? {
        metrics.firstIndex(of: metric).flatMap { warm.mean(ofColumn: $0, of: metrics.count) }
    }
}

/// The lists of some viewers, measured.
public struct ViewerGroup: Sendable {
    /// Rows of the task, ascending.
    public let viewers: [Int]
    /// [viewers, metrics], row-major.
    public let values: [Double]
    /// Of the whole depth of the lists; nil without viewers.
    public let coverage: Double?
    /// How unevenly films are listed, 0…1; nil without viewers.
    public let gini: Double?

    init(_ viewers: [Int], _ values: [Double], _ exposure: Exposure, _ task: EvaluationTask) {
        self.viewers = viewers
        self.values = values
        coverage = viewers.isEmpty ? nil : exposure.coverage(of: task.eligible)
        gini = viewers.isEmpty ? nil : exposure.gini(over: task.eligible)
    }

    /// One metric of every viewer.
    func column(_ column: Int, of columnCount: Int) -> [Double] {
        viewers.indices.map { values[$0 * columnCount + column] }
    }

    func mean(ofColumn column: Int, of columnCount: Int) -> Double? {
        guard !viewers.isEmpty else { return nil }
        let sum = viewers.indices.reduce(0) { $0 + values[$1 * columnCount + column] }
        return sum / Double(viewers.count)
    }
}
