/// One setting, trained on a share of the viewers and judged on the validation part.
public struct SearchTrial: Sendable, Equatable, Codable {
    /// What was tried, in full or beside the defaults.
    public var settings: ModelSettings
    /// Of the viewers, 0…1.
    public var share: Double
    /// Warm viewers of the share; nil when no model came out.
    public var ndcg: Double?
    /// Recall at the rule's cut-off; nil when no model came out.
    public var recall: Double?
    /// The share of the films in somebody's list; nil when no model came out.
    public var coverage: Double?
    /// Of training.
    public var seconds: Double
    /// Why no model came out.
    public var failure: String?

    public init(
        settings: ModelSettings, share: Double, ndcg: Double? = nil, recall: Double? = nil, coverage: Double? = nil,
        seconds: Double = 0, failure: String? = nil
    ) {
        self.settings = settings
        self.share = share
        self.ndcg = ndcg
        self.recall = recall
        self.coverage = coverage
        self.seconds = seconds
        self.failure = failure
    }
}

/// What a search found.
public struct SearchOutcome: Sendable, Equatable, Codable {
    /// The model's name.
    public var model: String
    /// In the order of the rounds; in a round the best first.
    public var trials: [SearchTrial]
    /// The winner, on everybody.
    public var best: SearchTrial
    /// The defaults on the same viewers; nil when they could not be trained.
    public var standard: SearchTrial?
    /// Why the best one was chosen, in a sentence.
    public var reason: String
    /// For a blend: each of its parts alone, as trained with the best settings; its only setting is its name.
    public var parts: [SearchTrial]?
    /// Why the model is not to be used even so, in a sentence with the figures; nil when it may be.
    public var refusal: String?

    public init(
        model: String, trials: [SearchTrial], best: SearchTrial, standard: SearchTrial?, reason: String,
        parts: [SearchTrial]? = nil, refusal: String? = nil
    ) {
        self.model = model
        self.trials = trials
        self.best = best
        self.standard = standard
        self.reason = reason
        self.parts = parts
        self.refusal = refusal
    }
}

/// Where trials are kept, so that a search that is cut off does nothing twice.
public protocol TrialStore: Sendable {
    /// The trial of these settings on this share, if there was one.
    func trial(_ settings: ModelSettings, share: Double) -> SearchTrial?
    /// Durable when it returns.
    func record(_ trial: SearchTrial) throws
}
