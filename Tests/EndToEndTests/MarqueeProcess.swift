import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// The real binary, as a process of its own.
final class MarqueeProcess: Sendable {
    /// Beside the test bundle: `swift build --build-tests` builds both.
    static let binary = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "marquee")

    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs a command to its end.
    @discardableResult
    static func run(_ arguments: String..., home: URL? = nil) async throws -> Outcome {
        try await run(arguments, home: home)
    }

    /// - Parameter started: told the process's id.
    @discardableResult
    static func run(
        _ arguments: [String], home: URL?, environment: [String: String] = [:],
        started: @Sendable (pid_t) -> Void = { _ in }
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments + (home.map { ["--home", $0.path] } ?? [])
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let files = try OutputFiles()
        process.standardOutput = files.output
        process.standardError = files.errors
        process.standardInput = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { (done: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { done.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
                started(process.processIdentifier)
            } catch {
                done.resume(throwing: error)
            }
        }
        return Outcome(status: status, output: try files.outputText(), errors: try files.errorText())
    }

    // MARK: A server

    let address: String
    static let token = "end-to-end-tests-admin-token"
    private let process: Mutex<SendableProcess>
    private let ended: Mutex<CheckedContinuation<Int32, Never>?> = Mutex(nil)

    /// `Process` is not Sendable; it is used under the mutex only.
    private struct SendableProcess: @unchecked Sendable { let process: Process }

    /// Starts `marquee serve` on a port of the system's choice and waits until it says where it listens.
    init(serving home: URL, _ options: [String] = []) async throws {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments =
            ["serve", "--home", home.path, "--port", "0", "--admin-token", Self.token, "--watch-interval", "0.1"]
            + options
        let output = Pipe()
        let errors = home.appending(path: "server-\(UUID().uuidString).log")
        try Data().write(to: errors)
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = await Self.firstLine(of: output.fileHandleForReading)
        guard let start = text.range(of: "http://") else {
            let log = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw StartFailure(message: "the server did not come up: \(text)\(log)")
        }
        address = String(text[start.lowerBound...]).trimmingCharacters(in: .whitespacesAndNewlines)
        self.process = Mutex(SendableProcess(process: process))
    }

    /// The first line, or what came before the end. Reads on a thread of its own: reading blocks.
    private static func firstLine(of file: FileHandle) async -> String {
        let descriptor = file.fileDescriptor
        return await withCheckedContinuation { done in
            Thread.detachNewThread {
                var text: [UInt8] = []
                var byte: UInt8 = 0
                while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { text.append(byte) }
                done.resume(returning: String(decoding: text, as: UTF8.self))
            }
        }
    }

    struct StartFailure: Error, CustomStringConvertible {
        var message: String
        var description: String { message }
    }

    /// Ends it the hard way and waits for its end.
    func kill() { end(SIGKILL) }

    /// Asks it to stop and gives its exit status.
    @discardableResult
    func terminate() -> Int32 { end(SIGTERM) }

    @discardableResult
    private func end(_ signal: Int32) -> Int32 {
        process.withLock { held in
            if held.process.isRunning { Foundation.kill(held.process.processIdentifier, signal) }
            held.process.waitUntilExit()
            return held.process.terminationStatus
        }
    }

    deinit { end(SIGKILL) }

    // MARK: Asking

    struct Answer: Sendable {
        var status: Int
        var body: String
        /// The body as JSON; an empty object when it is none.
        var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any] ?? [:]
        }
        /// The ids of `items`.
        var movies: [String] { (json["items"] as? [[String: Any]] ?? []).compactMap { $0["movie_id"] as? String } }
        var version: String? { (json["model"] as? [String: Any])?["version"] as? String }
    }

    func get(_ path: String, headers: [(String, String)] = []) async throws -> Answer {
        try await send("GET", path, body: nil, headers: headers)
    }

    func post(_ path: String, _ body: String = "{}", headers: [(String, String)] = []) async throws -> Answer {
        try await send("POST", path, body: body, headers: headers + [("Content-Type", "application/json")])
    }

    /// A call of `/admin`.
    func administer(_ path: String, _ body: String = "{}") async throws -> Answer {
        try await post(path, body, headers: [("Authorization", "Bearer \(Self.token)")])
    }

    /// What `/admin/training` tells.
    func training() async throws -> TrainingState {
        let answer = try await get("/admin/training", headers: [("Authorization", "Bearer \(Self.token)")])
        return try JSONDecoder().decode(TrainingState.self, from: Data(answer.body.utf8))
    }

    struct TrainingState: Decodable {
        struct Ended: Decodable {
            var id: String
            var status: String
            var outcome: String
        }
        struct Run: Decodable { var id: String }
        var run: Run?
        /// The newest first.
        var ended: [Ended]
    }

    /// Waits until this many runs have ended, and gives the newest.
    func endOfRun(_ count: Int) async throws -> TrainingState.Ended {
        while true {
            let state = try await training()
            if state.ended.count >= count, let newest = state.ended.first { return newest }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func send(
        _ method: String, _ path: String, body: String?, headers: [(String, String)]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.method = .init(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return Answer(status: Int(response.status.code), body: String(buffer: bytes))
    }
}

/// Two files that take a process's output: pipes would have to be drained while it runs.
private struct OutputFiles {
    private let folder = URL.temporaryDirectory.appending(path: "marquee-output-\(UUID().uuidString)")
    let output: FileHandle
    let errors: FileHandle

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["output", "errors"] {
            try Data().write(to: folder.appending(path: name))
        }
        output = try FileHandle(forWritingTo: folder.appending(path: "output"))
        errors = try FileHandle(forWritingTo: folder.appending(path: "errors"))
    }

    func outputText() throws -> String { try String(contentsOf: folder.appending(path: "output"), encoding: .utf8) }
    func errorText() throws -> String { try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8) }
}
