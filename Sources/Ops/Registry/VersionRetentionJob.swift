import Foundation
public import Logging
public import ServiceLifecycle

/// Keeps the model directory to its number of versions until shutdown.
public struct VersionRetentionJob: Service {
    private let retention: VersionRetention
    private let interval: Duration
    private let logger: Logger

    public init(_ retention: VersionRetention, interval: Duration = .seconds(3_600), logger: Logger) {
        self.retention = retention
        self.interval = interval
        self.logger = logger
    }

    public func run() async throws { await everyTime(interval) { await prune() } }

    func prune() async {
        do {
            for gone in try await BackgroundThread.run({ [retention] in try retention.prune() }) {
                logger.notice(
                    "a version's files are removed", metadata: ["version": "\(gone.version)", "bytes": "\(gone.bytes)"])
            }
        } catch {
            logger.warning("old versions could not be removed; will try again", metadata: ["reason": "\(error)"])
        }
    }
}
