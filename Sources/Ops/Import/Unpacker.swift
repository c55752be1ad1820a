import Foundation

/// Unpacks a zip archive with whichever program is there.
enum Unpacker {
    /// Programs in the order they are tried, with their arguments. All of them refuse to write outside the folder.
    private static func commands(_ archive: URL, _ folder: URL) -> [(program: String, arguments: [String])] {
        [
            ("unzip", ["-q", archive.path, "-d", folder.path]),
            ("bsdtar", ["-x", "-f", archive.path, "-C", folder.path]),
            ("python3", ["-m", "zipfile", "-e", archive.path, folder.path]),
        ]
    }

    /// - Throws: `FetchError`: no program, or a damaged archive.
    static func unpack(_ archive: URL, into folder: URL) async throws(FetchError) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw FetchError(.disk, "\(folder.path): \(error.localizedDescription)")
        }
        for command in commands(archive, folder) {
            guard let program = path(of: command.program) else { continue }
            return try await run(program, command.arguments)
        }
        throw FetchError(
            .noUnpacker, "there is no program to unpack \(archive.lastPathComponent): install unzip (apt install unzip)"
        )
    }

    private static func run(_ program: URL, _ arguments: [String]) async throws(FetchError) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let status: Int32
        do {
            status = try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
        } catch {
            throw FetchError(.unpackingFailed, "\(program.path) could not be started: \(error.localizedDescription)")
        }
        guard status == 0 else {
            throw FetchError(.unpackingFailed, "\(program.lastPathComponent) refused the archive (status \(status))")
        }
    }

    private static func path(of program: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.lazy.map { URL(filePath: "\($0)/\(program)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }
}
