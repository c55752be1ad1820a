import Foundation
import Logging
import Testing

@testable import Ops

/// Against the real thing: what is sent is read back through MLflow's own client.
@Suite(
    .enabled(
        if: MLflowProcess.interpreter != nil,
        "MLflow is not installed: scripts/test installs it, or MARQUEE_TEST_MLFLOW names a Python that has it"),
    .timeLimit(.minutes(5)))
struct `MLflow server` {
    private let folder: TemporaryFolder
    private let outbox: MLflowOutbox
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        folder = try TemporaryFolder()
        outbox = MLflowOutbox(try OperationsDatabase(home: folder.url))
    }

    @Test func `what was queued while it was down, and what was cut off, is there once`() async throws {
        let first = try TrackedStory("a", in: folder.url)
        let second = try TrackedStory("b", in: folder.url)
        let port = try LoopbackSocket.freePort()
        let configuration = try #require(
            try MLflowConfiguration(environment: ["MLFLOW_TRACKING_URI": "http://127.0.0.1:\(port)/"]))

        try await MLflowTracker(outbox).record(
            first.everything + [.alias(.challenger, name: "als", first.version)]
                + [first.metrics([0.5], named: "NDCG@10"), first.metrics([0.5], named: "ndcg_at_10")])
        #expect(try await ship(configuration) == .away)
        #expect(try outbox.status().waiting == 12)

        let server = try await MLflowProcess(in: folder.url, port: port)
        defer { server.stop() }
        #expect(try await ship(configuration) == .done)
        let status = try outbox.status()
        #expect(status.waiting == 0 && status.sent == 11 && status.setAside == 1)
        #expect(status.lastSetAside?.contains("NDCG@10") == true)

        try await MLflowTracker(outbox).record(
            second.everything + [.stage(first.version, .archived), .alias(.challenger, name: "als", nil)])
        try await deliverTwice(configuration)
        #expect(try outbox.status().waiting == 0)
        try check(server.ask(Self.reading), first, second)
    }

    private func ship(_ configuration: MLflowConfiguration) async throws -> MLflowShipper.Round {
        let shipper = MLflowShipper(configuration, outbox, settings: .init(), logger: logger)
        return try await MLflowClient.with(configuration) { await shipper.ship($0) }
    }

    /// Every entry as if the process had ended between MLflow's answer and our note of it.
    private func deliverTwice(_ configuration: MLflowConfiguration) async throws {
        try await MLflowClient.with(configuration) { client in
            let delivery = MLflowDelivery(client, outbox)
            while let queued = try outbox.next() {
                _ = try await delivery.deliver(queued.entry)
                let answer = try await delivery.deliver(queued.entry)
                try outbox.markSent(queued, answer: answer, server: configuration.address)
            }
        }
    }

    private func check(_ found: Reading, _ first: TrackedStory, _ second: TrackedStory) {
        #expect(found.runs.count == 2)
        for story in [first, second] {
            let run = found.runs[story.run.rawValue]
            #expect(run?.name == "als of tonight" && run?.status == "FINISHED")
            #expect(run?.start == 1_700_000_000_000 && run?.end == 1_700_000_060_000)
            #expect(run?.parameters == ["factors": "64", "regularization": "0.1"])
            #expect(run?.loss == [[0, 3, 1_700_000_000_000], [1, 2, 1_700_000_001_000], [2, 1, 1_700_000_002_000]])
            #expect(run?.tags["trigger"] == "drift" && run?.tags["decision"] == "promote")
            #expect(
                run?.files == [
                    "model/manifest.json": 14, "model/tensors.safetensors": 600_000,
                    "reports/report of tonight.md": 14,
                ])
        }
        #expect(found.runs["run-a"]?.metrics == ["loss": 1, "ndcg_at_10": 0.5])
        #expect(found.report == "# Report of b\n")
        #expect(
            found.versions == [
                .init(number: "1", version: "20260102-a", run: "run-a", stage: "Archived"),
                .init(number: "2", version: "20260102-b", run: "run-b", stage: "Production"),
            ])
        #expect(found.aliases == ["champion": "2"])
    }

    private struct Reading: Decodable {
        struct Run: Decodable {
            var name, status: String
            var start, end: Int64
            var parameters, tags: [String: String]
            var metrics: [String: Double]
            /// Step, value, milliseconds.
            var loss: [[Double]]
            /// Paths with their sizes.
            var files: [String: Int]
        }
        struct Version: Decodable, Equatable { var number, version, run, stage: String }
        /// By `marquee.run_id`.
        var runs: [String: Run]
        var report: String
        var versions: [Version]
        var aliases: [String: String]
    }

    private static let reading = """
        import json, sys, warnings
        warnings.simplefilter("ignore")
        from mlflow import MlflowClient
        from mlflow.artifacts import download_artifacts
        client = MlflowClient(sys.argv[1], sys.argv[1])

        def files(run, path=None):
            for entry in client.list_artifacts(run, path):
                if entry.is_dir:
                    yield from files(run, entry.path)
                else:
                    yield entry.path, entry.file_size

        experiment = client.get_experiment_by_name("learning loop")
        found = client.search_runs([experiment.experiment_id])
        ours = {run.info.run_id: run.data.tags["marquee.run_id"] for run in found}
        assert len(set(ours.values())) == len(found), "a run is there twice"
        runs = {ours[run.info.run_id]: {
            "name": run.info.run_name, "status": run.info.status,
            "start": run.info.start_time, "end": run.info.end_time,
            "parameters": run.data.params, "tags": run.data.tags, "metrics": run.data.metrics,
            "loss": [[m.step, m.value, m.timestamp] for m in client.get_metric_history(run.info.run_id, "loss")],
            "files": dict(files(run.info.run_id))} for run in found}
        last = next(run for run, name in ours.items() if name == "run-b")
        report = download_artifacts(
            run_id=last, artifact_path="reports/report of tonight.md", tracking_uri=sys.argv[1])
        versions = sorted(client.search_model_versions("name = 'als'"), key=lambda v: int(v.version))
        print(json.dumps({
            "runs": runs, "report": open(report).read(),
            "versions": [{"number": str(v.version), "version": v.tags["marquee.version"], "run": ours[v.run_id],
                          "stage": v.current_stage} for v in versions],
            "aliases": {k: str(v) for k, v in client.get_registered_model("als").aliases.items()}}))
        """
}
