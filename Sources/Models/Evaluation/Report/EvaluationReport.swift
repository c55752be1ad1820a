/// The outcome of a comparison: a value that prints as a table (`text`, `markdown`) and encodes as JSON.
public struct EvaluationReport: Sendable, Equatable, Codable {
    /// What the figures mean; figures under different rules cannot be compared.
    public struct Rules: Sendable, Equatable, Codable {
        /// What was split, how, and what came out.
        public var split: SplitDescription
        /// Where lists were cut off, ascending.
        public var cutoffs: [Int]
        /// The length of the lists.
        public var depth: Int
        /// What lists may not carry.
        public var exclusion: EvaluationTask.Exclusion
        /// Of everything random.
        public var seed: UInt64
        /// Draws of the bootstrap.
        public var bootstrapSamples: Int
        /// Films that lists could carry: those of the fit part.
        public var rankedFilmCount: Int
        /// Viewers the part fitted on knows a like of.
        public var warmViewerCount: Int
        /// Viewers it knows none of.
        public var coldViewerCount: Int
        /// The mean Recall@20 of lists of nothing but right films, of warm viewers; nil without any.
        public var largestRecall: Double?
        /// The kernels that trained and ranked.
        public var instructionSet: String
    }

    /// What the figures mean.
    public var rules: Rules
    /// In the order they were asked for.
    public var models: [ModelReport]
    /// What was tried on the validation part, for each model that has something to choose.
    public var tuning: [TuningReport]
    /// The model to serve; nil without warm viewers.
    public var choice: ServingChoice?

    public init(rules: Rules, models: [ModelReport], tuning: [TuningReport], choice: ServingChoice? = nil) {
        self.rules = rules
        self.models = models
        self.tuning = tuning
        self.choice = choice
    }

    /// Why the model is not to be used; nil when nothing speaks against it.
    public func refusal(of model: String) -> String? { tuning.first { $0.model == model }?.refusal }

    /// The row of one model; nil when it was not compared.
    public subscript(model name: String) -> ModelReport? { models.first { $0.name == name } }
}

/// One model's row.
public struct ModelReport: Sendable, Equatable, Codable {
    /// The model's name.
    public var name: String
    /// Every setting in force.
    public var settings: ModelSettings
    /// Seconds of the training.
    public var trainingSeconds: Double
    /// Seconds of asking for all lists.
    public var evaluationSeconds: Double
    /// The tensors of its artefact.
    public var modelBytes: Int
    /// Of lists of ten; nil without warm viewers.
    public var speed: RankingSpeed?
    /// What it costs in memory; nil where nobody looked.
    public var memory: ModelMemory?
    /// What the trainer told after each step, where it tells a loss.
    public var learningCurve: [LearningPoint]
    /// Nil without such viewers.
    public var warm: GroupReport?
    /// Nil without such viewers.
    public var cold: GroupReport?
    /// Warm viewers by gender, age band and quarter of activity.
    public var groups: [ViewerGroupReport]
    /// What it makes of newcomers' first likes, few first; empty where too few viewers are new.
    public var newcomers: [NewcomerReport]
    /// Of the lists of similar films; nil for a model that has none.
    public var similarity: SimilarityQuality?

    /// The median time of one list of ten, one viewer, one thread, in microseconds.
    public var microsecondsPerList: Double? { speed?.median }
}

/// What one model needs of memory, in bytes.
public struct ModelMemory: Sendable, Equatable, Codable {
    /// The most that training had beyond what the process had before.
    public var trainingPeak: Int?
    /// What the loaded model keeps allocated.
    public var resident: Int?
}

/// One step of a training.
public struct LearningPoint: Sendable, Equatable, Codable {
    /// The sweep or epoch, from 1.
    public var step: Int
    /// Seconds since the training began.
    public var secondsElapsed: Double
    /// The objective after this step.
    public var loss: Double
}

/// One model's figures for the viewers of one group.
public struct ViewerGroupReport: Sendable, Equatable, Codable {
    /// What tells the groups apart.
    public var dimension: GroupDimension
    /// `F`, `25–34`, `least active quarter`.
    public var name: String
    /// How many of them were asked about.
    public var viewerCount: Int
    /// At the report's middle cut-off.
    public var ndcg: Estimate
    /// At the report's largest cut-off.
    public var recall: Estimate
}

/// One model's figures for viewers new to it, of whom so many likes are known.
public struct NewcomerReport: Sendable, Equatable, Codable {
    /// So many likes are known of each.
    public var knownLikes: Int
    /// How many of them were asked about.
    public var viewerCount: Int
    /// At the report's middle cut-off.
    public var ndcg: Estimate
    /// At the report's largest cut-off.
    public var recall: Estimate
}

/// One model's figures for one group of viewers.
public struct GroupReport: Sendable, Equatable, Codable {
    /// How many were asked about.
    public var viewerCount: Int
    /// The mean of each metric, with its interval.
    public var metrics: [RankingMetric: Estimate]
    /// The share of the films in somebody's list, 0…1; nil without viewers.
    public var coverage: Double?
    /// How unevenly films are listed, 0…1; nil without viewers.
    public var gini: Double?
    /// The metrics in which this model is ahead of every other by more than chance: the paired 95 % interval of the
    /// difference to the next best is above 0.
    public var leadsIn: [RankingMetric]
    /// This model's NDCG less the best model's, viewer by viewer, at the report's middle cut-off; nil for the best itself.
    public var behindBest: Estimate?
}

/// What was tried for one model, and what was chosen.
public struct TuningReport: Sendable, Equatable, Codable {
    /// One setting and its worth on the validation part.
    public struct Trial: Sendable, Equatable, Codable {
        /// What was tried, in full.
        public var settings: ModelSettings
        /// What was tried.
        /// NDCG and recall at the rule's cut-offs, coverage of the lists' whole depth; warm viewers.
        public var ndcg: Double
        /// Recall at the rule's cut-off.
        public var recall: Double
        /// Coverage of the lists' whole depth, 0…1.
        public var coverage: Double
        /// Whether it was chosen.
        public var isChosen: Bool
    }

    /// The model's name.
    public var model: String
    /// In the order they were tried.
    public var trials: [Trial]
    /// Why the chosen one was, in a sentence.
    public var reason: String
    /// For a blend: each of its parts alone on the validation part; its only setting is its name.
    public var parts: [Trial]?
    /// Why the model is not to be used, in a sentence with the figures; nil when it may be.
    public var refusal: String?

    public init(
        model: String, trials: [Trial], reason: String, parts: [Trial]? = nil, refusal: String? = nil
    ) {
        self.model = model
        self.trials = trials
        self.reason = reason
        self.parts = parts
        self.refusal = refusal
    }

    /// The chosen settings.
    public var chosen: ModelSettings { trials.first { $0.isChosen }?.settings ?? [:] }
}
