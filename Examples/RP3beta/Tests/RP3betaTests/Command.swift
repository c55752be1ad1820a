import Foundation

/// A running `marquee-rp3beta`, which stands beside the test runner.
struct Command {
    struct Failure: Error { var message: String }

    private let process = Process()
    private let outputFile: URL

    init(_ arguments: [String]) throws {
        let runner = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        process.executableURL = runner.deletingLastPathComponent().appending(path: "marquee-rp3beta")
        process.arguments = arguments
        outputFile = URL.temporaryDirectory.appending(path: "marquee-rp3beta-\(UUID().uuidString).txt")
        FileManager.default.createFile(atPath: outputFile.path, contents: nil)
        let output = try FileHandle(forWritingTo: outputFile)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// What it printed, once it has ended.
    /// - Throws: `Failure` when it did not end well.
    func output() throws -> String {
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(at: outputFile) }
        guard process.terminationStatus == 0 else {
            throw Failure(message: "\(process.arguments ?? []) ended with \(process.terminationStatus)")
        }
        return try String(contentsOf: outputFile, encoding: .utf8)
    }

    /// Where it serves, once it says so.
    func address() async throws -> String {
        var found: Substring?
        try await wait {
            let text = try String(contentsOf: outputFile, encoding: .utf8)
            found = text.firstMatch(of: /http:\/\/[0-9.]+:\d+/)?.output
            return found != nil
        }
        return String(found ?? "")
    }

    /// Looks until `condition` holds.
    /// - Throws: `Failure` when the process ends meanwhile.
    func wait(until condition: () async throws -> Bool) async throws {
        while try await !condition() {
            guard process.isRunning else { throw Failure(message: "the server ended") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: outputFile)
    }
}
