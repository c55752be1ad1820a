import Actors
import Foundation

/// The registry's rules, on the rows of one transaction. Collects what changed.
struct RegistryTransaction {
    let rows: RegistryRows
    let reason: String
    let at: Date
    private(set) var changes: [RegistryChange] = []

    init(_ rows: RegistryRows, reason: String, at: Date) {
        self.rows = rows
        self.reason = reason
        self.at = at
    }

    /// What is known stays as it is, except that a run and a parent are filled in where they were not known.
    @discardableResult
    mutating func register(_ version: ModelVersion, _ lineage: Lineage) throws -> RegistryRows.Entry {
        guard let entry = try rows.entry(of: version) else {
            let entry = try rows.insert(version, lineage, at: at)
            try note(entry, .registered, from: nil, to: ModelStage.none.rawValue)
            return entry
        }
        if lineage.runID != nil, let known = try rows.versions(version).first?.lineage, known.runID == nil {
            try rows.setLineage(entry, to: lineage)
        }
        return entry
    }

    /// One step; staying where it is is none.
    mutating func move(_ version: ModelVersion, to stage: ModelStage) throws {
        let entry = try known(version)
        guard entry.stage != stage else { return }
        guard StageTransition.isAllowed(from: entry.stage, to: stage) else {
            let possible = StageTransition.successors(of: entry.stage).map(\.rawValue).joined(separator: " or ")
            throw RegistryError(
                .refusedTransition,
                "\(version) is in \(entry.stage.rawValue) and cannot go to \(stage.rawValue); \(possible) may follow")
        }
        if stage == .production, let old = try rows.entry(in: .production) { try set(old, .archived) }
        try set(entry, stage)
        try moveAliases(entry, to: stage)
    }

    /// `version` in production by permitted steps, whatever was there before.
    mutating func serve(_ version: ModelVersion, lineage: () -> Lineage) throws {
        let entry = try rows.entry(of: version) ?? register(version, lineage())
        for stage in StageTransition.wayToProduction(from: entry.stage) { try move(version, to: stage) }
    }

    /// Nothing serves.
    mutating func serveNothing() throws {
        guard let old = try rows.entry(in: .production) else { return }
        try move(old.version, to: .archived)
    }

    /// Nothing for a version that was never registered.
    mutating func noteRemoval(of version: ModelVersion) throws {
        guard let entry = try rows.entry(of: version) else { return }
        try note(entry, .artefact, from: nil, to: "removed")
    }

    mutating func setAlias(_ alias: ModelAlias, to version: ModelVersion?) throws {
        guard let version else { return try give(alias, to: nil) }
        let entry = try known(version)
        guard (alias == .champion) == (entry.stage == .production) else {
            throw RegistryError(
                .refusedAlias,
                "\(version) is in \(entry.stage.rawValue): the champion is the version in production, the challenger is not"
            )
        }
        try give(alias, to: entry)
    }

    /// A version in staging is the challenger, the one in production the champion.
    private mutating func moveAliases(_ entry: RegistryRows.Entry, to stage: ModelStage) throws {
        if stage == .production { try give(.champion, to: entry) }
        if stage == .staging { return try give(.challenger, to: entry) }
        for alias in ModelAlias.allCases where !(alias == .champion && stage == .production) {
            if try rows.entry(called: alias)?.key == entry.key { try give(alias, to: nil) }
        }
    }

    private mutating func give(_ alias: ModelAlias, to entry: RegistryRows.Entry?) throws {
        let holder = try rows.entry(called: alias)
        guard holder?.key != entry?.key else { return }
        try rows.setAlias(alias, to: entry)
        if let holder { try note(holder, .alias, from: alias.rawValue, to: nil) }
        if let entry { try note(entry, .alias, from: nil, to: alias.rawValue) }
    }

    private mutating func set(_ entry: RegistryRows.Entry, _ stage: ModelStage) throws {
        try rows.setStage(entry, to: stage)
        try note(entry, .stage, from: entry.stage.rawValue, to: stage.rawValue)
    }

    private mutating func note(
        _ entry: RegistryRows.Entry, _ kind: RegistryChange.Kind, from: String?, to: String?
    ) throws {
        let change = RegistryChange(version: entry.version, kind: kind, from: from, to: to, reason: reason, at: at)
        try rows.insert(change, of: entry)
        changes.append(change)
    }

    private func known(_ version: ModelVersion) throws -> RegistryRows.Entry {
        guard let entry = try rows.entry(of: version) else {
            throw RegistryError(
                .unknownVersion, "the registry does not know \(version); `marquee models list` shows what there is")
        }
        return entry
    }
}
