import AsyncHTTPClient
import Crypto
public import Foundation
import NIOCore
import NIOHTTP1

/// Downloads a MovieLens data set from GroupLens, checks it and unpacks it.
///
/// Nothing is visible under the target's name before all of it is there and its checksum is right.
public struct DataFetcher: Sendable {
    private let base: URL
    private let connectTimeout: Duration
    private let progress: @Sendable (FetchProgress) -> Void

    public static let groupLens = URL(string: "https://files.grouplens.org/datasets/movielens/")!

    /// - Parameters:
    ///   - base: where the archives are.
    ///   - progress: called after each piece.
    public init(
        base: URL = DataFetcher.groupLens, connectTimeout: Duration = .seconds(10),
        progress: @escaping @Sendable (FetchProgress) -> Void = { _ in }
    ) {
        self.base = base
        self.connectTimeout = connectTimeout
        self.progress = progress
    }

    /// Makes `parent/<name>` from the archive.
    /// - Returns: the folder, ready to import, and whether anybody published a checksum to hold it against.
    /// - Throws: `FetchError`; nothing is then left behind.
    public func fetch(_ dataSet: PublishedDataSet, into parent: URL) async throws(FetchError) -> FetchedDataSet {
        let target = parent.appending(path: dataSet.name)
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw FetchError(.alreadyThere, "\(target.path) is there already; import it, or remove it to fetch it anew")
        }
        let aside = parent.appending(path: ".fetch-\(UUID().uuidString)")
        do { try DurableFile.makeFolder(aside) } catch { throw FetchError(.disk, "\(error)") }
        defer { try? FileManager.default.removeItem(at: aside) }

        let archive = aside.appending(path: "\(dataSet.name).zip")
        let found = try await withClient { client throws(FetchError) in
            let expected = try await expectedChecksum(dataSet, client)
            return (expected: expected, actual: try await download(dataSet, client, to: archive))
        }
        guard found.expected == nil || found.expected == found.actual else {
            throw FetchError(
                .checksumMismatch,
                """
                \(dataSet.name).zip has the MD5 \(found.actual), and \(found.expected ?? "") is right: the download is \
                damaged or not the original. Try again
                """)
        }
        let unpacked = aside.appending(path: "unpacked")
        try await Unpacker.unpack(archive, into: unpacked)
        try publish(unpacked, as: target)
        return FetchedDataSet(folder: target, isVerified: found.expected != nil)
    }

    /// An archive holds one folder, whatever its name; that becomes the target.
    private func publish(_ unpacked: URL, as target: URL) throws(FetchError) {
        do {
            let entries = try FileManager.default.contentsOfDirectory(atPath: unpacked.path).filter {
                !$0.hasPrefix("__MACOSX")
            }
            let source = entries.count == 1 ? unpacked.appending(path: entries[0]) : unpacked
            try DurableFile.rename(source, to: target)
        } catch {
            throw FetchError(.disk, "the data set could not be moved to \(target.path): \(error)")
        }
    }

    // MARK: HTTP

    private func withClient<Value: Sendable>(
        _ body: (HTTPClient) async throws(FetchError) -> Value
    ) async throws(FetchError) -> Value {
        var configuration = HTTPClient.Configuration()
        configuration.timeout.connect = .nanoseconds(Int64(connectTimeout / .nanoseconds(1)))
        configuration.timeout.read = .seconds(60)
        let client = HTTPClient(configuration: configuration)
        let result: Result<Value, FetchError>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try? await client.shutdown()
        return try result.get()
    }

    /// The MD5 known beforehand, or that of the `.md5` file; nil when nobody publishes one.
    private func expectedChecksum(_ dataSet: PublishedDataSet, _ client: HTTPClient) async throws(FetchError) -> String?
    {
        if let known = dataSet.md5 { return known }
        let url = base.appending(path: "\(dataSet.name).zip.md5")
        do {
            let response = try await client.execute(HTTPClientRequest(url: url.absoluteString), timeout: .seconds(30))
            guard response.status == .ok else { return nil }
            let text = String(buffer: try await response.body.collect(upTo: 4096))
            return Self.checksum(in: text)
        } catch {
            throw unreachable(dataSet, error)
        }
    }

    /// The 32 hexadecimal digits of `MD5 (x.zip) = …` or `…  x.zip`.
    static func checksum(in text: String) -> String? {
        text.lowercased().split { !$0.isHexDigit }.first { $0.utf8.count == 32 }.map(String.init)
    }

    /// - Returns: the MD5 of what came.
    private func download(
        _ dataSet: PublishedDataSet, _ client: HTTPClient, to file: URL
    ) async throws(FetchError) -> String {
        let url = base.appending(path: file.lastPathComponent)
        do {
            let response = try await client.execute(
                HTTPClientRequest(url: url.absoluteString), deadline: .now() + .hours(12))
            guard response.status == .ok else {
                throw FetchError(.refused, "\(url.absoluteString) answered \(response.status.code)")
            }
            let byteCount = response.headers.first(name: "content-length").flatMap(Int.init)
            let writer = try DurableFile.Writer(creating: file)
            var hash = Insecure.MD5()
            var received = 0
            for try await piece in response.body {
                try piece.withUnsafeReadableBytes { bytes in
                    hash.update(bufferPointer: bytes)
                    try writer.write(bytes)
                }
                received += piece.readableBytes
                progress(FetchProgress(name: dataSet.name, bytesReceived: received, byteCount: byteCount))
            }
            try writer.finish()
            return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        } catch let error as FetchError {
            throw error
        } catch let error as FileError {
            throw FetchError(.disk, "\(error)")
        } catch {
            throw unreachable(dataSet, error)
        }
    }

    private func unreachable(_ dataSet: PublishedDataSet, _ error: any Error) -> FetchError {
        FetchError(
            .unreachable,
            """
            \(base.host() ?? base.absoluteString) cannot be reached (\(error)).
            Without internet here: fetch \(base.appending(path: dataSet.name + ".zip").absoluteString) on another \
            machine, unzip it, copy the folder, and run `marquee import \(dataSet.name)/`. Or begin with the built-in \
            data, which needs no download: `marquee serve --demo`.
            """)
    }
}

/// A data set that was downloaded.
public struct FetchedDataSet: Sendable, Equatable {
    public var folder: URL
    /// Whether its archive was held against a checksum; false when none is published.
    public var isVerified: Bool
}

/// How far a download is.
public struct FetchProgress: Sendable, Equatable {
    public var name: String
    public var bytesReceived: Int
    /// Nil when the server does not say.
    public var byteCount: Int?
}
