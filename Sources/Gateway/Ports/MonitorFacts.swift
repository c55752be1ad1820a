/// Port: the latest figures of monitoring. Ops supplies it; reading it is cheap.
public protocol MonitorFacts: Sendable {
    /// Empty before the first measurement; each name once.
    func monitors() -> [MonitorGauge]
}

/// One figure of monitoring, as `/metrics` shows it.
public struct MonitorGauge: Sendable, Equatable {
    /// Lower case with underscores: `ratings_psi`.
    public var name: String
    public var value: Double
    /// What its size should stay below, where there is such a bound.
    public var limit: Double?
    public var breached: Bool
    /// When it was measured, seconds since 1970.
    public var measuredAt: Double

    public init(name: String, value: Double, limit: Double?, breached: Bool, measuredAt: Double) {
        self.name = name
        self.value = value
        self.limit = limit
        self.breached = breached
        self.measuredAt = measuredAt
    }
}
