public import Actors
public import Models

/// Port: what the server wrote down of its own work. Ops supplies it.
public protocol WorkRecords: Sendable {
    /// The online evaluations that were kept, newest first.
    func evaluations(limit: Int) async throws -> [KeptEvaluation]

    /// The decisions of the learning loop and of the guardrails, newest first.
    func decisions(limit: Int) async throws -> [KeptDecision]

    /// A version with its lineage and history; nil when the registry does not know it.
    /// - Parameter version: `name/version`, or the version alone.
    func model(_ version: String) async throws -> KeptModel?

    /// What would change for viewers from one version to another, each named as for `model`.
    /// - Throws: `AdministrationError` with `.unknownVersion`, `.rejected`, or `.busy` while another comparison is made.
    func difference(_ before: String, _ after: String) async throws -> ModelDiff

    /// What monitoring measured in the last `days` days.
    func monitors(days: Int) async throws -> [KeptMonitor]

    /// A training run with its curves and candidates; nil when none of that name was tracked.
    func run(_ id: String) async throws -> KeptRun?

    /// The reports of days that can be had, newest first.
    func reports(limit: Int) async throws -> [KeptReport.Name]

    /// - Parameter day: `2026-01-31`.
    /// - Returns: nil when there is none of that day.
    func report(_ day: String) async throws -> KeptReport?

    func dataSize() async throws -> KeptDataSize

    /// The imports that were made, newest first.
    func imports(limit: Int) async throws -> [KeptImport]

    /// The training data that were named, newest first.
    func snapshots(limit: Int) async throws -> [KeptSnapshot]
}

/// One online evaluation.
public struct KeptEvaluation: Sendable {
    /// Seconds since 1970.
    public var at: Double
    public var report: OnlineReport

    public init(at: Double, report: OnlineReport) {
        self.at = at
        self.report = report
    }
}

/// One decision with its reasons.
public struct KeptDecision: Sendable {
    /// Seconds since 1970.
    public var at: Double
    /// `promote`, `hold`, `refuse`, `rollback`, `keep`, …
    public var kind: String
    public var challenger: ModelVersion?
    public var champion: ModelVersion?
    public var policy: String
    public var reasons: [String]
    /// The same for a person.
    public var paragraph: String
    public var runID: String?

    public init(
        at: Double, kind: String, challenger: ModelVersion?, champion: ModelVersion?, policy: String,
        reasons: [String], paragraph: String, runID: String?
    ) {
        self.at = at
        self.kind = kind
        self.challenger = challenger
        self.champion = champion
        self.policy = policy
        self.reasons = reasons
        self.paragraph = paragraph
        self.runID = runID
    }
}

/// A version as the registry knows it: what it was made of, what became of it, and why.
public struct KeptModel: Sendable {
    /// One line of its history.
    public struct Change: Sendable {
        /// Seconds since 1970.
        public var at: Double
        /// `registered`, `stage` or `alias`.
        public var kind: String
        public var from: String?
        public var to: String?
        public var reason: String

        public init(at: Double, kind: String, from: String?, to: String?, reason: String) {
            self.at = at
            self.kind = kind
            self.from = from
            self.to = to
            self.reason = reason
        }
    }

    public var version: ModelVersion
    public var stage: String
    public var aliases: [String]
    public var registeredAt: Double
    public var dataHash: String
    public var codeVersion: String
    /// By name, as text.
    public var settings: [String: String]
    public var metrics: [String: Double]
    public var parent: ModelVersion?
    public var runID: String?
    /// The oldest first.
    public var history: [Change]
    /// Those in which it was challenger or champion, newest first.
    public var decisions: [KeptDecision]

    public init(
        version: ModelVersion, stage: String, aliases: [String], registeredAt: Double, dataHash: String,
        codeVersion: String, settings: [String: String], metrics: [String: Double], parent: ModelVersion?,
        runID: String?, history: [Change], decisions: [KeptDecision]
    ) {
        self.version = version
        self.stage = stage
        self.aliases = aliases
        self.registeredAt = registeredAt
        self.dataHash = dataHash
        self.codeVersion = codeVersion
        self.settings = settings
        self.metrics = metrics
        self.parent = parent
        self.runID = runID
        self.history = history
        self.decisions = decisions
    }
}
