/// The outcome of a comparison: a value that prints as a table (`text`, `markdown`) and encodes as JSON.
public struct EvaluationReport: Sendable, Equatable, Codable {
    /// What the figures mean; figures under different rules cannot be compared.
    public struct Rules: Sendable, Equatable, Codable {
        public var split: SplitDescription
        public var cutoffs: [Int]
        /// The length of the lists.
        public var depth: Int
        public var exclusion: EvaluationTask.Exclusion
        public var seed: UInt64
        public var bootstrapSamples: Int
        /// Films that lists could carry: those of the fit part.
        public var rankedFilmCount: Int
        public var warmViewerCount: Int
        public var coldViewerCount: Int
        public var instructionSet: String
    }

    public var rules: Rules
    /// In the order they were asked for.
    public var models: [ModelReport]
    /// What was tried on the validation part, for each model that has something to choose.
    public var tuning: [TuningReport]

    public init(rules: Rules, models: [ModelReport], tuning: [TuningReport]) {
        self.rules = rules
        self.models = models
        self.tuning = tuning
    }

    public subscript(model name: String) -> ModelReport? { models.first { $0.name == name } }
}

/// One model's row.
public struct ModelReport: Sendable, Equatable, Codable {
    public var name: String
    /// Every setting in force.
    public var settings: ModelSettings
    public var trainingSeconds: Double
    public var evaluationSeconds: Double
    /// The tensors of its artefact.
    public var modelBytes: Int
    /// The median time of one list of ten, one viewer, one thread; nil without warm viewers.
    public var microsecondsPerList: Double?
    /// Nil without such viewers.
    public var warm: GroupReport?
    public var cold: GroupReport?
}

/// One model's figures for one group of viewers.
public struct GroupReport: Sendable, Equatable, Codable {
    public var viewerCount: Int
    public var metrics: [RankingMetric: Estimate]
    public var coverage: Double?
    public var gini: Double?
    /// The metrics in which this model is ahead of every other by more than chance: the paired 95 % interval of the
    /// difference to the next best is above 0.
    public var leadsIn: [RankingMetric]
}

/// What was tried for one model, and what was chosen.
public struct TuningReport: Sendable, Equatable, Codable {
    /// One setting and its worth on the validation part.
    public struct Trial: Sendable, Equatable, Codable {
        public var settings: ModelSettings
        /// NDCG and recall at the rule's cut-offs, coverage of the lists' whole depth; warm viewers.
        public var ndcg: Double
        public var recall: Double
        public var coverage: Double
        public var isChosen: Bool
    }

    public var model: String
    public var trials: [Trial]
    /// Why the chosen one was, in a sentence.
    public var reason: String

    public init(model: String, trials: [Trial], reason: String) {
        self.model = model
        self.trials = trials
        self.reason = reason
    }

    /// The chosen settings.
    public var chosen: ModelSettings { trials.first { $0.isChosen }?.settings ?? [:] }
}
