import Foundation
import Testing

/// From files to answers, with the real binary over a real socket.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `Serving journey` {
    @Test func `import, train, serve, tell, and the next answer knows`() async throws {
        let server = try await MarqueeProcess(serving: SmallWorld.home())
        #expect(try await server.get("/ready").status == 200)

        let first = try await server.post("/recommend", #"{"user_id":2,"k":3}"#)
        #expect(first.status == 200)
        #expect(first.json["is_fallback"] as? Bool == false)
        #expect(first.movies.count == 3)
        #expect(first.movies.allSatisfy { Int($0)! % 2 == 0 }, "viewer 2 likes even films: \(first.movies)")

        let movie = try #require(first.movies.first)
        let told = try await server.post("/ratings", #"{"user_id":2,"movie_id":\#(movie),"rating":5}"#)
        #expect((200...299).contains(told.status), "\(told.body)")
        let second = try await server.post("/recommend", #"{"user_id":"2","k":5}"#)
        #expect(!second.movies.contains(movie), "a rated film is left out of the next answer")
    }

    @Test func `an unknown viewer gets popular films, marked, and their own after some events`() async throws {
        let server = try await MarqueeProcess(serving: SmallWorld.home())
        let stranger = try await server.post("/recommend", #"{"user_id":"somebody new","k":3}"#)
        #expect(stranger.json["is_fallback"] as? Bool == true)
        #expect(stranger.json["fallback_reason"] as? String == "unknown_user")
        let events = [1, 3, 5, 7].map {
            #"{"user_id":"somebody new","movie_id":\#($0),"type":"rating","value":5}"#
        }
        let told = try await server.post("/events", #"{"events":[\#(events.joined(separator: ","))]}"#)
        #expect((200...299).contains(told.status), "\(told.body)")
        let known = try await server.post("/recommend", #"{"user_id":"somebody new","k":5}"#)
        #expect(known.json["is_fallback"] as? Bool == false)
        #expect(known.movies.filter { Int($0)! % 2 == 1 }.count >= 4, "liked odd films: \(known.movies)")
    }

    @Test func `acknowledged events survive a kill, once each, and are known after the restart`() async throws {
        let home = try await SmallWorld.home()
        var server = try await MarqueeProcess(serving: home)
        let movie = try #require(try await server.post("/recommend", #"{"user_id":4,"k":1}"#).movies.first)
        let body = #"{"event_id":"once","user_id":4,"movie_id":\#(movie),"rating":4}"#
        #expect((200...299).contains(try await server.post("/ratings", body).status))
        server.kill()
        server = try await MarqueeProcess(serving: home)
        let answer = try await server.post("/recommend", #"{"user_id":4,"k":40}"#)
        #expect(!answer.movies.contains(movie), "what was acknowledged is known after the restart")
        let again = try await server.post("/ratings", body)
        #expect(again.body.contains("duplicate"), "a resend is recognised: \(again.body)")
    }

    @Test func `a model goes live and back while requests run, without a failure or a mixture`() async throws {
        let home = try await SmallWorld.home()
        let server = try await MarqueeProcess(serving: home)
        let first = try #require(try await server.post("/recommend", #"{"user_id":1}"#).version)
        let trained = try await MarqueeProcess.run("train", "--model", "itemcf", "--no-activate", home: home)
        #expect(trained.status == 0, "\(trained.errors)")
        let listed = try await server.get(
            "/admin/models", headers: [("Authorization", "Bearer \(MarqueeProcess.token)")])
        let versions = (listed.json["models"] as? [[String: Any]] ?? []).compactMap { $0["version"] as? String }
        let second = try #require(versions.first { $0 != first }, "\(listed.body)")

        try await withThrowingTaskGroup(of: Set<String>.self) { group in
            for viewer in 1...4 {
                group.addTask {
                    var seen: Set<String> = []
                    for _ in 0..<60 {
                        let answer = try await server.post("/recommend", #"{"user_id":\#(viewer)}"#)
                        #expect(answer.status == 200, "\(answer.body)")
                        if let version = answer.version { seen.insert(version) }
                    }
                    return seen
                }
            }
            for version in [second, first, second] {
                let activated = try await server.administer("/admin/models/\(version)/activate")
                #expect(activated.status == 200, "\(activated.body)")
                #expect(try await server.post("/recommend", #"{"user_id":1}"#).version == version)
            }
            for try await seen in group { #expect(seen.isSubset(of: [first, second])) }
        }
        #expect(try await server.administer("/admin/rollback").status == 200)
        #expect(try await server.post("/recommend", #"{"user_id":1}"#).version == first)
    }

    @Test func `training beside a running server takes effect by itself`() async throws {
        let home = try await SmallWorld.home()
        let server = try await MarqueeProcess(serving: home)
        let before = try await server.post("/recommend", #"{"user_id":1}"#).version
        let trained = try await MarqueeProcess.run("train", "--model", "popularity", home: home)
        #expect(trained.status == 0, "\(trained.errors)")
        var after = before
        for _ in 0..<600 where after == before {
            after = try await server.post("/recommend", #"{"user_id":1}"#).version
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(after != before)
    }

    @Test func `SIGTERM stops in order with status 0, and the request log is complete`() async throws {
        let home = try await SmallWorld.home()
        let server = try await MarqueeProcess(serving: home)
        for viewer in 1...30 { _ = try await server.post("/recommend", #"{"user_id":\#(viewer)}"#) }
        #expect(server.terminate() == 0)
        let logged = try await SQLiteShell.count("requests", in: home.appending(path: "requests.sqlite"))
        #expect(logged == 30)
    }

    @Test func `a second server on the same home is refused`() async throws {
        let home = try await SmallWorld.home()
        let server = try await MarqueeProcess(serving: home)
        let second = try await MarqueeProcess.run("serve", "--port", "0", home: home)
        #expect(second.status != 0)
        #expect(second.errors.contains("another server already serves"))
        withExtendedLifetime(server) {}
    }

    @Test func `a damaged model is refused and the one before serves`() async throws {
        let home = try await SmallWorld.home()
        let first = try #require(try active(in: home))
        #expect(try await MarqueeProcess.run("train", "--model", "itemcf", home: home).status == 0)
        let second = try #require(try active(in: home))
        #expect(first != second)
        let tensors = home.appending(path: "models/\(second)/tensors.safetensors")
        let handle = try FileHandle(forWritingTo: tensors)
        try handle.truncate(atOffset: 1_000)
        try handle.close()
        let server = try await MarqueeProcess(serving: home)
        let answer = try await server.post("/recommend", #"{"user_id":1}"#)
        #expect(answer.status == 200)
        #expect(answer.version.map { first.hasSuffix($0) } == true)
    }

    @Test func `the doctor says whose memory the process uses`() async throws {
        let home = try await SmallWorld.home()
        let examined = try await MarqueeProcess.run("doctor", home: home)
        #expect(examined.status == 0, "\(examined.output)\(examined.errors)")
        #expect(examined.output.contains("jemalloc 5"))
        #expect(examined.output.contains("serves this process's memory"))
    }

    /// `name/version` of the active model.
    private func active(in home: URL) throws -> String? {
        let data = try Data(contentsOf: home.appending(path: "models/ACTIVE.json"))
        let record = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let active = record?["active"] as? [String: String]
        return active.flatMap { active in
            active["name"].flatMap { name in active["version"].map { "\(name)/\($0)" } }
        }
    }
}
