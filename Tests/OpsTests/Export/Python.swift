import Foundation

/// Runs short scripts with the interpreter that `MARQUEE_TEST_PYTHON` names, or `python3`.
enum Python {
    static func has(_ package: String) -> Bool { (try? run("import \(package)")) != nil }

    struct Failure: Error { var output: String }

    static func run(_ script: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let name = ProcessInfo.processInfo.environment["MARQUEE_TEST_PYTHON"] ?? "python3"
        process.arguments = [name, "-c", script] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(output: output) }
        return output
    }
}
