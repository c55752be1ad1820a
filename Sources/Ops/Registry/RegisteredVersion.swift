public import Actors
public import Foundation

/// A version as the registry knows it.
public struct RegisteredVersion: Sendable, Equatable, Codable {
    public var version: ModelVersion
    public var stage: ModelStage
    /// The names it goes by now.
    public var aliases: [ModelAlias]
    public var lineage: Lineage
    public var registeredAt: Date

    public init(
        version: ModelVersion, stage: ModelStage, aliases: [ModelAlias] = [], lineage: Lineage, registeredAt: Date
    ) {
        self.version = version
        self.stage = stage
        self.aliases = aliases
        self.lineage = lineage
        self.registeredAt = registeredAt
    }
}

/// One line of a version's history.
public struct RegistryChange: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable {
        case registered, stage, alias
        /// Its files: `removed`.
        case artefact
    }

    public var version: ModelVersion
    public var kind: Kind
    /// The stage it left, or the alias it lost.
    public var from: String?
    /// The stage it came to, or the alias it was given.
    public var to: String?
    public var reason: String
    public var at: Date

    public init(version: ModelVersion, kind: Kind, from: String?, to: String?, reason: String, at: Date) {
        self.version = version
        self.kind = kind
        self.from = from
        self.to = to
        self.reason = reason
        self.at = at
    }
}
