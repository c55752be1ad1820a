/// A figure of a model at the gate.
public struct GateMetric: Sendable, Equatable, Codable {
    public var mean: Double
    /// One value a viewer, in the order both models were measured in; nil for what has no viewers, such as coverage.
    public var perViewer: [Double]?

    public init(_ mean: Double, perViewer: [Double]? = nil) {
        self.mean = mean
        self.perViewer = perViewer
    }

    /// The mean of what each viewer got.
    /// - Precondition: at least one viewer.
    public init(perViewer: [Double]) {
        precondition(!perViewer.isEmpty, "a mean has viewers")
        self.init(perViewer.reduce(0, +) / Double(perViewer.count), perViewer: perViewer)
    }

    var isFinite: Bool { mean.isFinite && (perViewer ?? []).allSatisfy(\.isFinite) }
}

/// What the gate knows of a model: figures of one split, the same for both sides.
public struct GateCandidate: Sendable, Equatable, Codable {
    /// `name/version`, or what else a person knows it by.
    public var version: String
    /// By tracking name: `ndcg_at_10`, `coverage_at_100`, `model_bytes`, `microseconds_per_list`, `violations`.
    public var metrics: [String: GateMetric]
    /// What speaks against it whatever its figures are, in a sentence: the gate refuses it.
    public var objection: String?

    public init(
        version: String, metrics: [String: GateMetric], modelBytes: Int? = nil, microsecondsPerList: Double? = nil,
        violations: Int? = nil
    ) {
        self.version = version
        self.metrics = metrics
        self.metrics[MetricName.modelBytes] =
            modelBytes.map { GateMetric(Double($0)) } ?? metrics[MetricName.modelBytes]
        self.metrics[MetricName.microsecondsPerList] =
            microsecondsPerList.map { GateMetric($0) } ?? metrics[MetricName.microsecondsPerList]
        self.metrics[MetricName.violations] =
            violations.map { GateMetric(Double($0)) } ?? metrics[MetricName.violations]
    }
}
