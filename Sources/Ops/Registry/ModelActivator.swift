public import Actors
public import Foundation
public import Logging
import Models

/// Decides nothing, changes everything: loads a version, records it as the one that serves, and swaps it in.
///
/// The order is load, self-check, record (durable), swap: what was reported as active serves again after a crash, and
/// what cannot serve is never recorded. One activation at a time; the model that serves goes on meanwhile. The registry is
/// told afterwards; when that fails, what serves goes on serving and the registry is told again later.
public actor ModelActivator {
    private let folder: URL
    private let artefacts: ArtefactStore
    private let loader: ModelLoader
    private let store: ModelStore
    private let logger: Logger
    private var isBusy = false
    /// A version that failed to load, so that the watcher does not try it again and again.
    private var refused: ModelVersion?
    /// Whether the record was damaged when the watcher last looked.
    private var hasToldDamage = false
    private let follower: RegistryFollower?
    /// Why the registry should have changed, while it could not be told.
    private var untold: String?

    /// - Parameter follower: is told of each change of what serves.
    public init(
        folder: URL, loader: ModelLoader, store: ModelStore, follower: RegistryFollower? = nil, logger: Logger
    ) {
        self.folder = folder
        self.artefacts = ArtefactStore(folder: folder)
        self.loader = loader
        self.store = store
        self.follower = follower
        self.logger = logger
    }

    /// Serves what served before the process ended. When that version cannot be loaded, the latest earlier one that can.
    ///
    /// - Returns: the version, or nil when nothing was ever activated.
    /// - Throws: `ActivationError` when something was activated and nothing can be loaded.
    public func restore() async throws -> ModelVersion? {
        artefacts.removeLeftovers()
        let recorded = try ActivationRecord.read(from: folder)
        await tell(recorded, because: "recorded as active at start", withFound: true)
        guard let record = recorded else { return nil }
        var candidates = [record.active] + record.earlier.reversed()
        while !candidates.isEmpty {
            let version = candidates.removeFirst()
            do {
                let snapshot = try await loader.load(version)
                await store.swap(to: snapshot)
                await store.restoreEarlier(candidates.reversed())
                return version
            } catch {
                refused = version
                logger.error(
                    "a model is set aside; an earlier one is tried",
                    metadata: [
                        "version": "\(version)", "reason": "\(error)",
                    ])
            }
        }
        throw ActivationError(
            .damaged, "neither \(record.active) nor an earlier version can be loaded; train again with `marquee train`")
    }

    /// Serves `version` from now on.
    func serve(_ version: String, because reason: String) async throws -> ModelVersion {
        let found = try find(version)
        try await exclusively {
            let record = ActivationRecord.activating(found, after: await self.recorded())
            try await self.swap(to: record, isRecorded: false)
            await self.tell(record, because: reason)
        }
        return found
    }

    private func find(_ version: String) throws(ActivationError) -> ModelVersion {
        guard let found = artefacts.find(version) else {
            throw ActivationError(
                .unknownVersion,
                "there is no version '\(version)'; `marquee models`, or GET /admin/models, lists those there are")
        }
        return found
    }

    /// What is recorded. A damaged record does not keep a version from being activated, which writes it anew: it then
    /// begins with what serves here.
    private func recorded() async -> ActivationRecord? {
        do {
            return try ActivationRecord.read(from: folder)
        } catch {
            logger.warning("the record of what serves is written anew", metadata: ["reason": "\(error)"])
            guard let current = store.current else { return nil }
            return ActivationRecord(active: current.version, earlier: await store.rollbackVersions.reversed())
        }
    }

    /// Serves the version that served before.
    func goBack(because reason: String) async throws -> ModelVersion {
        try await exclusively {
            guard let target = await self.store.rollbackVersions.first else {
                throw ActivationError(.nothingEarlier, "no version served before this one; activate one by name")
            }
            let folder = self.folder
            try await self.store.rollback { version, earlier in
                try Self.write(ActivationRecord(active: version, earlier: earlier), to: folder)
            }
            self.logger.notice("rolled back", metadata: ["version": "\(target)"])
            await self.tell(ActivationRecord(active: target), because: reason)
            return target
        }
    }

    /// Serves an earlier version, whichever; those after it are not gone back to.
    func goBack(to version: String, because reason: String) async throws -> ModelVersion {
        let target = try find(version)
        try await exclusively {
            guard let record = await self.recorded() else {
                throw ActivationError(.nothingEarlier, "nothing serves that could be led back; activate \(target)")
            }
            let earlier = record.goingBack(to: target)
            try await self.swap(to: earlier, isRecorded: false)
            await self.tell(earlier, because: reason)
        }
        return target
    }

    /// Records the version before the recorded one as active, and serves nothing: for tools, beside a server or without.
    ///
    /// Unlike `goBack` it goes by the record, so that it leads away from a version that cannot be loaded, and one step.
    /// - Parameter version: another earlier one than the last.
    /// - Throws: `ActivationError`; the record is then as it was.
    public func goBackInRecord(
        to version: String? = nil, because reason: String = "rolled back by hand"
    ) async throws -> ModelVersion {
        let wanted = try version.map { try find($0) }
        return try await exclusively {
            let record = try ActivationRecord.read(from: self.folder)
            guard let record, let target = wanted ?? record.earlier.last else {
                throw ActivationError(.nothingEarlier, "no version served before this one; activate one by name")
            }
            _ = try await self.loader.load(target)
            let earlier = record.goingBack(to: target)
            try Self.write(earlier, to: self.folder)
            await self.tell(earlier, because: reason)
            return target
        }
    }

    /// Takes up what another process recorded as active, if it is not what serves.
    public func followRecord() async {
        guard !isBusy, let record = watchedRecord() else { return }
        if let untold { await tell(record, because: untold) }
        guard record.active != store.current?.version, record.active != refused else { return }
        do {
            try await exclusively {
                try await self.swap(to: record, isRecorded: true)
                await self.tell(record, because: "recorded as active by another process")
            }
        } catch {
            refused = record.active
            logger.error(
                "the version recorded as active does not serve; the one before goes on",
                metadata: [
                    "version": "\(record.active)", "reason": "\(error)",
                ])
        }
    }

    /// What is recorded; nil also when it is damaged, which is told once.
    private func watchedRecord() -> ActivationRecord? {
        do {
            let record = try ActivationRecord.read(from: folder)
            hasToldDamage = false
            return record
        } catch {
            if !hasToldDamage { logger.error("the model that serves goes on", metadata: ["reason": "\(error)"]) }
            hasToldDamage = true
            return nil
        }
    }

    /// Every version in the model directory with whether it serves, oldest first.
    public func stored() -> [(StoredVersion, isActive: Bool)] {
        let active = store.current?.version
        return artefacts.versions().map { ($0, $0.version == active) }
    }

    /// Tells the registry. What it could not be told is told again with the next look at the record.
    private func tell(_ record: ActivationRecord?, because reason: String, withFound: Bool = false) async {
        guard let follower else { return }
        do {
            if withFound { try follower.registerFound() }
            try await follower.follow(record, reason: reason)
            untold = nil
        } catch {
            if untold == nil {
                logger.error(
                    "the registry does not follow what serves yet; it is told again", metadata: ["reason": "\(error)"])
            }
            untold = reason
        }
    }

    /// What the registry knows; nil without one, or when it cannot be read.
    func registered() -> [RegisteredVersion]? {
        do {
            return try follower?.registry.versions()
        } catch {
            logger.warning("stages cannot be read", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private func swap(to record: ActivationRecord, isRecorded: Bool) async throws {
        let snapshot = try await loader.load(record.active)
        if !isRecorded { try Self.write(record, to: folder) }
        await store.swap(to: snapshot)
        await store.restoreEarlier(record.earlier)
        refused = nil
        logger.notice("a model was activated", metadata: ["version": "\(record.active)"])
    }

    private static func write(_ record: ActivationRecord, to folder: URL) throws(ActivationError) {
        do {
            try record.write(to: folder)
        } catch {
            throw ActivationError(
                .notRecorded, "the change could not be recorded and would not survive a restart: \(error)")
        }
    }

    /// Runs `body` unless another activation is between its steps: an actor alone does not keep them apart, for each
    /// `await` lets others in.
    private func exclusively<Value>(_ body: () async throws -> Value) async throws -> Value {
        guard !isBusy else {
            throw ActivationError(.busy, "another activation is under way; try again in a moment")
        }
        isBusy = true
        defer { isBusy = false }
        return try await body()
    }
}
