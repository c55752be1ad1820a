import Actors
public import Foundation
import Logging
import Models

/// Keeps the registry in step with the model directory: what is there is registered, what `ACTIVE.json` names is in
/// production.
///
/// Saying the same again changes nothing, so that a registry that could not be written is simply told later.
public struct RegistryFollower: Sendable {
    public let registry: ModelRegistry
    private let artefacts: ArtefactStore
    /// Is told of stages and aliases that changed.
    private let tracker: (any Tracker)?

    public init(_ registry: ModelRegistry, models: URL, tracker: (any Tracker)? = nil) {
        self.registry = registry
        artefacts = ArtefactStore(folder: models)
        self.tracker = tracker
    }

    /// Over the registry of a home folder; nil, and told in the log, when it cannot be opened: what serves does not
    /// depend on it.
    init?(_ home: HomeFolder, logger: Logger) {
        do {
            let operations = try OperationsDatabase(home: home.url)
            let tracking = try? Tracking(
                operations, environment: ProcessInfo.processInfo.environment, logger: logger)
            self.init(ModelRegistry(operations), models: home.models, tracker: tracking?.tracker)
        } catch {
            logger.error("the registry does not follow; a later start mends it", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// Registers each version that is in the folder and not in the registry, from what its manifest says.
    public func registerFound(at moment: Date = Date()) throws(RegistryError) {
        let known = Set(try registry.versions().map(\.version))
        let found = artefacts.versions().filter { !known.contains($0.version) }
        try registry.register(
            found.compactMap { stored in stored.manifest.map { (stored.version, Lineage($0)) } },
            reason: "found in the model directory", at: moment)
    }

    /// - Parameter record: nil when nothing is active.
    /// - Throws: `RegistryError`; what the tracker throws, when the registry already has it.
    public func follow(_ record: ActivationRecord?, reason: String, at moment: Date = Date()) async throws {
        let changes = try registry.reconcile(with: record, reason: reason, at: moment) { version in
            artefacts.versions().first { $0.version == version }?.manifest.map { Lineage($0) } ?? .unknown
        }
        try await tracker?.record(changes.compactMap(TrackingEntry.init))
    }

    /// Both, by what `ACTIVE.json` says now: for a start, and for tools that only look.
    public func reconcile(reason: String, at moment: Date = Date()) async throws {
        try registerFound(at: moment)
        try await follow(try ActivationRecord.read(from: artefacts.folder), reason: reason, at: moment)
    }
}

extension TrackingEntry {
    /// What a tracker is told of a change; nil for what it is not.
    init?(_ change: RegistryChange) {
        switch change.kind {
        case .registered, .artefact: return nil
        case .stage:
            guard let stage = change.to.flatMap(ModelStage.init) else { return nil }
            self = .stage(change.version, stage)
        case .alias:
            guard let alias = (change.to ?? change.from).flatMap(ModelAlias.init) else { return nil }
            self = .alias(alias, name: change.version.name, change.to == nil ? nil : change.version)
        }
    }
}
