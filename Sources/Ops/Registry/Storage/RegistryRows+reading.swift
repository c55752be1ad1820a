import Actors
import Foundation
import GRDB

extension RegistryRows {
    /// Every version, the oldest registration first, or the one that is asked for.
    func versions(_ wanted: ModelVersion? = nil) throws -> [RegisteredVersion] {
        let aliases = try aliases()
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT key, name, version, stage, lineage, registered_at FROM registered_versions
                WHERE (?1 IS NULL OR (name = ?1 AND version = ?2)) ORDER BY key
                """,
            arguments: [wanted?.name, wanted?.version])
        return try rows.map { row in
            RegisteredVersion(
                version: ModelVersion(name: row["name"], version: row["version"]),
                stage: try Self.stage(row["stage"]), aliases: aliases[row["key"]] ?? [],
                lineage: try DocumentText.decode(Lineage.self, from: row["lineage"]),
                registeredAt: DocumentText.date(row["registered_at"]))
        }
    }

    private func aliases() throws -> [Int64: [ModelAlias]] {
        var aliases: [Int64: [ModelAlias]] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT alias, version FROM registry_aliases ORDER BY alias") {
            let name: String = row["alias"]
            if let alias = ModelAlias(rawValue: name) { aliases[row["version"], default: []].append(alias) }
        }
        return aliases
    }

    /// The oldest change first.
    func history(of entry: Entry) throws -> [RegistryChange] {
        try Row.fetchAll(
            database,
            sql: "SELECT kind, previous, current, reason, at FROM registry_changes WHERE version = ? ORDER BY key",
            arguments: [entry.key]
        ).map { row in
            let kind: String = row["kind"]
            guard let known = RegistryChange.Kind(rawValue: kind) else {
                throw StorageError(.damaged, "the registry holds an unknown change '\(kind)'")
            }
            return RegistryChange(
                version: entry.version, kind: known, from: row["previous"], to: row["current"], reason: row["reason"],
                at: DocumentText.date(row["at"]))
        }
    }

    /// Once for each id: a decision that is told again is the same decision.
    func insert(_ decision: DecisionRecord) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO decisions (id, at, kind, challenger, champion, policy, paragraph, run, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                decision.id, DocumentText.milliseconds(decision.at), decision.kind, decision.challenger?.description,
                decision.champion?.description, decision.policy, decision.paragraph, decision.runID?.rawValue,
                try DocumentText.encode(decision),
            ])
    }

    /// The latest first; `version` leaves those about it alone.
    func decisions(about version: ModelVersion?, limit: Int) throws -> [DecisionRecord] {
        try String.fetchAll(
            database,
            sql: """
                SELECT document FROM decisions WHERE (?1 IS NULL OR challenger = ?1 OR champion = ?1)
                ORDER BY at DESC, rowid DESC LIMIT ?2
                """,
            arguments: [version?.description, limit]
        ).map { try DocumentText.decode(DecisionRecord.self, from: $0) }
    }
}
