import Foundation
import Models
import Testing

/// Python's own library is the judge of the format.
@Suite(
    .enabled(
        if: PythonSafetensors.interpreter != nil,
        "python3 with the packages safetensors and numpy was not found; scripts/test installs them"))
struct SafetensorsPythonTests {
    @Test func `Python reads every tensor as it was written`() throws {
        let file = SafetensorsFile([
            NamedTensor("model.factors", shape: [3, 2], FrozenArray<Float>([0.5, -1, 2, 3.25, 1e-30, -0.0])),
            NamedTensor("users.text", shape: [5], FrozenArray<UInt8>(Array("abcde".utf8))),
            NamedTensor("users.offsets", shape: [3], FrozenArray<Int64>([0, 2, 5_000_000_000])),
            NamedTensor("users.slots", shape: [2, 1], FrozenArray<Int32>([-1, 7])),
            NamedTensor("quantised", shape: [2], FrozenArray<Int8>([-128, 127])),
            NamedTensor("precise", shape: [1], FrozenArray<Double>([0.1])),
            NamedTensor("empty", shape: [0, 4], FrozenArray<Float>([])),
        ])
        let script = """
            import sys
            from safetensors.numpy import load_file
            tensors = load_file(sys.argv[1])
            for name in sorted(tensors):
                tensor = tensors[name]
                print(name, tensor.dtype, tensor.shape, tensor.tolist())
            """
        let printed = try PythonSafetensors.run(script, on: file)
        #expect(
            printed == """
                empty float32 (0, 4) []
                model.factors float32 (3, 2) [[0.5, -1.0], [2.0, 3.25], [1.0000000031710769e-30, -0.0]]
                precise float64 (1,) [0.1]
                quantised int8 (2,) [-128, 127]
                users.offsets int64 (3,) [0, 2, 5000000000]
                users.slots int32 (2, 1) [[-1], [7]]
                users.text uint8 (5,) [97, 98, 99, 100, 101]

                """)
    }

    @Test func `Swift reads what Python writes`() throws {
        let script = """
            import sys, numpy
            from safetensors.numpy import save_file
            save_file({"b": numpy.arange(6, dtype=numpy.float32).reshape(2, 3),
                       "a": numpy.array([1, -2], dtype=numpy.int64)}, sys.argv[1] + ".out", metadata={"by": "python"})
            """
        let bytes = try PythonSafetensors.written(by: script)
        let archive = try SafetensorsFile.read(FrozenArray(bytes))
        #expect(try Array(archive.tensor("b", shape: [2, 3], as: Float.self)) == [0, 1, 2, 3, 4, 5])
        #expect(try Array(archive.tensor("a", shape: [2], as: Int64.self)) == [1, -2])
    }
}

/// Runs short scripts with the interpreter that `MARQUEE_TEST_PYTHON` names, or `python3`.
enum PythonSafetensors {
    static let interpreter: String? = {
        let name = ProcessInfo.processInfo.environment["MARQUEE_TEST_PYTHON"] ?? "python3"
        return (try? start(name, ["-c", "import numpy, safetensors.numpy"]).status) == 0 ? name : nil
    }()

    static func run(_ script: String, on file: SafetensorsFile) throws -> String {
        try inTemporaryFile { url in
            try Data(file.contents).write(to: url)
            return try output(of: script, argument: url.path)
        }
    }

    static func written(by script: String) throws -> [UInt8] {
        try inTemporaryFile { url in
            _ = try output(of: script, argument: url.path)
            let result = URL(fileURLWithPath: url.path + ".out")
            defer { try? FileManager.default.removeItem(at: result) }
            return Array(try Data(contentsOf: result))
        }
    }

    private static func inTemporaryFile<Result>(_ body: (URL) throws -> Result) rethrows -> Result {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url)
    }

    private static func output(of script: String, argument: String) throws -> String {
        let (status, output) = try start(try #require(interpreter), ["-c", script, argument])
        try #require(status == 0, "Python failed: \(output)")
        return output
    }

    private static func start(_ name: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
