public import Actors
public import Models

/// All that was tracked of one training run.
public struct KeptRun: Sendable {
    public var id: String
    /// `running`, `finished`, `failed` or `killed`.
    public var status: String
    /// Seconds since 1970.
    public var startedAt: Double
    public var endedAt: Double?
    public var tags: [String: String]
    public var parameters: [String: String]
    /// The versions that came of it.
    public var versions: [ModelVersion]
    /// Each metric's course over the steps of the final training.
    public var curves: [KeptCurve]
    /// The models that were judged; empty where no report of it is left.
    public var models: [KeptCandidate]
    /// What was tried for each model, and why it was chosen, in sentences.
    public var choices: [String]

    public init(
        id: String, status: String, startedAt: Double, endedAt: Double?, tags: [String: String],
        parameters: [String: String], versions: [ModelVersion], curves: [KeptCurve], models: [KeptCandidate] = [],
        choices: [String] = []
    ) {
        self.id = id
        self.status = status
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.tags = tags
        self.parameters = parameters
        self.versions = versions
        self.curves = curves
        self.models = models
        self.choices = choices
    }
}

/// A metric by step.
public struct KeptCurve: Sendable, Equatable {
    public var metric: String
    public var points: [(step: Int, value: Double)]

    public init(metric: String, points: [(step: Int, value: Double)]) {
        self.metric = metric
        self.points = points
    }

    public static func == (first: KeptCurve, second: KeptCurve) -> Bool {
        first.metric == second.metric && first.points.elementsEqual(second.points, by: ==)
    }
}

/// One model of a run's evaluation.
public struct KeptCandidate: Sendable {
    public var report: ModelReport
    /// By the names that `FigureDefinition` knows; without intervals where none were made.
    public var metrics: [String: Estimate]

    public init(_ report: ModelReport, metrics: [String: Estimate]) {
        self.report = report
        self.metrics = metrics
    }
}
