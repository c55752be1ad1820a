public import Actors
public import Foundation
import Models

/// Which versions' files may go, and how they go. Rows of the registry stay, with a note.
public struct VersionRetention: Sendable {
    /// The newest versions of a name whose files stay; the others' go unless something needs them.
    public let keep: Int
    private let artefacts: ArtefactStore
    private let registry: ModelRegistry

    /// Younger files may be a run's that is not over, or on their way to a tracker.
    static let minimumAge: TimeInterval = 3_600

    /// A version whose files may go.
    public struct Removable: Sendable, Equatable, Codable {
        public var version: ModelVersion
        public var bytes: Int
    }

    /// - Precondition: `keep` ≥ 1.
    public init(home: HomeFolder, operations: OperationsDatabase, keep: Int) {
        precondition(keep >= 1, "at least the newest stays")
        self.keep = keep
        artefacts = home.artefacts
        registry = ModelRegistry(operations)
    }

    /// Oldest first. Never: what `ACTIVE.json` names (what serves, and what a rollback goes back through), what the registry
    /// has in production or staging or calls by an alias, and what was written within the hour.
    /// - Throws: `ActivationError` when `ACTIVE.json` cannot be read: then nothing may go.
    public func removable(now: Date = Date()) throws -> [Removable] {
        let stored = artefacts.versions()
        let needed = try needed()
        let newest = Set(
            Dictionary(grouping: stored, by: \.version.name).values.flatMap { $0.suffix(keep).map(\.version) })
        return stored.filter { stored in
            let age = stored.trainedAt.map { now.timeIntervalSince1970 - Double($0) } ?? 0
            return age > Self.minimumAge && !needed.contains(stored.version) && !newest.contains(stored.version)
        }.map { Removable(version: $0.version, bytes: artefacts.byteCount(of: $0.version)) }
    }

    /// Removes them; each is looked at once more right before.
    /// - Returns: those that went.
    @discardableResult
    public func prune(now: Date = Date()) throws -> [Removable] {
        try removable(now: now).filter { removable in
            guard try !needed().contains(removable.version) else { return false }
            let reason = "artefact removed: not among the newest \(keep) of its name, and nothing needs it"
            try artefacts.remove(removable.version) { try needed().contains(removable.version) }
            try registry.noteRemoval(of: removable.version, reason: reason, at: now)
            return true
        }
    }

    private func needed() throws -> Set<ModelVersion> {
        var needed = Set<ModelVersion>()
        if let record = try ActivationRecord.read(from: artefacts.folder) {
            needed.formUnion([record.active] + record.earlier)
        }
        for version in try registry.versions()
        where [.production, .staging].contains(version.stage) || !version.aliases.isEmpty {
            needed.insert(version.version)
        }
        return needed
    }
}
