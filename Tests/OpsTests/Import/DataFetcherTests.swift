import Foundation
import Models
import Ops
import Synchronization
import Testing

@Suite struct `Data fetcher` {
    /// Made by Python's zipfile: `ml-tiny/movies.csv` and `ml-tiny/ratings.csv`; the MD5 is hashlib's.
    private static let archive = Data(
        base64Encoded: """
            UEsDBBQAAAAIAAAAIVAdj7BZNAAAADIAAAASAAAAbWwtdGlueS9tb3ZpZXMuY3N2y80vy0z1TNEpySzJSdVJT80rSi3mMtQJya9UCC7JL6pU\
            0DC0tDTV1HHMy8xNLMnMz+MCAFBLAwQUAAAACAAAACFQgXzxuDIAAAAyAAAAEwAAAG1sLXRpbnkvcmF0aW5ncy5jc3YrLU4t8kzRyc0vy0wF\
            0kWJJZl56TolmbmpxSWJuQVchjqGOiZ6pjqWZiaWFkbmBsZcAFBLAQIUAxQAAAAIAAAAIVAdj7BZNAAAADIAAAASAAAAAAAAAAAAAACkAQAA\
            AABtbC10aW55L21vdmllcy5jc3ZQSwECFAMUAAAACAAAACFQgXzxuDIAAAAyAAAAEwAAAAAAAAAAAAAApAFkAAAAbWwtdGlueS9yYXRpbmdz\
            LmNzdlBLBQYAAAAAAgACAIEAAADHAAAAAAA=
            """)!
    private static let md5 = "8252f0a29c74f5f514c6026bb4ddbcb5"
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func server(checksum: String?) throws -> OneShotServer {
        var files = ["/movielens/tiny.zip": Self.archive]
        if let checksum { files["/movielens/tiny.zip.md5"] = Data(checksum.utf8) }
        return try OneShotServer(files)
    }

    private func tiny(md5: String? = nil) -> PublishedDataSet { PublishedDataSet(name: "tiny", summary: "", md5: md5) }

    private var leftovers: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? [] }

    @Test(arguments: [
        "MD5 (tiny.zip) = \(md5)\n", "\(md5)  tiny.zip\n", "\(md5.uppercased()) *tiny.zip", nil,
    ])
    func `an archive is fetched, checked, unpacked and can be imported`(checksum: String?) async throws {
        let server = try server(checksum: checksum)
        let received = Mutex(0)
        let fetcher = DataFetcher(base: server.url) { step in received.withLock { $0 = step.bytesReceived } }
        let fetched = try await fetcher.fetch(tiny(), into: folder.url)
        #expect(fetched.folder.lastPathComponent == "tiny")
        #expect(fetched.isVerified == (checksum != nil))
        #expect(received.withLock { $0 } == Self.archive.count)
        #expect(leftovers == ["tiny"])
        let report = try Importer.dryRun(.files(fetched.folder))
        #expect(report.layout == .movieLensCSV && report.accepted(.events) == 1)
    }

    @Test func `a wrong checksum is refused and nothing is left`() async throws {
        let server = try server(checksum: String(repeating: "0", count: 32))
        for dataSet in [tiny(), tiny(md5: String(repeating: "1", count: 32))] {
            let error = await #expect(throws: FetchError.self) {
                try await DataFetcher(base: server.url).fetch(dataSet, into: folder.url)
            }
            #expect(error?.code == .checksumMismatch)
        }
        #expect(leftovers.isEmpty)
    }

    @Test func `an archive that is not there, or none at all, is refused`() async throws {
        let server = try OneShotServer(["/movielens/broken.zip": Data("no archive".utf8)])
        let missing = await #expect(throws: FetchError.self) {
            try await DataFetcher(base: server.url).fetch(tiny(), into: folder.url)
        }
        #expect(missing?.code == .refused)
        let broken = await #expect(throws: FetchError.self) {
            try await DataFetcher(base: server.url).fetch(
                PublishedDataSet(name: "broken", summary: "", md5: nil), into: folder.url)
        }
        #expect(broken?.code == .unpackingFailed)
        #expect(leftovers.isEmpty)
    }

    @Test func `what is there already is not fetched again`() async throws {
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "tiny"), withIntermediateDirectories: true)
        let error = await #expect(throws: FetchError.self) {
            try await DataFetcher().fetch(tiny(), into: folder.url)
        }
        #expect(error?.code == .alreadyThere)
    }

    @Test func `without internet it says what to do instead`() async throws {
        // A port that was just closed: nobody listens there.
        let port = try OneShotServer([:]).port
        let fetcher = DataFetcher(base: URL(string: "http://127.0.0.1:\(port)/")!, connectTimeout: .seconds(2))
        let error = await #expect(throws: FetchError.self) {
            try await fetcher.fetch(#require(PublishedDataSet.named("ml-100k")), into: folder.url)
        }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("marquee import ml-100k/") == true)
        #expect(error?.message.contains("--demo") == true)
        #expect(leftovers.isEmpty)
    }
}
