public import Actors
public import Foundation
public import Logging
import Models

/// Decides nothing, changes everything: loads a version, records it as the one that serves, and swaps it in.
///
/// The order is load, self-check, record (durable), swap: what was reported as active serves again after a crash, and
/// what cannot serve is never recorded. One activation at a time; the model that serves goes on meanwhile.
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

    public init(folder: URL, loader: ModelLoader, store: ModelStore, logger: Logger) {
        self.folder = folder
        self.artefacts = ArtefactStore(folder: folder)
        self.loader = loader
        self.store = store
        self.logger = logger
    }

    /// Serves what served before the process ended. When that version cannot be loaded, the latest earlier one that can.
    ///
    /// - Returns: the version, or nil when nothing was ever activated.
    /// - Throws: `ActivationError` when something was activated and nothing can be loaded.
    public func restore() async throws -> ModelVersion? {
        artefacts.removeLeftovers()
        guard let record = try ActivationRecord.read(from: folder) else { return nil }
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
    func serve(_ version: String) async throws -> ModelVersion {
        guard let found = artefacts.find(version) else {
            throw ActivationError(
                .unknownVersion,
                "there is no version '\(version)'; `marquee models`, or GET /admin/models, lists those there are")
        }
        try await exclusively {
            try await self.swap(
                to: ActivationRecord.activating(found, after: await self.recorded()), isRecorded: false)
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
    func goBack() async throws -> ModelVersion {
        try await exclusively {
            guard let target = await self.store.rollbackVersions.first else {
                throw ActivationError(.nothingEarlier, "no version served before this one; activate one by name")
            }
            let folder = self.folder
            try await self.store.rollback { version, earlier in
                try Self.write(ActivationRecord(active: version, earlier: earlier), to: folder)
            }
            self.logger.notice("rolled back", metadata: ["version": "\(target)"])
        }
        guard let version = store.current?.version else { throw ActivationError(.nothingEarlier, "no model serves") }
        return version
    }

    /// Records the version before the recorded one as active, and serves nothing: for tools, beside a server or without.
    ///
    /// Unlike `goBack` it goes by the record, so that it leads away from a version that cannot be loaded, and one step.
    /// - Throws: `ActivationError`; the record is then as it was.
    public func goBackInRecord() async throws -> ModelVersion {
        try await exclusively {
            guard let record = try ActivationRecord.read(from: self.folder), let target = record.earlier.last else {
                throw ActivationError(.nothingEarlier, "no version served before this one; activate one by name")
            }
            _ = try await self.loader.load(target)
            try Self.write(ActivationRecord(active: target, earlier: record.earlier.dropLast()), to: self.folder)
            return target
        }
    }

    /// Takes up what another process recorded as active, if it is not what serves.
    public func followRecord() async {
        guard !isBusy, let record = watchedRecord() else { return }
        guard record.active != store.current?.version, record.active != refused else { return }
        do {
            try await exclusively {
                try await self.swap(to: record, isRecorded: true)
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
