/// A model's identity card: what made it. Equal cards mean equal bytes.
public struct ModelDescriptor: Sendable, Equatable, Codable {
    /// The plug-in's name: `als`, `itemcf`, `popularity`, …
    public var algorithm: String
    /// Every setting in force, defaults included.
    public var settings: ModelSettings
    /// Viewers it was trained with: rows 0..<userCount.
    public var userCount: Int
    /// Films it ranks: numbers 0..<itemCount.
    public var itemCount: Int
    /// The training set's content hash.
    public var dataHash: String
    /// Of everything random in its training; 0 where nothing is.
    public var seed: UInt64
    /// The kernels that trained it; another set may differ in the last bits.
    public var instructionSet: String
    /// The version that training began from; nil where it began from random numbers, or from nothing.
    public var startedFrom: String?

    public init(
        algorithm: String, settings: ModelSettings, userCount: Int, itemCount: Int, dataHash: String, seed: UInt64,
        instructionSet: String, startedFrom: String? = nil
    ) {
        self.algorithm = algorithm
        self.settings = settings
        self.userCount = userCount
        self.itemCount = itemCount
        self.dataHash = dataHash
        self.seed = seed
        self.instructionSet = instructionSet
        self.startedFrom = startedFrom
    }
}
