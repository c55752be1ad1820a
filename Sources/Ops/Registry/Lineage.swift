public import Actors
public import Models

/// What a version was made of: enough to make it again, and to know what it replaced.
public struct Lineage: Sendable, Equatable, Codable {
    /// The training set's content hash.
    public var dataHash: String
    /// Every setting in force, defaults included.
    public var settings: ModelSettings
    /// The version of the program that trained it.
    public var codeVersion: String
    /// Evaluation results by name; finite.
    public var metrics: [String: Double]
    /// The version that served when this one was trained.
    public var parent: ModelVersion?
    /// The training run it came of, where there was one.
    public var runID: RunID?
    /// The version that training began from; nil where it began anew.
    public var startedFrom: String?

    /// A metric that is not finite is left out: JSON has no word for it.
    public init(
        dataHash: String, settings: ModelSettings = [:], codeVersion: String, metrics: [String: Double] = [:],
        parent: ModelVersion? = nil, runID: RunID? = nil, startedFrom: String? = nil
    ) {
        self.dataHash = dataHash
        self.settings = settings
        self.codeVersion = codeVersion
        self.metrics = metrics.filter { $0.value.isFinite }
        self.parent = parent
        self.runID = runID
        self.startedFrom = startedFrom
    }

    /// What an artefact says of itself.
    public init(_ manifest: ArtefactManifest, parent: ModelVersion? = nil, runID: RunID? = nil) {
        self.init(
            dataHash: manifest.descriptor.dataHash, settings: manifest.descriptor.settings,
            codeVersion: manifest.details.codeVersion, metrics: manifest.details.metrics, parent: parent, runID: runID,
            startedFrom: manifest.descriptor.startedFrom)
    }

    /// Of a version whose manifest cannot be read.
    public static let unknown = Lineage(dataHash: "unknown", codeVersion: "unknown")
}
