public import Actors

/// Port: changing the model that serves. Ops supplies it; it knows the model directory and what is remembered.
public protocol ModelAdministration: Sendable {
    /// Loads a version, warms it up, checks it on golden requests, swaps it in and remembers that it serves.
    ///
    /// When it throws, the version that served before still serves.
    /// - Throws: `AdministrationError`.
    func activate(version: String) async throws -> ModelVersion

    /// Returns to the version that served before this one.
    /// - Throws: `AdministrationError`.
    func rollback() async throws -> ModelVersion

    /// Every version there is, newest first.
    func versions() async throws -> [ModelSummary]
}

/// A model version as an administrator sees it.
public struct ModelSummary: Sendable, Equatable {
    public var version: ModelVersion
    /// The algorithm that made it.
    public var algorithm: String
    /// Seconds since 1970, where known.
    public var trainedAt: Int64?
    /// Whether it serves now.
    public var isServing: Bool
    /// Figures of its evaluation, by name.
    public var metrics: [String: Double]
    /// None, Staging, Production or Archived; nil when nobody keeps account.
    public var stage: String?
    /// The names it goes by now: champion, challenger.
    public var aliases: [String]

    public init(
        version: ModelVersion, algorithm: String, trainedAt: Int64? = nil, isServing: Bool,
        metrics: [String: Double] = [:], stage: String? = nil, aliases: [String] = []
    ) {
        self.version = version
        self.algorithm = algorithm
        self.trainedAt = trainedAt
        self.isServing = isServing
        self.metrics = metrics
        self.stage = stage
        self.aliases = aliases
    }
}

/// Why the model that serves was not changed, or no run was started.
public struct AdministrationError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: Sendable {
        /// No such version in the model directory.
        case unknownVersion
        /// It is there, but damaged, or its self-check failed.
        case rejected
        case nothingToRollBack
        /// Another change is under way.
        case busy
        /// It could not be written down, and would not survive a restart.
        case notRecorded
        /// A run is under way.
        case training
        /// No run can be asked for that model or setting.
        case unknownSetting
    }

    public var code: Code
    /// What, and what to try; shown to the administrator.
    public var message: String
    /// What of the request it is about, where that is not always the same.
    public var field: String?

    public init(_ code: Code, _ message: String, field: String? = nil) {
        self.code = code
        self.message = message
        self.field = field
    }

    public var description: String { message }
}
