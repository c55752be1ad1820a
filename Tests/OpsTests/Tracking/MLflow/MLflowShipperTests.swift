import Foundation
import Logging
import Testing

@testable import Ops

@Suite struct `MLflow shipper` {
    private let folder: TemporaryFolder
    private let outbox: MLflowOutbox
    private let story: TrackedStory
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    init() throws {
        folder = try TemporaryFolder()
        outbox = MLflowOutbox(try OperationsDatabase(home: folder.url))
        story = try TrackedStory("a", in: folder.url)
    }

    private func configuration(_ address: String, token: String = "secret-of-the-test") throws -> MLflowConfiguration {
        try #require(
            try MLflowConfiguration(environment: ["MLFLOW_TRACKING_URI": address, "MLFLOW_TRACKING_TOKEN": token]))
    }

    /// One round against `address`.
    private func ship(to address: String, attempts: Int = 20) async throws -> MLflowShipper.Round {
        var settings = MLflowShipper.Settings()
        settings.maximumAttempts = attempts
        // The HTTP client tries a refused connection again until this is over.
        settings.limits.connect = .milliseconds(300)
        let configuration = try configuration(address)
        let shipper = MLflowShipper(configuration, outbox, settings: settings, logger: logger)
        return try await MLflowClient.with(configuration, limits: settings.limits) { await shipper.ship($0) }
    }

    @Test func `a whole run arrives in order, each entry once`() async throws {
        let server = try FakeMLflow()
        try outbox.append(story.everything)
        #expect(try await ship(to: server.address) == .done)
        #expect(
            server.calls.map(\.path) == [
                "mlflow/experiments/get-by-name", "mlflow/runs/search", "mlflow/runs/create", "mlflow/runs/log-batch",
                "mlflow/runs/log-batch", "mlflow/runs/log-batch",
                "mlflow-artifacts/artifacts/7/ml-1/artifacts/reports/report%20of%20tonight.md",
                "mlflow/artifacts/list",
                "mlflow-artifacts/artifacts/7/ml-1/artifacts/model/manifest.json",
                "mlflow-artifacts/artifacts/7/ml-1/artifacts/model/tensors.safetensors",
                "mlflow/registered-models/create", "mlflow/model-versions/search", "mlflow/model-versions/create",
                "mlflow/runs/update", "mlflow/model-versions/transition-stage", "mlflow/registered-models/alias",
            ])
        #expect(server.calls.allSatisfy { $0.headers.contains("Authorization: Bearer secret-of-the-test") })
        #expect(server.calls[9].body.utf8.count == 600_000)
        let status = try outbox.status()
        #expect(status.waiting == 0 && status.sent == 9 && status.setAside == 0)
        #expect(try await ship(to: server.address) == .done)
        #expect(server.calls.count == 16)
    }

    @Test func `while nobody answers everything waits, and then arrives once`() async throws {
        let port = try LoopbackSocket.freePort()
        try outbox.append(story.everything)
        #expect(try await ship(to: "http://127.0.0.1:\(port)") == .away)
        let status = try outbox.status()
        #expect(status.waiting == 9 && status.setAside == 0)
        #expect(status.lastError?.contains("does not answer") == true)
        #expect(status.lastError?.contains("secret") == false)
        let server = try FakeMLflow(port: port)
        #expect(try await ship(to: server.address) == .done)
        #expect(server.runs == ["run-a"] && server.versions == ["20260102-a"])
        #expect(try outbox.status().lastError == nil)
    }

    @Test(arguments: [401, 403, 302, 429, 503])
    func `an answer that says not now keeps everything`(status: Int) async throws {
        let server = try FakeMLflow { _ in .refusal(status, "TEMPORARILY_UNAVAILABLE") }
        try outbox.append(story.everything)
        for _ in 0..<3 { #expect(try await ship(to: server.address, attempts: 2) == .away) }
        #expect(server.calls.count == 3)
        #expect(try outbox.status().waiting == 9)
    }

    @Test func `what is cut off between the answer and our note of it arrives once all the same`() async throws {
        let server = try FakeMLflow()
        let configuration = try configuration(server.address)
        try outbox.append(story.everything)
        try await MLflowClient.with(configuration) { client in
            let delivery = MLflowDelivery(client, outbox)
            while let queued = try outbox.next() {
                // The process ends here the first time, before the note.
                _ = try await delivery.deliver(queued.entry)
                let answer = try await delivery.deliver(queued.entry)
                try outbox.markSent(queued, answer: answer, server: configuration.address)
            }
        }
        #expect(server.runs == ["run-a"] && server.versions == ["20260102-a"])
    }

    @Test func `an entry that is refused is set aside with the reason and holds nobody up`() async throws {
        let other = try TrackedStory("b", in: folder.url)
        let server = try FakeMLflow { call in
            call.body.contains("NDCG@10") ? .refusal(400, "INVALID_PARAMETER_VALUE") : nil
        }
        try outbox.append(story.beginning + [story.metrics([0.5], named: "NDCG@10"), story.metrics([1])])
        try outbox.append(other.everything)
        #expect(try await ship(to: server.address) == .done)
        #expect(server.runs == ["run-a", "run-b"])
        let status = try outbox.status()
        #expect(status.waiting == 0 && status.sent == 12 && status.setAside == 1)
        #expect(status.lastSetAside?.contains("INVALID_PARAMETER_VALUE") == true)
    }

    @Test func `a run that cannot begin takes its own entries with it, no others`() async throws {
        let other = try TrackedStory("b", in: folder.url)
        let server = try FakeMLflow { call in
            call.path == "mlflow/runs/create" && call.body.contains("run-a") ? .refusal(400, "BAD_REQUEST") : nil
        }
        try outbox.append(story.everything + other.everything)
        #expect(try await ship(to: server.address) == .done)
        #expect(server.runs == ["run-b"])
        // The alias of a version that was never registered is refused as well.
        #expect(try outbox.status().setAside == 9)
        #expect(try outbox.status().sent == 9)
    }

    @Test func `a fault of the server is tried again, so often and no more`() async throws {
        let server = try FakeMLflow { $0.path == "mlflow/runs/update" ? .refusal(500, "INTERNAL_ERROR") : nil }
        try outbox.append(story.everything)
        for _ in 1...2 { #expect(try await ship(to: server.address, attempts: 3) == .away) }
        #expect(try outbox.status().waiting == 3)
        #expect(try await ship(to: server.address, attempts: 3) == .done)
        #expect(server.count("mlflow/runs/update") == 3)
        #expect(try outbox.status().setAside == 1)
    }

    @Test func `a file that is gone, and files kept where only MLflow's own programs reach, are told of`() async throws
    {
        let server = try FakeMLflow { call in
            guard call.path == "mlflow/runs/create" else { return nil }
            return .init(
                status: 200,
                body: #"{"run": {"info": {"run_id": "r", "experiment_id": "7", "artifact_uri": "/srv/mlruns/7/r"}}}"#)
        }
        try outbox.append(story.everything)
        #expect(try await ship(to: server.address) == .done)
        // The report; the version is registered without its files, and says so.
        #expect(try outbox.status().setAside == 1)
        #expect(try outbox.status().lastSetAside?.contains("--serve-artifacts") == true)
        #expect(
            server.calls.first { $0.path == "mlflow/model-versions/create" }?.body.contains("were not sent") == true)
    }

    @Test func `another process that sends is left to it`() async throws {
        let server = try FakeMLflow()
        let lock = try HomeLock(URL(filePath: outbox.database.path + ".mlflow.lock"))
        defer { withExtendedLifetime(lock) {} }
        try outbox.append(story.everything)
        #expect(try await ship(to: server.address) == .taken)
        #expect(server.calls.isEmpty)
    }

    @Test func `as a service it takes what comes later, and ends when it is told to`() async throws {
        let server = try FakeMLflow()
        var settings = MLflowShipper.Settings()
        settings.interval = .milliseconds(1)
        let shipper = MLflowShipper(
            try configuration(server.address), outbox, settings: settings, logger: logger)
        let running = Task { try await shipper.run() }
        try outbox.append(story.beginning)
        for await path in server.paths where path == "mlflow/runs/create" { break }
        try outbox.append(story.end)
        for await path in server.paths where path == "mlflow/runs/update" { break }
        running.cancel()
        try await running.value
        #expect(server.runs == ["run-a"])
    }

    @Test func `the pause doubles up to its bound`() {
        let backoff = MLflowShipper.Backoff()
        let bounds = [1, 2, 3, 6, 7, 8, 1_000].map { backoff.bound(after: $0) }
        #expect(bounds == [1, 2, 4, 32, 60, 60, 60].map { .seconds($0) })
        #expect((0..<100).allSatisfy { _ in (.zero ... .seconds(4)).contains(backoff.delay(after: 3)) })
    }
}
