import Actors
import Foundation
import GRDB

/// The registry's rows within one transaction. Knows tables, not rules.
struct RegistryRows {
    let database: Database

    /// A version with the key that other rows know it by.
    struct Entry {
        var key: Int64
        var version: ModelVersion
        var stage: ModelStage
    }

    func entry(of version: ModelVersion) throws -> Entry? {
        try Row.fetchOne(
            database, sql: "SELECT key, name, version, stage FROM registered_versions WHERE name = ? AND version = ?",
            arguments: [version.name, version.version]
        ).map(Self.entry)
    }

    func entry(in stage: ModelStage) throws -> Entry? {
        try Row.fetchOne(
            database, sql: "SELECT key, name, version, stage FROM registered_versions WHERE stage = ? LIMIT 1",
            arguments: [stage.rawValue]
        ).map(Self.entry)
    }

    func entry(called alias: ModelAlias) throws -> Entry? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT key, name, v.version, stage FROM registry_aliases a JOIN registered_versions v ON v.key = a.version
                WHERE alias = ?
                """,
            arguments: [alias.rawValue]
        ).map(Self.entry)
    }

    func insert(_ version: ModelVersion, _ lineage: Lineage, at: Date) throws -> Entry {
        try database.execute(
            sql: """
                INSERT INTO registered_versions (name, version, stage, lineage, registered_at) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                version.name, version.version, ModelStage.none.rawValue, try DocumentText.encode(lineage),
                DocumentText.milliseconds(at),
            ])
        return Entry(key: database.lastInsertedRowID, version: version, stage: .none)
    }

    func setStage(_ entry: Entry, to stage: ModelStage) throws {
        try database.execute(
            sql: "UPDATE registered_versions SET stage = ? WHERE key = ?", arguments: [stage.rawValue, entry.key])
    }

    func setLineage(_ entry: Entry, to lineage: Lineage) throws {
        try database.execute(
            sql: "UPDATE registered_versions SET lineage = ? WHERE key = ?",
            arguments: [try DocumentText.encode(lineage), entry.key])
    }

    func setAlias(_ alias: ModelAlias, to entry: Entry?) throws {
        guard let entry else {
            return try database.execute(
                sql: "DELETE FROM registry_aliases WHERE alias = ?", arguments: [alias.rawValue])
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO registry_aliases (alias, version) VALUES (?, ?)",
            arguments: [alias.rawValue, entry.key])
    }

    func insert(_ change: RegistryChange, of entry: Entry) throws {
        try database.execute(
            sql: """
                INSERT INTO registry_changes (version, kind, previous, current, reason, at) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.key, change.kind.rawValue, change.from, change.to, change.reason,
                DocumentText.milliseconds(change.at),
            ])
    }

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            key: row["key"], version: ModelVersion(name: row["name"], version: row["version"]),
            stage: try stage(row["stage"]))
    }

    static func stage(_ text: String) throws -> ModelStage {
        guard let stage = ModelStage(rawValue: text) else {
            throw StorageError(.damaged, "the registry holds an unknown stage '\(text)'")
        }
        return stage
    }
}
