/// Which model made an answer: shown in every response, written in every record.
public struct ModelVersion: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The algorithm or the name its owner gave it.
    public var name: String
    /// Unique for each trained artefact of that name.
    public var version: String

    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }

    public var description: String { "\(name)/\(version)" }
}
