import Actors
import Foundation
import HTTPTypes
import Logging
import ServiceLifecycle
import Testing

@testable import Gateway

/// `GET /admin/stream` over real sockets. Waits are for what the server sends.
@Suite(.serialized) struct LiveStreamTests {
    private static let token = "Authorization: Bearer \(GatewayWorld.token)\r\n"
    private static let ask = "GET /admin/stream HTTP/1.1\r\nHost: localhost\r\n\(token)\r\n"
    private static let popular = "GET /popular HTTP/1.1\r\nHost: localhost\r\n\r\n"

    private static func world(_ change: (inout HTTPGateway.Configuration) -> Void = { _ in }) -> GatewayWorld {
        GatewayWorld { configuration in
            configuration.streamInterval = .milliseconds(5)
            configuration.limits.linger = .milliseconds(100)
            change(&configuration)
        }
    }

    /// The next event of that name, its data read by another parser than ours.
    private static func event(_ name: String, on connection: RawConnection) async throws -> [String: Any] {
        _ = try #require(try await connection.text(until: "event: \(name)\ndata: "))
        let line = try #require(try await connection.text(until: "\n"))
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `it begins with the past, the model and the run under way`() async throws {
        try await Self.world().live { port in
            try await RawConnection.open(port) { connection in
                try await connection.send(Self.ask)
                let head = try #require(try await connection.text(until: "\r\n\r\n")).lowercased()
                #expect(head.hasPrefix("http/1.1 200") && head.contains("content-type: text/event-stream"))
                #expect(head.contains("transfer-encoding: chunked") && head.contains("cache-control: no-store"))
                #expect(try await Self.event("history", on: connection)["points"] is [Any])
                let model = try await Self.event("model", on: connection)["model"] as? [String: Any]
                #expect(model?["version"] as? String == "1")
                #expect(try await Self.event("training", on: connection)["run"] is NSNull)
            }
        }
    }

    @Test func `figures follow requests, and a heartbeat comes where there is nothing to tell`() async throws {
        let world = Self.world()
        try await world.live { port in
            try await RawConnection.open(port) { listener in
                try await listener.send(Self.ask)
                _ = try await Self.event("training", on: listener)
                _ = try #require(try await listener.text(until: ": still here\n\n"))
                try await RawConnection.open(port) { viewer in
                    try await viewer.send(Self.popular)
                    _ = try await viewer.answer()
                }
                let point = try await Self.event("live", on: listener)
                let routes = try #require(point["routes"] as? [[String: Any]])
                #expect(routes.contains { $0["route"] as? String == "GET /popular" && $0["requests"] as? Int == 1 })
                #expect(point["requests_per_second"] as? Double ?? 0 > 0)
                #expect((point["queues"] as? [[String: Any]])?.first?["name"] as? String == "ranking")
            }
        }
    }

    @Test func `a swap, a run and a decision are told as they happen`() async throws {
        let world = Self.world()
        try await world.live { port in
            try await RawConnection.open(port) { listener in
                try await listener.send(Self.ask)
                _ = try await Self.event("training", on: listener)
                await world.store.swap(to: .fixture(version: "2"))
                let model = try await Self.event("model", on: listener)["model"] as? [String: Any]
                #expect(model?["version"] as? String == "2")
                _ = try await world.training.startTraining(.standing)
                let run = try await Self.event("training", on: listener)["run"] as? [String: Any]
                #expect(run?["step"] as? String == "judge" && run?["loss"] as? Double == 12.5)
                _ = try await world.training.cancelTraining()
                let ended = try await Self.event("training", on: listener)["ended"] as? [String: Any]
                #expect(ended?["outcome"] as? String == "failed: the disk is full")
                world.records.decide("promote", at: 1_800_000_000)
                let decision = try await Self.event("decision", on: listener)
                #expect(decision["decision"] as? String == "promote" && decision["at"] as? Double == 1_800_000_000)
            }
        }
    }

    @Test func `without the token there is no stream, and a limit ends one`() async throws {
        let world = Self.world()
        #expect(try await world.get("/admin/stream?limit=1").status == 401)
        let authorized: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]
        #expect(try await world.get("/admin/stream?limit=0", headers: authorized).status == 422)
        let answer = try await world.get("/admin/stream?limit=2", headers: authorized)
        #expect(answer.text.ranges(of: "event: ").count == 2)
        let head = try await world.send(.head, "/admin/stream", headers: authorized)
        #expect(head.status == 200 && head.text.isEmpty)
        #expect(world.gateway.streams.count == 0)
    }

    @Test func `more streams than there are places are refused until one ends`() async throws {
        let world = Self.world { $0.streamLimit = 1 }
        try await world.live { port in
            try await RawConnection.open(port) { first in
                try await first.send(Self.ask)
                _ = try await Self.event("history", on: first)
                let refused = try await RawConnection.open(port) { second in
                    try await second.send(Self.ask)
                    return try await second.answer()
                }
                #expect(refused?.status == 503 && refused?.code == "too_many_streams")
                #expect(refused?.headers[.retryAfter] == "5")
            }
            while world.gateway.streams.count > 0 { await Task.yield() }
            try await RawConnection.open(port) { third in
                try await third.send(Self.ask)
                _ = try await Self.event("history", on: third)
            }
        }
    }

    @Test func `a listener that does not read is cut off, and its place given back`() async throws {
        let world = Self.world { configuration in
            configuration.limits.write = .milliseconds(200)
            configuration.streamInterval = .zero
        }
        try await world.live { port in
            try await RawConnection.open(port, reads: false) { deaf in
                try await deaf.send(Self.ask)
                while world.gateway.streams.count == 0 { await Task.yield() }
                try await RawConnection.open(port) { viewer in
                    while world.gateway.streams.count > 0 {
                        try await viewer.send(Self.popular)
                        _ = try #require(try await viewer.answer())
                    }
                }
            }
        }
    }

    @Test func `a stream ends when the server stops, and says so`() async throws {
        let world = Self.world { $0.streamInterval = .seconds(600) }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [world.gateway], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await world.gateway.boundPort)
            try await RawConnection.open(port) { connection in
                try await connection.send(Self.ask)
                _ = try await Self.event("training", on: connection)
                await group.triggerGracefulShutdown()
                #expect(try await Self.event("end", on: connection)["reason"] is String)
                #expect(try await connection.rest().hasSuffix("0\r\n\r\n"))
            }
            try await tasks.waitForAll()
        }
        #expect(world.gateway.streams.count == 0)
    }
}
