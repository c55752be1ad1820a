/// Why the registry did not change.
public struct RegistryError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Code: String, Sendable {
        /// The version was never registered.
        case unknownVersion = "unknown_version"
        /// That stage does not follow the one it has.
        case refusedTransition = "refused_transition"
        /// The alias does not belong to a version of that stage.
        case refusedAlias = "refused_alias"
        /// The database did not take or give it.
        case storage
    }

    public var code: Code
    /// What, which version, and what would be possible.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
