import Actors
import Foundation
import Gateway
import Logging
import ServiceLifecycle

/// Looks at what is recorded as active, and takes it up when another process changed it.
struct ModelWatch: Service {
    let activator: ModelActivator
    let interval: Duration

    func run() async throws {
        await everyTime(interval) { await activator.followRecord() }
    }
}

/// Writes the films that were asked for and are not in the model, for the next training.
struct UnknownItemFlush: Service {
    let log: UnknownItemLog
    let database: EventDatabase
    let logger: Logger

    func run() async throws {
        await everyTime(.seconds(5)) { await flush() }
        await flush()
    }

    /// What cannot be written is tried again at the next turn.
    private func flush() async {
        let noted = log.drain()
        do {
            try await database.noteUnknownItems(noted, at: Int64(Date().timeIntervalSince1970))
        } catch {
            log.putBack(noted)
            logger.warning("films that were asked for could not be noted", metadata: ["reason": "\(error)"])
        }
    }
}

/// Says once where the server listens.
struct Announcement: Service {
    let gateway: HTTPGateway
    let host: String
    /// Called with the address.
    let announce: @Sendable (String) -> Void

    func run() async throws {
        if let port = await gateway.boundPort {
            announce("http://\(host.contains(":") ? "[\(host)]" : host):\(port)")
        }
        // Ends with the group, not before: the end of a service is a reason to stop everything.
        try? await gracefulShutdown()
    }
}

/// Runs `body` again and again, `interval` apart, until shutdown or cancellation.
func everyTime(_ interval: Duration, _ body: () async -> Void) async {
    while !Task.isCancelled && !Task.isShuttingDownGracefully {
        await body()
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: interval) }
    }
}
