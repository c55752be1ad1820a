import Actors
import Foundation
import Logging
import Testing

@testable import Ops

/// The real binary and a real MLflow: what `marquee retrain` does is read back through MLflow's own client.
@Suite(
    .enabled(
        if: MLflowProcess.interpreter != nil,
        "MLflow is not installed: scripts/test installs it, or MARQUEE_TEST_MLFLOW names a Python that has it"),
    .timeLimit(.minutes(10)))
struct `Retraining with MLflow` {
    private let world: RetrainingWorld
    private let address: String
    private let port: UInt16

    init() throws {
        world = try RetrainingWorld()
        port = try LoopbackSocket.freePort()
        address = "http://127.0.0.1:\(port)"
    }

    @Test func `two runs are there with all that belongs to them, one of them made while MLflow was away`()
        async throws
    {
        let abandoned = try await leaveAbandonedRun()
        try world.live(season: 0)
        let told = try marquee("retrain", "--models", "als", "--minimum-user", "2", "--minimum-item", "2")
        #expect(told.contains("wait for MLflow"), "it trains without MLflow: \(told)")
        #expect(try status().sent == 0)

        let server = try await MLflowProcess(in: world.folder.url, port: port)
        defer { server.stop() }
        try marquee("mlflow", "ship")
        let sent = try status()
        #expect(sent.waiting == 0 && sent.setAside == 0 && sent.dropped == 0 && sent.sent > 10, "\(sent)")

        try world.live(season: 1)
        try marquee(
            "retrain", "--models", "als", "--minimum-user", "2", "--minimum-item", "2", "--minimum-new", "50")
        try marquee("mlflow", "ship")
        let after = try status()
        #expect(after.setAside == 0 && after.waiting == 0, "\(after)")
        try check(server.ask(Self.reading), abandoned)
    }

    /// A run of a process that is no more, as MLflow would show it running for ever.
    private func leaveAbandonedRun() async throws -> RunID {
        let run = RunID(rawValue: "run-abandoned")
        let trackers: [any Tracker] = [
            SQLiteTracker(world.operations, process: ProcessMark(text: "another-boot 1 1")),
            MLflowTracker(world.operations),
        ]
        try await TrackerGroup(trackers).record([
            .runStarted(run, experiment: RunTracking.experiment, name: "als", at: Date(), tags: ["kind": "training"])
        ])
        return run
    }

    private func check(_ found: Reading, _ abandoned: RunID) throws {
        #expect(found.runs[abandoned.rawValue]?.status == "KILLED")
        let runs = found.runs.filter { $0.value.tags["kind"] == "retraining" }.sorted { $0.key < $1.key }
        try #require(runs.count == 2)
        for (name, run) in runs { check(run, name, candidate: found.runs["\(name)-als"]) }
        for run in found.runs.values {
            for (metric, steps) in run.steps { #expect(Set(steps).count == steps.count, "\(metric) was sent twice") }
        }
        #expect(found.versions.map(\.run) == runs.map(\.key))
        #expect(found.versions.map(\.stage) == ["Archived", "Production"])
        #expect(found.versions.map(\.version) == world.versions.map(\.version))
        #expect(found.aliases["champion"] == "2")
        #expect(found.vectors.films.count == found.vectors.shape[0] && found.vectors.shape[1] > 0)
    }

    private func check(_ run: Reading.Run, _ name: String, candidate: Reading.Run?) {
        #expect(run.status == "FINISHED" && run.tags["decision"] == "promote", "\(run.tags)")
        #expect(run.parameters["models"] == "als" && run.parameters["policy"] == "guarded")
        let steps = run.steps["fitting_seconds"] ?? []
        #expect(steps.count > 1 && steps == Array(1...max(1, steps.count)), "\(run.steps)")
        let files: Set = [
            "model/manifest.json", "model/tensors.safetensors", "embeddings/factors.npz", "embeddings/export.json",
            "reports/\(name).md", "reports/\(name).json",
        ]
        #expect(files.isSubset(of: run.files), "\(run.files)")
        #expect(candidate?.metrics["ndcg_at_10"] != nil && candidate?.parameters["factors"] != nil)
        #expect(candidate?.tags["parent_run"] == name && candidate?.status == "FINISHED")
    }

    private func status() throws -> MLflowStatus { try MLflowTracker(world.operations).status() }

    /// Runs the binary beside the test bundle; gives all that it prints.
    @discardableResult
    private func marquee(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "marquee")
        process.arguments = arguments + ["--home", world.home.url.path]
        process.environment = ProcessInfo.processInfo.environment.merging(["MLFLOW_TRACKING_URI": address]) { $1 }
        let log = try world.folder.file("output-\(UUID().uuidString).txt", "")
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = try String(contentsOf: log, encoding: .utf8)
        try #require(process.terminationStatus == 0, "\(text)")
        return text
    }

    private struct Reading: Decodable {
        struct Run: Decodable {
            var status: String
            var parameters, tags: [String: String]
            var metrics: [String: Double]
            /// Of each metric.
            var steps: [String: [Int]]
            var files: [String]
        }
        struct Version: Decodable { var version, run, stage: String }
        struct Vectors: Decodable {
            var films: [String]
            var shape: [Int]
        }
        /// By `marquee.run_id`.
        var runs: [String: Run]
        var versions: [Version]
        var aliases: [String: String]
        /// Of the last version.
        var vectors: Vectors
    }

    private static let reading = """
        import json, numpy, sys, warnings
        warnings.simplefilter("ignore")
        from mlflow import MlflowClient
        from mlflow.artifacts import download_artifacts
        client = MlflowClient(sys.argv[1], sys.argv[1])

        def files(run, path=None):
            for entry in client.list_artifacts(run, path):
                if entry.is_dir:
                    yield from files(run, entry.path)
                else:
                    yield entry.path

        def steps(run):
            return {name: [m.step for m in client.get_metric_history(run.info.run_id, name)]
                    for name in run.data.metrics}

        experiment = client.get_experiment_by_name("marquee")
        found = client.search_runs([experiment.experiment_id])
        ours = {run.info.run_id: run.data.tags["marquee.run_id"] for run in found}
        assert len(set(ours.values())) == len(found), "a run is there twice"
        versions = sorted(client.search_model_versions("name = 'als'"), key=lambda v: int(v.version))
        vectors = numpy.load(download_artifacts(
            run_id=versions[-1].run_id, artifact_path="embeddings/factors.npz", tracking_uri=sys.argv[1]))
        print(json.dumps({
            "runs": {ours[run.info.run_id]: {
                "status": run.info.status, "parameters": run.data.params, "tags": run.data.tags,
                "metrics": run.data.metrics, "steps": steps(run), "files": list(files(run.info.run_id))}
                for run in found},
            "versions": [{"version": v.tags["marquee.version"], "run": ours[v.run_id], "stage": v.current_stage}
                         for v in versions],
            "aliases": {k: str(v) for k, v in client.get_registered_model("als").aliases.items()},
            "vectors": {"films": vectors["item_ids"].tolist(), "shape": list(vectors["item_factors"].shape)}}))
        """
}
