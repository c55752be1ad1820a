import Actors
import Foundation

/// Brings one entry to MLflow.
///
/// Doing it again does no harm, for an entry whose sending was cut off is sent anew: what would be made is looked for
/// first, by a tag of ours; everything else says the same thing twice.
package struct MLflowDelivery: Sendable {
    private let client: MLflowClient
    private let outbox: MLflowOutbox

    package init(_ client: MLflowClient, _ outbox: MLflowOutbox) {
        self.client = client
        self.outbox = outbox
    }

    /// - Throws: `MLflowError`; `StorageError` when the own memory cannot be read.
    package func deliver(_ entry: TrackingEntry) async throws -> MLflowAnswer {
        switch entry {
        case .runStarted(let run, let experiment, let name, let start, let tags):
            return try await begin(run, in: experiment, name: name, at: start, tags: tags)
        case .parameters(let run, let values): try await client.log(to: known(run).id, parameters: values)
        case .metrics(let run, let points): try await client.log(to: known(run).id, metrics: points)
        case .tags(let run, let tags): try await client.log(to: known(run).id, tags: tags)
        case .artefact(let run, let file, let name): try await client.upload(file, as: name, to: known(run))
        case .runFinished(let run, let status, let end):
            try await client.finishRun(known(run).id, status: status, at: end)
        case .registered(let run, let version, let folder): return try await register(version, of: run, folder)
        case .stage(let version, let stage):
            try await client.setStage(of: version.name, number: number(of: version), to: stage)
        case .alias(let alias, let name, let version):
            if let version {
                try await client.setAlias(alias, of: name, to: number(of: version))
            } else {
                try await client.removeAlias(alias, of: name)
            }
        }
        return .nothing
    }

    private func begin(
        _ run: RunID, in experiment: String, name: String, at start: Date, tags: [String: String]
    ) async throws -> MLflowAnswer {
        let experiment = try await client.experiment(named: experiment)
        if let found = try await client.findRun(run, in: experiment) {
            // A run that was cut off and closed is taken up again.
            try await client.reopenRun(found.id)
            return .run(run, found)
        }
        return .run(run, try await client.createRun(run, in: experiment, name: name, at: start, tags: tags))
    }

    /// The version's files go up under `model/` first: a version that is there is whole.
    private func register(_ version: ModelVersion, of run: RunID, _ folder: URL) async throws -> MLflowAnswer {
        let run = try known(run)
        var description = "\(version)"
        if client.keepsArtifacts(of: run) {
            try await client.uploadUnchanging(folder, as: "model", to: run)
        } else {
            description += "; its files were not sent, for this experiment's artifacts are kept at \(run.artifactRoot)"
        }
        try await client.ensureModel(named: version.name)
        if let number = try await client.findVersion(version) { return .version(version, number: number) }
        let number = try await client.createVersion(
            version, run: run, source: "\(run.artifactRoot)/model", description: description)
        return .version(version, number: number)
    }

    private func known(_ run: RunID) throws -> MLflowClient.Run {
        guard let known = try outbox.run(run, server: client.configuration.address) else {
            throw MLflowError(.refused, "\(run) did not begin in the MLflow at \(client.configuration.address)")
        }
        return known
    }

    private func number(of version: ModelVersion) async throws -> String {
        if let number = try outbox.number(of: version, server: client.configuration.address) { return number }
        if let number = try await client.findVersion(version) { return number }
        throw MLflowError(.refused, "\(version) is not registered in the MLflow at \(client.configuration.address)")
    }
}
