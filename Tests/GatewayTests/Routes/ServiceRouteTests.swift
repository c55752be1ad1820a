import Actors
import Foundation
import HTTPTypes
import Testing

@testable import Gateway

@Suite struct ServiceRouteTests {
    private let world = GatewayWorld()

    @Test func `health says model, uptime and data`() async throws {
        let answer = try await world.get("/health")
        #expect(answer.json["status"] as? String == "ok")
        #expect(answer.json["model"] as? [String: String] == ["name": "test", "version": "1"])
        #expect(answer.json["data"] as? [String: Int] == ["viewers": 3, "movies": 9, "interactions": 3])
        #expect(answer.json["uptime_seconds"] is Double)
    }

    @Test func `ready follows the model and the life of the gateway`() async throws {
        #expect(try await world.get("/ready").status == 200)
        #expect(try await world.get("/livez").status == 200)
        world.gateway.responder.services.phase.advance(to: .draining)
        let draining = try await world.get("/ready")
        #expect(draining.status == 503 && draining.code == "draining")
        #expect(try await world.get("/livez").status == 200)
        #expect(try await world.post("/recommend", #"{"user_id":1}"#).status == 200)
    }

    @Test(arguments: ["abc", "A-1_2.z", String(repeating: "x", count: 128)])
    func `a request keeps its name`(_ id: String) async throws {
        let answer = try await world.get("/popular", headers: [.requestID: id])
        #expect(answer.headers[.requestID] == id)
        #expect(answer.json["request_id"] as? String == id)
    }

    @Test(arguments: ["", "a b", "ä", "a\"b", "<x>", String(repeating: "x", count: 129)])
    func `a name that cannot stand in a log is replaced`(_ id: String) async throws {
        let answer = try await world.get("/popular", headers: [.requestID: id])
        let given = try #require(answer.headers[.requestID])
        #expect(given != id && given.count == 32)
    }

    @Test func `no two requests get the same name`() {
        let names = Set((0..<10_000).map { _ in RequestIdentifier.make() })
        #expect(names.count == 10_000)
    }

    @Test(arguments: ["/health", "/docs", "/nothing", "/popular"])
    func `every answer carries the security headers`(_ path: String) async throws {
        let headers = try await world.get(path).headers
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
        #expect(headers[.contentSecurityPolicy]?.contains("unsafe") == false)
        #expect(headers[.referrerPolicy] == "no-referrer")
        #expect(headers[.cacheControl] != nil && headers[.date] != nil)
    }

    @Test func `HEAD answers as GET, without a body`() async throws {
        let get = try await world.get("/livez"), head = try await world.send(.head, "/livez")
        #expect(head.status == 200 && head.text.isEmpty)
        #expect(head.headers[.contentLength] == get.headers[.contentLength])
    }

    @Test func `dates are as RFC 9110 wants them`() {
        #expect(DateStamp.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")  // the example of RFC 9110, 5.6.7
    }

    @Test func `benchmark routes are there only when they are asked for`() async throws {
        #expect(try await world.get("/_bench/hello").status == 404)
        let world = GatewayWorld { $0.benchmarkRoutes = true }
        #expect(try await world.get("/_bench/hello").text == "hello\n")
        let first = try await world.post("/_bench/echo", #"{"user_id":196,"k":10}"#)
        let second = try await world.post("/_bench/echo", #"{"user_id":197,"k":10}"#)
        let real = try await world.post("/recommend", #"{"user_id":1,"k":10}"#)
        #expect(first.text == second.text && first.ids == real.ids)
    }

    // MARK: Metrics

    @Test func `requests are counted by route template and status`() async throws {
        _ = try await world.get("/movies/i1")
        _ = try await world.get("/movies/i2")
        _ = try await world.get("/movies/nope")
        _ = try await world.post("/recommend", "{")
        _ = try await world.get("/some/random/path")
        _ = try await world.post("/events", #"{"user_id":1,"movie_id":2,"type":"click"}"#)
        let text = try await world.get("/metrics").text
        #expect(text.contains(#"marquee_http_requests_total{route="GET /movies/{movie_id}",status="200"} 2"#))
        #expect(text.contains(#"marquee_http_requests_total{route="GET /movies/{movie_id}",status="404"} 1"#))
        #expect(text.contains(#"marquee_http_requests_total{route="POST /recommend",status="400"} 1"#))
        #expect(text.contains(#"marquee_http_requests_total{route="other",status="404"} 1"#))
        #expect(text.contains(#"marquee_http_request_duration_seconds_count{route="GET /movies/{movie_id}"} 3"#))
        #expect(text.contains("marquee_events_accepted_total 1\n"))
        #expect(text.contains(#"marquee_model_info{name="test",version="1"} 1"#))
        #expect(text.contains("process_resident_memory_bytes 1000\n"))
        #expect(!text.contains("random"))
    }

    @Test func `each family says its help and type once, before its samples`() async throws {
        _ = try await world.get("/popular")
        let text = try await world.get("/metrics").text
        var types: [String: String] = [:]
        var help: Set<Substring> = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# HELP") {
                #expect(help.insert(words[2]).inserted)
            } else if line.hasPrefix("# TYPE") {
                #expect(types.updateValue(String(words[3]), forKey: String(words[2])) == nil)
                #expect(help.contains(words[2]))
            } else {
                let name = String(line.prefix { $0 != "{" && $0 != " " })
                let family =
                    ["_bucket", "_sum", "_count"].lazy.map {
                        name.hasSuffix($0) ? String(name.dropLast($0.count)) : name
                    }
                    .first { types[$0] != nil } ?? name
                #expect(types[family] != nil, "\(line)")
                if types[family] == "counter" { #expect(family.hasSuffix("_total")) }
                #expect(Double(words.last ?? "") != nil || words.last == "+Inf" || words.last == "NaN")
            }
        }
        #expect(types.count > 20)
    }

    static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: promtool != nil, "promtool is not installed (Debian package prometheus)"))
    func `promtool accepts the metrics`() async throws {
        for path in ["/popular", "/movies/i1", "/nothing"] { _ = try await world.get(path) }
        let text = try await world.get("/metrics").text
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.promtool))
        process.arguments = ["check", "metrics"]
        let input = Pipe(), output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && said.isEmpty, "\(said)")
    }
}
