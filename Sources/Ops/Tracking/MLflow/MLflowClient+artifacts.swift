import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Files of a run, through the server's artifact proxy (`mlflow server --serve-artifacts`, the default).
extension MLflowClient {
    /// Uploads a file, or every file of a folder, under `name`. Repeating it writes the same again.
    func upload(_ file: URL, as name: String, to run: Run) async throws(MLflowError) {
        try await upload(Self.files(at: file, as: name), to: run)
    }

    /// Uploads a folder whose files never change: what is there with the same size is not sent again.
    func uploadUnchanging(_ folder: URL, as name: String, to run: Run) async throws(MLflowError) {
        let there = try await sizes(under: name, of: run)
        try await upload(
            Self.files(at: folder, as: name).filter { path, file in
                let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize
                return size == nil || there[path] != size
            }, to: run)
    }

    private func upload(_ files: [(path: String, file: URL)], to run: Run) async throws(MLflowError) {
        let root = try artifactPath(of: run)
        for (path, file) in files { try await put(file, at: "\(root)/\(path)") }
    }

    /// The files directly under `name`, with their sizes.
    private func sizes(under name: String, of run: Run) async throws(MLflowError) -> [String: Int] {
        struct Found: Decodable {
            struct File: Decodable {
                var path: String
                var fileSize: Int?
            }
            var files: [File]?
        }
        let found: Found = try await get("artifacts/list", ["run_id": run.id, "path": name])
        return (found.files ?? []).reduce(into: [:]) { $0[$1.path] = $1.fileSize }
    }

    /// Whether the server keeps this run's files itself, so that they can be sent to it.
    func keepsArtifacts(of run: Run) -> Bool { (try? artifactPath(of: run)) != nil }

    /// `mlflow-artifacts:/1/ab12/artifacts` → `1/ab12/artifacts`.
    private func artifactPath(of run: Run) throws(MLflowError) -> String {
        let scheme = "mlflow-artifacts:/"
        guard run.artifactRoot.hasPrefix(scheme), !run.artifactRoot.hasPrefix(scheme + "/") else {
            throw MLflowError(
                .refused,
                """
                the files of this experiment are kept at \(run.artifactRoot), which only a program with access to that \
                place can write; start `mlflow server` with --serve-artifacts and --artifacts-destination, and use a \
                new experiment
                """)
        }
        return run.artifactRoot.dropFirst(scheme.count).split(separator: "/").joined(separator: "/")
    }

    private func put(_ file: URL, at path: String) async throws(MLflowError) {
        let escaped = path.split(separator: "/").map { String($0).percentEncoded }.joined(separator: "/")
        var request = HTTPClientRequest(
            url: "\(configuration.address)/api/2.0/mlflow-artifacts/artifacts/\(escaped)")
        request.method = .PUT
        request.headers.add(name: "Content-Type", value: "application/octet-stream")
        let blocks = try FileBlocks(file)
        request.body = .stream(blocks, length: .known(Int64(blocks.byteCount)))
        try await perform(request, within: limits.upload, named: "the upload of \(file.lastPathComponent)")
    }

    /// Regular files with their paths below the run, sorted.
    private static func files(at url: URL, as name: String) throws(MLflowError) -> [(path: String, file: URL)] {
        let steps = name.split(separator: "/")
        guard !steps.isEmpty, !steps.contains(where: { $0 == "." || $0 == ".." }) else {
            throw MLflowError(.refused, "'\(name)' is no name of an artifact")
        }
        let path = steps.joined(separator: "/")
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw MLflowError(.refused, "\(url.path) is not there any more")
        }
        guard isFolder.boolValue else { return [(path, url)] }
        do {
            return try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted().compactMap { below in
                let file = url.appending(path: below)
                let isRegular = try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
                return isRegular ? ("\(path)/\(below)", file) : nil
            }
        } catch {
            throw MLflowError(.refused, "\(url.path) cannot be read: \(error)")
        }
    }
}

/// A file in blocks of 256 KiB: however big it is, little of it is in memory.
private struct FileBlocks: AsyncSequence, Sendable {
    let file: URL
    let byteCount: Int

    init(_ file: URL) throws(MLflowError) {
        self.file = file
        guard let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize else {
            throw MLflowError(.refused, "\(file.path) cannot be read")
        }
        byteCount = size
    }

    func makeAsyncIterator() -> Iterator { Iterator(file: file) }

    struct Iterator: AsyncIteratorProtocol {
        let file: URL
        private var handle: FileHandle?

        init(file: URL) { self.file = file }

        mutating func next() async throws -> ByteBuffer? {
            let open = try handle ?? FileHandle(forReadingFrom: file)
            handle = open
            guard let data = try open.read(upToCount: 256 << 10), !data.isEmpty else { return nil }
            return ByteBuffer(bytes: data)
        }
    }
}
