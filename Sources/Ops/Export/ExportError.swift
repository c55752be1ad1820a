/// Why a model could not be exported.
public struct ExportError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case noActiveModel = "no_active_model"
        case unknownVersion = "unknown_version"
        /// The model has no vectors: it counts, or compares films by who liked them.
        case noFactors = "no_factors"
        /// More than the format can hold.
        case tooLarge = "too_large"
    }

    public var code: Code
    /// What, and what to try.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
