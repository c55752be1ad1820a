/// What became of a simulation.
public struct SimulationSummary: Sendable, Equatable, Codable {
    public struct Events: Sendable, Equatable, Codable {
        /// Held-out events of the schedule.
        public var scheduled = 0
        public var accepted = 0
        /// Those that the server had already.
        public var duplicates = 0
        /// Those that the server will never take.
        public var refused = 0
    }

    /// Events that answer what was shown, beside those of the data.
    public struct Answers: Sendable, Equatable, Codable {
        public var accepted = 0
        public var duplicates = 0
        public var refused = 0
    }

    public struct Lists: Sendable, Equatable, Codable {
        public var shown = 0
        /// Those made without the viewer's own model.
        public var fallback = 0
        /// Those with a film that the viewer meets in the held-out part.
        public var hit = 0
        public var films = 0
        public var filmsHit = 0
        /// `hit / shown`.
        public var hitRate: Double { shown > 0 ? Double(hit) / Double(shown) : 0 }
        /// `filmsHit / films`.
        public var precision: Double { films > 0 ? Double(filmsHit) / Double(films) : 0 }
    }

    public struct Requests: Sendable, Equatable, Codable {
        /// Attempts, whatever came of them.
        public var sent = 0
        /// Attempts after which the same request was sent again.
        public var repeated = 0
        /// Requests that were refused for good.
        public var failed = 0
    }

    /// Milliseconds of the attempts that were answered.
    public struct Latency: Sendable, Equatable, Codable {
        public var p50 = 0.0
        public var p95 = 0.0
        public var p99 = 0.0
        public var max = 0.0
    }

    public var viewers = 0
    public var sessions = 0
    public var events = Events()
    public var answers = Answers()
    public var lists = Lists()
    public var hitRate = 0.0
    public var requests = Requests()
    public var recommendLatency = Latency()
    public var eventLatency = Latency()
    /// Lists by the version that made them.
    public var versions: [String: Lists] = [:]
    public var seconds = 0.0
    /// The first few reasons for which something was refused.
    public var refusals: [String] = []

    public init() {}

    /// Whether every event of the schedule is on the server.
    public var isComplete: Bool { events.accepted + events.duplicates == events.scheduled && events.refused == 0 }
}

extension SimulationSummary.Latency {
    /// - Complexity: O(n · log n).
    init(_ milliseconds: [Double]) {
        guard !milliseconds.isEmpty else { return }
        let sorted = milliseconds.sorted()
        func percentile(_ share: Double) -> Double { sorted[Int((share * Double(sorted.count - 1)).rounded(.up))] }
        (p50, p95, p99, max) = (percentile(0.50), percentile(0.95), percentile(0.99), sorted[sorted.count - 1])
    }
}
