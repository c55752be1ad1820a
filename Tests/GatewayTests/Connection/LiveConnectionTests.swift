import HTTPTypes
import NIOCore
import Testing

@testable import Gateway

/// Over real sockets: what happens below requests. Waits are for the server's own answers and closes.
@Suite(.serialized) struct LiveConnectionTests {
    /// Limits short enough to wait for.
    private static func world(_ change: (inout HTTPGateway.Configuration) -> Void = { _ in }) -> GatewayWorld {
        GatewayWorld { configuration in
            configuration.limits.linger = .milliseconds(200)
            change(&configuration)
        }
    }

    private static let host = "Host: localhost\r\n"
    private static let json = "Content-Type: application/json\r\n"
    private static func post(_ target: String, _ body: String) -> String {
        "POST \(target) HTTP/1.1\r\n\(host)Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Sends `text` and gives the first answer, and whether the connection was closed after it.
    private func exchange(
        _ text: String, _ world: GatewayWorld = Self.world()
    ) async throws -> (answer: TestAnswer?, rest: String) {
        try await world.live { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(text)
                let answer = try await connection.answer()
                return (answer, try await connection.rest())
            }
        }
    }

    @Test func `requests follow one another on one connection`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                for _ in 0..<5 {
                    try await connection.send(Self.post("/recommend", #"{"user_id":"u0","k":2}"#))
                    let answer = try #require(try await connection.answer())
                    #expect(answer.status == 200 && answer.ids.count == 2)
                }
            }
        }
    }

    @Test func `pipelined requests are answered in order`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                let requests = (0..<50).map { "GET /movies/i\($0 % 8) HTTP/1.1\r\n\(Self.host)\r\n" }
                try await connection.send(requests.joined())
                for number in 0..<50 {
                    let answer = try #require(try await connection.answer())
                    #expect(answer.json["movie_id"] as? String == "i\(number % 8)")
                }
            }
        }
    }

    @Test func `a missing Host is refused`() async throws {
        let (answer, rest) = try await exchange("GET /health HTTP/1.1\r\n\r\n")
        #expect(answer?.status == 400 && answer?.code == "bad_host")
        #expect(answer?.headers[.connection] == "close" && rest.isEmpty)
    }

    @Test func `two Hosts are refused`() async throws {
        let (answer, _) = try await exchange("GET /health HTTP/1.1\r\n\(Self.host)Host: other\r\n\r\n")
        #expect(answer?.status == 400 && answer?.code == "bad_host")
    }

    @Test func `HTTP 1_0 needs no Host and closes`() async throws {
        let (answer, rest) = try await exchange("GET /livez HTTP/1.0\r\n\r\n")
        #expect(answer?.status == 200 && answer?.headers[.connection] == "close" && rest.isEmpty)
    }

    @Test func `HTTP 1_0 may keep the connection`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                for _ in 0..<2 {
                    try await connection.send("GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                    #expect(try await connection.answer()?.headers[.connection] == "keep-alive")
                }
            }
        }
    }

    @Test(arguments: ["close", "Close", "close, x-thing"])
    func `Connection close is honoured however it is spelt`(_ value: String) async throws {
        let (answer, rest) = try await exchange("GET /livez HTTP/1.1\r\n\(Self.host)Connection: \(value)\r\n\r\n")
        #expect(answer?.status == 200 && answer?.headers[.connection] == "close" && rest.isEmpty)
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "GET\r\n\r\n", "GET /health HTTP/1.1\r\nbad header\r\n\r\n", "\u{1}\u{2}\u{3}\r\n\r\n",
        "POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        "POST /recommend HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n",
    ])
    func `what is not HTTP is a problem too`(_ text: String) async throws {
        let (answer, rest) = try await exchange(text)
        #expect(answer?.status == 400 && answer?.code == "bad_request_line", "\(text)")
        #expect(answer?.headers[.contentType] == "application/problem+json" && rest.isEmpty)
    }

    @Test func `an HTTP version nobody speaks`() async throws {
        let (answer, _) = try await exchange("GET /health HTTP/3.0\r\n\(Self.host)\r\n")
        #expect(answer?.status == 505 || answer?.status == 400)
        #expect(answer?.code != nil)
    }

    @Test func `an oversized header`() async throws {
        let (answer, _) = try await exchange(
            "GET /health HTTP/1.1\r\n\(Self.host)X: \(String(repeating: "x", count: 100_000))\r\n\r\n")
        #expect(answer?.status == 431 && answer?.code == "header_too_large")
    }

    @Test func `too many header fields`() async throws {
        let fields = (0..<200).map { "X-\($0): 1\r\n" }.joined()
        let (answer, _) = try await exchange("GET /health HTTP/1.1\r\n\(Self.host)\(fields)\r\n")
        #expect(answer?.status == 431 && answer?.code == "header_too_large")
    }

    @Test func `a request target without end`() async throws {
        let (answer, _) = try await exchange(
            "GET /\(String(repeating: "x", count: 50_000)) HTTP/1.1\r\n\(Self.host)\r\n")
        #expect(answer?.status == 431)
    }

    @Test func `a body that is declared too large is refused before it is sent`() async throws {
        let (answer, rest) = try await exchange(
            "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Content-Length: 9999999999\r\n\r\n{"
        )
        #expect(answer?.status == 413 && answer?.code == "body_too_large" && rest.isEmpty)
    }

    @Test func `a chunked body is cut off at the limit`() async throws {
        let world = Self.world { $0.bodyBytes = 1_000 }
        let chunk = "200\r\n\(String(repeating: " ", count: 512))\r\n"
        let (answer, rest) = try await exchange(
            "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Transfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)\(chunk)",
            world)
        #expect(answer?.status == 413 && rest.isEmpty)
    }

    @Test func `a chunked body is read`() async throws {
        let (answer, _) = try await exchange(
            "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "8\r\n{\"k\":2, \r\nD\r\n\"user_id\":\"a\"\r\n1\r\n}\r\n0\r\n\r\n")
        #expect(answer?.status == 200 && answer?.ids.count == 2)
    }

    @Test func `a broken chunk is a problem`() async throws {
        let (answer, _) = try await exchange(
            "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Transfer-Encoding: chunked\r\n\r\nzz\r\n")
        #expect(answer?.status == 400 && answer?.code == "bad_request_line")
    }

    @Test func `rubbish behind a good request waits for its answer`() async throws {
        let (answer, rest) = try await exchange("GET /livez HTTP/1.1\r\n\(Self.host)\r\nrubbish\r\n\r\n")
        #expect(answer?.status == 200)
        #expect(rest.hasPrefix("HTTP/1.1 400") && rest.contains("bad_request_line"))
    }

    @Test func `leave to send the body is given at once`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                let body = #"{"user_id":1}"#
                try await connection.send(
                    "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                )
                #expect(try await connection.answer()?.status == 100)
                try await connection.send(body)
                #expect(try await connection.answer()?.status == 200)
            }
        }
    }

    @Test func `a client that sends nothing more after half closing still gets its answer`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                try await connection.send("GET /livez HTTP/1.1\r\n\(Self.host)\r\n")
                connection.finish()
                #expect(try await connection.answer()?.status == 200)
                #expect(try await connection.rest().isEmpty)
            }
        }
    }

    @Test func `an upgrade that is not offered is served as a last request`() async throws {
        let (answer, rest) = try await exchange(
            "GET /livez HTTP/1.1\r\n\(Self.host)Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n"
        )
        #expect(answer?.status == 200 && answer?.headers[.connection] == "close" && rest.isEmpty)
    }

    @Test func `HEAD sends no body`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "HEAD /openapi.json HTTP/1.1\r\n\(Self.host)\r\nGET /livez HTTP/1.1\r\n\(Self.host)\r\n")
                let head = try await connection.answer(isHead: true)
                #expect(Int(head?.headers[.contentLength] ?? "") ?? 0 > 1_000)
                #expect(try await connection.answer()?.json["status"] as? String == "alive")
            }
        }
    }

    // MARK: Slow clients

    @Test func `a connection that says nothing is closed`() async throws {
        let (answer, _) = try await exchange("", Self.world { $0.limits.idle = .milliseconds(150) })
        #expect(answer == nil)
    }

    @Test func `half a header is not waited for`() async throws {
        let (answer, _) = try await exchange(
            "GET /health HTTP/1.1\r\nHost: loc", Self.world { $0.limits.idle = .milliseconds(150) })
        #expect(answer == nil)
    }

    /// The sender never pauses longer than the idle limit; only the limit on the whole body can end it.
    @Test func `a body that trickles without end is cut off`() async throws {
        let world = Self.world { $0.limits.body = .milliseconds(300) }
        try await world.live { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Content-Length: 1000000\r\n\r\n")
                let sender = connection.sender
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        while !Task.isCancelled {
                            do { try await sender(" ") } catch { return }  // the server closed
                            try await Task.sleep(for: .milliseconds(20))
                        }
                    }
                    let answer = try await connection.answer()
                    #expect(answer?.status == 408 && answer?.code == "body_timeout")
                    #expect(try await connection.rest().isEmpty)
                    group.cancelAll()
                    while let result = await group.nextResult() { _ = result }
                }
            }
        }
    }

    @Test func `a body that is not read by its route is bounded too`() async throws {
        let world = Self.world { $0.limits.body = .milliseconds(200) }
        let (answer, _) = try await exchange(
            "POST /nothing HTTP/1.1\r\n\(Self.host)Content-Length: 1000\r\n\r\nx", world)
        #expect(answer?.status == 404)  // and then the connection was closed, or this would not return
    }

    /// Requests without end whose answers are never read: writing here fails once the server has cut the connection.
    @Test func `a client that never reads is cut off`() async throws {
        let world = Self.world { $0.limits.write = .milliseconds(300) }
        try await world.live { port in
            try await RawConnection.open(port, reads: false) { connection in
                let requests = String(repeating: "GET /openapi.json HTTP/1.1\r\n\(Self.host)\r\n", count: 200)
                await #expect(throws: (any Error).self) {
                    while true { try await connection.send(requests) }
                }
            }
            let (answer, _) = try await RawConnection.open(port) { connection in
                try await connection.send("GET /livez HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
                return (try await connection.answer(), try await connection.rest())
            }
            #expect(answer?.status == 200)
        }
    }

    // MARK: Many

    @Test func `connections beyond the limit wait for one to end`() async throws {
        let world = Self.world { $0.connectionLimit = 4 }
        try await world.live { port in
            try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<32 {
                    group.addTask {
                        try await RawConnection.open(port) { connection in
                            try await connection.send("GET /livez HTTP/1.1\r\n\(Self.host)Connection: close\r\n\r\n")
                            let status = try await connection.answer()?.status
                            _ = try await connection.rest()
                            return status
                        }
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test func `many connections ask at once`() async throws {
        try await Self.world().live { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for viewer in 0..<100 {
                    group.addTask {
                        try await RawConnection.open(port) { connection in
                            for _ in 0..<5 {
                                try await connection.send(Self.post("/recommend", #"{"user_id":\#(viewer),"k":5}"#))
                                #expect(try await connection.answer()?.status == 200)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
