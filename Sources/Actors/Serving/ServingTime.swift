import Foundation

/// The two times serving needs, handed in so that tests make their own.
public struct ServingTime: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, for records.
    public var wallMilliseconds: @Sendable () -> Int64
    /// Time since an arbitrary start that never goes back, for latencies and windows.
    public var elapsed: @Sendable () -> Duration

    /// Clocks of one's own, for tests.
    public init(
        wallMilliseconds: @escaping @Sendable () -> Int64, elapsed: @escaping @Sendable () -> Duration
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.elapsed = elapsed
    }

    /// The machine's clocks.
    public static let system = ServingTime(
        wallMilliseconds: { Int64(Date().timeIntervalSince1970 * 1000) },
        elapsed: { start.duration(to: .now) })

    private static let start = ContinuousClock.now
}
