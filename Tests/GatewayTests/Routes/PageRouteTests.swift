import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Gateway

@Suite struct PageRouteTests {
    private let world = GatewayWorld()
    private let files = WebFiles(folder: GatewayWorld.webFolder)

    static let pages = ["/", "/operate", "/docs"]

    @Test(arguments: pages)
    func `a page is whole, and has nothing inline and nothing from elsewhere`(_ path: String) async throws {
        let page = try await world.get(path)
        #expect(page.status == 200 && page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(!page.text.contains("<script>") && !page.text.contains("style=") && !page.text.contains(" onclick"))
        #expect(!page.text.contains("http://") && !page.text.contains("https://"))
        let policy = try #require(page.headers[.contentSecurityPolicy])
        for rule in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"] {
            #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe"))
    }

    @Test(arguments: pages)
    func `whatever a page names is served, with its kind`(_ path: String) async throws {
        let page = try await world.get(path)
        let named = page.text.matches(of: /"(\/web\/[^"]+)"/).map { String($0.output.1) }
        #expect(!named.isEmpty)
        for path in named {
            let file = try await world.get(path)
            #expect(file.status == 200 && !file.bytes.isEmpty, "\(path)")
            let type = path.hasSuffix(".css") ? "text/css" : path.hasSuffix(".js") ? "text/javascript" : "image/"
            #expect(file.headers[.contentType]?.hasPrefix(type) == true, "\(path)")
        }
    }

    @Test func `whatever a module imports is there`() throws {
        for path in files.paths where path.hasSuffix(".js") {
            let text = String(buffer: try #require(files[path]).plain)
            for match in text.matches(of: /(?:from|import) "(\.[^"]+)"/) {
                let folder = URL(filePath: "/" + path).deletingLastPathComponent()
                let named = folder.appending(path: String(match.output.1)).standardized.path.dropFirst()
                #expect(files[String(named)] != nil, "\(path) imports \(match.output.1)")
            }
        }
    }

    @Test func `no script makes markup of text`() throws {
        let doors = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"]
        for path in files.paths where path.hasSuffix(".js") {
            let text = String(buffer: try #require(files[path]).plain)
            for door in doors { #expect(!text.contains(door), "\(path) uses \(door)") }
        }
    }

    @Test func `no text of a script goes over the end of a line, so that lines can be squeezed`() throws {
        for path in files.paths where path.hasSuffix(".js") {
            let url = URL(filePath: GatewayWorld.webFolder).appending(path: path)
            for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
                let marks = line.replacing("\"`\"", with: "").count { $0 == "`" }
                #expect(marks.isMultiple(of: 2), "\(path): \(line)")
            }
        }
    }

    @Test func `comments and indentation stay at home`() {
        let script = "// a\nlet x = 1; // b\n\n  /** c\n   * d\n   */\n  f(x);\n/* e */ g();\n/* h\n */ i();\n"
        func squeezed(_ text: String, _ type: String) -> String {
            String(decoding: WebText.squeezed(Array(text.utf8), mediaType: type), as: UTF8.self)
        }
        #expect(squeezed(script, "text/javascript") == "let x = 1; // b\nf(x);\ng();\ni();\n")
        #expect(squeezed("/* a */\n.b {\n  c: d; }\n", "text/css") == ".b {\nc: d; }\n")
        #expect(squeezed("  <p>\n", "text/html") == "  <p>\n")
    }

    @Test func `all files together are under 150 KB before packing`() {
        #expect(files.totalBytes < 150_000)
        #expect(files.missing == [])
    }

    @Test func `the same bytes again are answered 304, without them`() async throws {
        let first = try await world.get("/web/shared/dom.js")
        let tag = try #require(first.headers[.eTag])
        #expect(tag.hasPrefix("\"") && first.headers[.cacheControl] == "no-cache")
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let again = try await world.get("/web/shared/dom.js", headers: [.ifNoneMatch: known])
            #expect(again.status == 304 && again.bytes.isEmpty && again.headers[.eTag] == tag, "\(known)")
        }
        let other = try await world.get("/web/shared/dom.js", headers: [.ifNoneMatch: "\"other\""])
        #expect(other.status == 200 && other.bytes == first.bytes)
        #expect(try await world.get("/web/shared/api.js").headers[.eTag] != tag)
    }

    @Test(arguments: ["gzip", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZIP"])
    func `packed bytes have a tag of their own and unpack to the plain ones`(_ accepted: String) async throws {
        let plain = try await world.get("/"), packed = try await world.get("/", headers: [.acceptEncoding: accepted])
        #expect(packed.headers[.contentEncoding] == "gzip" && packed.headers[.vary] == "Accept-Encoding")
        #expect(plain.headers[.contentEncoding] == nil && plain.headers[.vary] == "Accept-Encoding")
        #expect(packed.headers[.eTag] != plain.headers[.eTag] && packed.bytes.count < plain.bytes.count)
        #expect(packed.headers[.contentLength] == String(packed.bytes.count))
        #expect(try gunzip(packed.bytes) == plain.bytes)
        let head = try await world.send(.head, "/", headers: [.acceptEncoding: accepted])
        #expect(head.bytes.isEmpty && head.headers[.contentLength] == packed.headers[.contentLength])
    }

    @Test(arguments: ["", "br", "gzip;q=0", "identity"])
    func `who does not take gzip gets it plain`(_ accepted: String) async throws {
        let answer = try await world.get("/", headers: [.acceptEncoding: accepted])
        #expect(answer.headers[.contentEncoding] == nil && answer.text.contains("<!doctype html>"))
    }

    @Test func `every file unpacks to itself`() throws {
        for path in files.paths {
            let file = try #require(files[path])
            guard let packed = file.packed else { continue }
            #expect(try gunzip(Array(packed.readableBytesView)) == Array(file.plain.readableBytesView), "\(path)")
        }
    }

    @Test(arguments: [
        "/web/shared/none.js", "/web/none/dom.js", "/web/..%2FWeb%2Fshared/dom.js", "/web/%2e%2e/docs.html",
    ])
    func `what the pages do not have is not found, wherever it may be`(_ path: String) async throws {
        let answer = try await world.get(path)
        #expect(answer.status == 404 && answer.code == "unknown_route")
    }

    @Test func `a missing page is said clearly, and nothing else suffers`() async throws {
        let world = GatewayWorld { $0.webFolder = "/nonexistent" }
        for path in Self.pages {
            let answer = try await world.get(path)
            #expect(answer.status == 500 && answer.code == "missing_page")
        }
        #expect(try await world.get("/popular").status == 200)
        var configuration = HTTPGateway.Configuration()
        configuration.webFolder = "/nonexistent"
        #expect(HTTPGateway.missingPages(in: configuration) == WebFiles.pages)
    }

    @Test func `a file that a page names and that is not there is missed`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "marquee-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for page in WebFiles.pages {
            try Data(#"<!doctype html><script src="/web/shared/gone.js"></script>"#.utf8)
                .write(to: folder.appending(path: page))
        }
        #expect(WebFiles(folder: folder.path).missing == ["shared/gone.js"])
    }

    /// By the system's gzip: another implementation than the one that packed.
    private func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Within a pipe's 64 KB: written whole before anything is read.
        try #require(bytes.count < 65_536)
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let unpacked = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(unpacked)
    }
}
