import Actors
import NIOHTTP1

/// The model registry.
extension MLflowClient {
    /// Makes a registered model; one that is there already is as good.
    func ensureModel(named name: String) async throws(MLflowError) {
        struct Creation: Encodable { var name: String }
        do {
            try await send("registered-models/create", Creation(name: name))
        } catch  where error.reason == "RESOURCE_ALREADY_EXISTS" {
            return
        }
    }

    /// The number of a version of ours, by the tag `marquee.version`.
    func findVersion(_ version: ModelVersion) async throws(MLflowError) -> String? {
        struct Found: Decodable { var modelVersions: [Answer]? }
        let filter =
            "name = \(try Self.quoted(version.name)) and tags.`\(Self.versionTag)` = "
            + (try Self.quoted(version.version))
        let found: Found = try await get("model-versions/search", ["filter": filter, "max_results": "1"])
        return found.modelVersions?.first?.version
    }

    func createVersion(
        _ version: ModelVersion, run: Run, source: String, description: String
    ) async throws(MLflowError) -> String {
        struct Creation: Encodable {
            var name, runId, source, description: String
            var tags: [MLflowPair]
        }
        struct Created: Decodable { var modelVersion: Answer }
        let creation = Creation(
            name: version.name, runId: run.id, source: source, description: description,
            tags: Self.pairs([Self.versionTag: version.version]))
        return try await send("model-versions/create", creation, answer: Created.self).modelVersion.version
    }

    /// Stages are deprecated in MLflow since 2.9, and work.
    func setStage(of name: String, number: String, to stage: ModelStage) async throws(MLflowError) {
        struct Transition: Encodable {
            var name, version: String
            var stage: ModelStage
            // The registry says itself which version is archived.
            var archiveExistingVersions = false
        }
        try await send("model-versions/transition-stage", Transition(name: name, version: number, stage: stage))
    }

    func setAlias(_ alias: ModelAlias, of name: String, to number: String) async throws(MLflowError) {
        struct Setting: Encodable {
            var name: String
            var alias: ModelAlias
            var version: String
        }
        try await send("registered-models/alias", Setting(name: name, alias: alias, version: number))
    }

    /// What is not there is as good as removed.
    func removeAlias(_ alias: ModelAlias, of name: String) async throws(MLflowError) {
        struct Removal: Encodable {
            var name: String
            var alias: ModelAlias
        }
        do {
            try await send("registered-models/alias", Removal(name: name, alias: alias), method: .DELETE)
        } catch  where error.reason == "RESOURCE_DOES_NOT_EXIST" {
            return
        }
    }

    /// What makes a version of ours known again.
    static let versionTag = "marquee.version"

    private struct Answer: Decodable { var version: String }
}
