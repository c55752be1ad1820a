import Actors
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import Gateway

/// Start, serve, drain, stop.
@Suite(.serialized) struct GatewayLifeTests {
    private static let host = "Host: localhost\r\n"
    private static let json = "Content-Type: application/json\r\n"

    @Test func `the phases follow one another`() async throws {
        let world = GatewayWorld()
        #expect(world.gateway.phase == .starting)
        try await world.live { port in
            #expect(port > 0)
            #expect(world.gateway.phase == .serving)
        }
        #expect(world.gateway.phase == .stopped)
    }

    @Test func `a port that is taken is an error, and nobody waits for it`() async throws {
        let first = GatewayWorld()
        try await first.live { port in
            let second = GatewayWorld { $0.port = port }
            await #expect(throws: (any Error).self) { try await second.gateway.run() }
            #expect(await second.gateway.boundPort == nil)
            #expect(second.gateway.phase == .stopped)
        }
    }

    /// A request whose body comes only after the shutdown began.
    @Test func `what is in flight at shutdown is answered, and then the connection ends`() async throws {
        let world = GatewayWorld()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [world.gateway], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await world.gateway.boundPort)
            try await RawConnection.open(port) { connection in
                let body = #"{"user_id":"u0","k":2}"#
                // The leave to send proves that the server has the head.
                try await connection.send(
                    "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                )
                #expect(try await connection.answer()?.status == 100)
                await group.triggerGracefulShutdown()
                while world.gateway.phase == .serving { await Task.yield() }
                try await connection.send(body)
                let answer = try await connection.answer()
                #expect(answer?.status == 200 && answer?.ids.count == 2)
                #expect(answer?.headers[.connection] == "close")
                #expect(try await connection.rest().isEmpty)
            }
            try await tasks.waitForAll()
        }
        #expect(world.gateway.phase == .stopped)
    }

    @Test func `a client that will not end cannot hold the shutdown`() async throws {
        let world = GatewayWorld { configuration in
            configuration.drain = .milliseconds(200)
            configuration.limits.linger = .milliseconds(100)
            configuration.limits.body = .seconds(600)
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [world.gateway], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await world.gateway.boundPort)
            try await RawConnection.open(port) { connection in
                try await connection.send(
                    "POST /recommend HTTP/1.1\r\n\(Self.host)\(Self.json)Expect: 100-continue\r\nContent-Length: 100\r\n\r\n"
                )
                #expect(try await connection.answer()?.status == 100)
                await group.triggerGracefulShutdown()
                _ = try await connection.rest()  // ends when the server cuts it
            }
            try await tasks.waitForAll()
        }
        #expect(world.gateway.phase == .stopped)
    }

    @Test func `cancellation ends it too`() async throws {
        let world = GatewayWorld()
        let task = Task { try await world.gateway.run() }
        _ = await world.gateway.boundPort
        task.cancel()
        _ = await task.result
        #expect(world.gateway.phase == .stopped)
    }

    /// Swaps under live requests: every answer is of one version only, and none fails.
    @Test func `models are swapped while requests come`() async throws {
        let world = GatewayWorld()
        try await world.live { port in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await RawConnection.open(port) { connection in
                            for _ in 0..<50 {
                                try await connection.send("GET /popular HTTP/1.1\r\n\(Self.host)\r\n")
                                let answer = try #require(try await connection.answer())
                                #expect(answer.status == 200 && answer.items.count == 8)
                            }
                        }
                    }
                }
                for version in 2..<20 { await world.store.swap(to: .fixture(version: String(version))) }
                try await group.waitForAll()
            }
        }
    }
}
