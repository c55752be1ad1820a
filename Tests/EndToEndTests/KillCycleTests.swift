import Foundation
import Testing

/// What was acknowledged is there after `kill -9`, whenever it comes; nothing is there twice.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `Kill cycles` {
    /// 200 for a release, few in every run of the tests: MARQUEE_KILL_CYCLES says how many.
    static let cycles = ProcessInfo.processInfo.environment["MARQUEE_KILL_CYCLES"].flatMap(Int.init) ?? 5

    @Test func `no acknowledged event is lost and none is doubled`() async throws {
        let home = try await SmallWorld.home()
        var acknowledged: Set<String> = []
        for cycle in 0..<Self.cycles {
            let server = try await MarqueeProcess(serving: home)
            #expect(try await server.get("/ready").status == 200, "cycle \(cycle): the model is whole")
            acknowledged.formUnion(await post(to: server, cycle: cycle))
        }
        let stored = try await SQLiteShell.rows(
            "SELECT event_id, count(*) FROM events GROUP BY event_id", in: home.appending(path: "marquee.sqlite"))
        let ids = Set(stored.map { $0[0] })
        #expect(acknowledged.subtracting(ids).isEmpty, "lost: \(acknowledged.subtracting(ids).prefix(5))")
        #expect(stored.allSatisfy { $0[1] == "1" }, "an event is there twice")
        #expect(!acknowledged.isEmpty)
    }

    /// Four clients post until the server is killed under them.
    private func post(to server: MarqueeProcess, cycle: Int) async -> Set<String> {
        await withTaskGroup(of: Set<String>.self) { group in
            for client in 0..<4 {
                group.addTask {
                    var acknowledged: Set<String> = []
                    for number in 0... {
                        let id = "\(cycle)-\(client)-\(number)"
                        let body =
                            #"{"event_id":"\#(id)","user_id":\#(client + 1),"movie_id":\#(number % 40 + 1),"rating":4}"#
                        guard let answer = try? await server.post("/ratings", body) else { break }
                        if (200...299).contains(answer.status) { acknowledged.insert(id) }
                    }
                    return acknowledged
                }
            }
            group.addTask {
                // Somewhere in the middle of the posts; the moment differs from cycle to cycle.
                try? await Task.sleep(for: .milliseconds(20 + (cycle * 37) % 180))
                server.kill()
                return []
            }
            return await group.reduce(into: []) { $0.formUnion($1) }
        }
    }
}
