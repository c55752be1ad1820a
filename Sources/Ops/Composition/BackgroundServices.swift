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
        await everyTime(.seconds(5)) { flush() }
        flush()
    }

    private func flush() {
        do {
            try database.noteUnknownItems(log.drain(), at: Int64(Date().timeIntervalSince1970))
        } catch {
            logger.warning("films that were asked for could not be noted", metadata: ["reason": "\(error)"])
        }
    }
}

/// Says once where the server listens.
struct Announcement: Service {
    let gateway: Gateway
    let announce: @Sendable (Int) -> Void

    func run() async throws {
        if let port = await gateway.boundPort { announce(port) }
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
