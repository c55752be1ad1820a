public import Models

/// What every retraining run does.
public struct RetrainingSettings: Sendable {
    /// The models that want to serve, by plug-in name; the best on the judging days becomes the challenger.
    public var models: [String]
    /// Hyper-parameters that are given, by model; the rest is chosen on validation.
    public var given: [String: ModelSettings]
    public var preprocessing: PreprocessingSettings
    public var policy: PromotionPolicy
    /// Rows of data since the serving model's data end that make a test of their own worth having.
    public var minimumNewRows: Int
    public var seed: UInt64
    /// Fewer than the machine's cores leave some for serving.
    public var workerCount: Int

    public init(
        models: [String] = ["itemcf", "als", "blend"], given: [String: ModelSettings] = [:],
        preprocessing: PreprocessingSettings = PreprocessingSettings(), policy: PromotionPolicy = .guarded,
        minimumNewRows: Int = 500, seed: UInt64 = 42, workerCount: Int
    ) {
        precondition(!models.isEmpty, "something must want to serve")
        self.models = models
        self.given = given
        self.preprocessing = preprocessing
        self.policy = policy
        self.minimumNewRows = max(1, minimumNewRows)
        self.seed = seed
        self.workerCount = max(1, workerCount)
    }
}
