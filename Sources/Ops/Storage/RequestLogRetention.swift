public import Foundation
public import Logging
public import ServiceLifecycle

/// Keeps the request log to its days: deletes what is older, a little at a time, until shutdown.
public struct RequestLogRetention: Service {
    private let store: SQLiteRecordStore
    private let retention: Duration
    private let interval: Duration
    private let clock: any Clock<Duration>
    private let now: @Sendable () -> Int64
    private let logger: Logger

    /// - Parameters:
    ///   - retention: how long a row stays.
    ///   - interval: the pause between two rounds.
    ///   - now: milliseconds since 1970.
    public init(
        store: SQLiteRecordStore, keeping retention: Duration = .seconds(7 * 86_400),
        interval: Duration = .seconds(600),
        clock: any Clock<Duration> = ContinuousClock(),
        now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }, logger: Logger
    ) {
        self.store = store
        self.retention = retention
        self.interval = interval
        self.clock = clock
        self.now = now
        self.logger = logger
    }

    public func run() async throws {
        while !Task.isCancelled && !Task.isShuttingDownGracefully {
            await deleteExpired()
            try? await cancelWhenGracefulShutdown { [clock, interval] in try await clock.sleep(for: interval) }
        }
    }

    /// Deletes everything that is too old now; between two deletions others may write.
    public func deleteExpired() async {
        let limit = 10_000
        let oldest = now() - retention.components.seconds * 1000
        do {
            while try await store.deleteRecords(before: oldest, limit: limit) == limit {
                guard !Task.isCancelled && !Task.isShuttingDownGracefully else { return }
                await Task.yield()
            }
        } catch {
            logger.warning("old request records could not be deleted; will try again", metadata: ["reason": "\(error)"])
        }
    }
}
