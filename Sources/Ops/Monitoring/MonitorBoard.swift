import Foundation
public import Gateway
import Models

/// The latest round of monitoring, where `/metrics` reads it.
public final class MonitorBoard: MonitorFacts {
    private let latest = Locked<MonitorRound?>(nil)

    public init() {}

    public func show(_ round: MonitorRound) { latest.withLock { $0 = round } }

    /// Nil before the first.
    public var round: MonitorRound? { latest.withLock { $0 } }

    public func monitors() -> [MonitorGauge] {
        let round = latest.withLock { $0 }
        return (round?.readings ?? []).map { reading in
            MonitorGauge(
                name: reading.name, value: reading.value, limit: reading.limit, breached: reading.breached,
                measuredAt: reading.at.timeIntervalSince1970)
        }
    }
}
