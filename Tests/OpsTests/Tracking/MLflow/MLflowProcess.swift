import Foundation
import Testing

@testable import Ops

/// A real `mlflow server` on the loopback interface, with its database and files in a folder of the test's.
final class MLflowProcess {
    /// The Python that has MLflow: `MARQUEE_TEST_MLFLOW`, or what `scripts/test` installed.
    static let interpreter: String? = {
        let named = ProcessInfo.processInfo.environment["MARQUEE_TEST_MLFLOW"] ?? ".build-mlflow/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: named) else { return nil }
        return (try? run(named, ["-c", "import mlflow.version"]))?.status == 0 ? named : nil
    }()

    let port: UInt16
    private let process = Process()

    var address: String { "http://127.0.0.1:\(port)" }

    /// Starts it and waits until it answers, for two minutes at most.
    init(in folder: URL, port: UInt16) async throws {
        self.port = port
        process.executableURL = URL(fileURLWithPath: try #require(Self.interpreter))
        process.arguments = [
            "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", "\(port)", "--workers", "1",
            "--backend-store-uri", "sqlite:///\(folder.path)/mlflow.db", "--serve-artifacts",
            "--artifacts-destination", folder.appending(path: "artifacts").path,
        ]
        process.currentDirectoryURL = folder
        process.environment = Self.environment
        let log = folder.appending(path: "mlflow.log")
        try Data().write(to: log)
        process.standardOutput = try FileHandle(forWritingTo: log)
        process.standardError = process.standardOutput
        process.standardInput = FileHandle.nullDevice
        try process.run()
        try await waitUntilItAnswers(log: log)
    }

    /// Another program's start can only be asked for, not awaited.
    private func waitUntilItAnswers(log: URL) async throws {
        struct NotUp: Error { var log: String }
        let configuration = try #require(try MLflowConfiguration(environment: ["MLFLOW_TRACKING_URI": address]))
        let deadline = ContinuousClock.now + .seconds(120)
        while process.isRunning, ContinuousClock.now < deadline {
            let answers = try? await MLflowClient.with(configuration) { client in
                try await client.findRun(RunID(rawValue: "none"), in: "0") == nil
            }
            if answers == true { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw NotUp(log: (try? String(contentsOf: log, encoding: .utf8)) ?? "")
    }

    /// Ends it with all that it started: they are a process group. Not by SIGTERM, which a child of a Swift thread may have
    /// blocked.
    func stop() {
        if process.isRunning { kill(-process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    deinit { stop() }

    /// Asks MLflow's own Python client. The script finds the address in `sys.argv[1]` and prints JSON.
    func ask<Answer: Decodable>(_ script: String, as type: Answer.Type = Answer.self) throws -> Answer {
        let (status, output, errors) = try Self.run(try #require(Self.interpreter), ["-c", script, address])
        try #require(status == 0, "Python failed: \(errors)")
        return try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    private static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("MLFLOW_") }
        environment["MLFLOW_DISABLE_TELEMETRY"] = "true"
        environment["DO_NOT_TRACK"] = "true"
        // A dozen processes for jobs that nobody gives it.
        environment["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
        return environment
    }

    private static func run(
        _ interpreter: String, _ arguments: [String]
    ) throws -> (status: Int32, output: String, errors: String) {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = arguments
        process.environment = environment
        let files = try ["output", "errors"].map { try folder.file($0, "") }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        return (process.terminationStatus, texts[0], texts[1])
    }
}
