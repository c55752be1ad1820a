import Histogram

/// Latencies with bounded error: within 1 % of the value (and 0.1 µs), up to a minute. Recording allocates nothing.
public struct LatencyHistogram: Sendable {
    /// In units of 100 ns.
    private var histogram = Histogram<UInt64>(
        lowestDiscernibleValue: 1, highestTrackableValue: Self.highest, numberOfSignificantValueDigits: .two)
    private var nanoseconds: UInt64 = 0

    /// A minute; longer ones count as one.
    private static let highest: UInt64 = 600_000_000
    private static let unit: UInt64 = 100

    public init() {}

    /// How many latencies were recorded.
    public var count: Int { Int(histogram.totalCount) }

    /// A latency below zero counts as zero.
    public mutating func record(_ latency: Duration) {
        let exact = latency.nanoseconds
        histogram.record(min(exact / Self.unit, Self.highest))
        nanoseconds &+= exact
    }

    /// Adds all that `other` recorded.
    public mutating func add(_ other: LatencyHistogram) {
        guard other.count > 0 else { return }
        histogram.add(other.histogram)
        nanoseconds &+= other.nanoseconds
    }

    /// Forgets all that was recorded.
    public mutating func reset() {
        guard count > 0 else { return }
        histogram.reset()
        nanoseconds = 0
    }

    /// Exact; nil when nothing was recorded.
    public var mean: Duration? { count > 0 ? .nanoseconds(Int64(clamping: nanoseconds / UInt64(count))) : nil }

    /// The sum of all latencies, exact.
    public var total: Duration { .nanoseconds(Int64(clamping: nanoseconds)) }

    /// The smallest latency that at least `percent` of all do not exceed (nearest rank); nil when nothing was
    /// recorded.
    /// - Precondition: `percent` is 0…100.
    public func percentile(_ percent: Double) -> Duration? {
        precondition((0...100).contains(percent), "a percentile is 0 to 100")
        guard count > 0 else { return nil }
        return Self.duration(histogram.valueAtPercentile(percent))
    }

    /// The largest; nil when nothing was recorded.
    public var largest: Duration? { count > 0 ? Self.duration(histogram.max) : nil }

    /// How many took at most `bound`.
    public func count(upTo bound: Duration) -> Int {
        Int(histogram.count(within: 0...min(bound.nanoseconds / Self.unit, Self.highest)))
    }

    private static func duration(_ units: UInt64) -> Duration { .nanoseconds(Int64(clamping: units * unit)) }
}

extension Duration {
    /// Whole nanoseconds, not below 0 and not above 2⁶³ − 1.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < Int64.max / 1_000_000_000 else { return UInt64(Int64.max) }
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }

    /// As a fraction of seconds.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
