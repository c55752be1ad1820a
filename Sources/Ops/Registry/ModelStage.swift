/// How far a version has come.
public enum ModelStage: String, Sendable, Codable, CaseIterable {
    case none = "None"
    /// A candidate that wants to serve.
    case staging = "Staging"
    /// It serves; one version at most.
    case production = "Production"
    case archived = "Archived"
}

/// A name that moves from version to version.
public enum ModelAlias: String, Sendable, Codable, CaseIterable {
    /// The version that serves.
    case champion
    /// The version that wants to.
    case challenger
}
