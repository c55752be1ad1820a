/// One monitored figure over time.
public struct KeptMonitor: Sendable, Equatable {
    public struct Point: Sendable, Equatable {
        /// Seconds since 1970.
        public var at: Double
        public var value: Double
        /// What its size should have stayed below.
        public var limit: Double?
        public var breached: Bool

        public init(at: Double, value: Double, limit: Double?, breached: Bool) {
            self.at = at
            self.value = value
            self.limit = limit
            self.breached = breached
        }
    }

    public var name: String
    /// The oldest first; where there are many, evenly thinned out, the latest always among them.
    public var points: [Point]
    /// What the latest value was measured on.
    public var note: String?
    /// Why the latest round could not measure it.
    public var gap: String?

    public init(name: String, points: [Point] = [], note: String? = nil, gap: String? = nil) {
        self.name = name
        self.points = points
        self.note = note
        self.gap = gap
    }
}
