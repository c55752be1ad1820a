public import Models

/// What the request log says of a stretch of time.
///
/// Of very many rows every n-th is read: `sampleStep` is n, and shares, percentiles and films are those of the sample, while
/// `answers` is exact.
public struct ServedTally: Sendable, Equatable, Codable {
    public var answers = 0
    public var sampleStep = 1
    public var viewers = 0
    /// Of all answers together, milliseconds.
    public var percentiles: Percentiles?
    public var endpoints: [Served] = []
    public var versions: [Served] = []
    /// [24] by the hour of the day, UTC.
    public var hours: [Hour] = []
    /// Reasons of fallbacks, the most frequent first.
    public var fallbackReasons: [Count] = []
    /// How often each film was in a list, the most frequent first.
    public var films: [Count] = []

    /// One endpoint or one model version.
    public struct Served: Sendable, Equatable, Codable {
        public var name: String
        public var answers: Int
        public var fallbacks: Int
        public var meanMilliseconds: Double
        public var percentiles: Percentiles?
        /// Milliseconds since 1970.
        public var first: Int64
        public var last: Int64
    }

    public struct Hour: Sendable, Equatable, Codable {
        public var hour: Int
        public var answers: Int
        public var percentiles: Percentiles?
    }

    public struct Count: Sendable, Equatable, Codable {
        public var name: String
        public var count: Int
    }

    /// Rows that were looked at.
    public var sampled: Int { endpoints.reduce(0) { $0 + $1.answers } }
    public var fallbacks: Int { endpoints.reduce(0) { $0 + $1.fallbacks } }
    /// Of all answers that were looked at.
    public var meanMilliseconds: Double? {
        guard sampled > 0 else { return nil }
        return endpoints.reduce(0) { $0 + $1.meanMilliseconds * Double($1.answers) } / Double(sampled)
    }
    public var fallbackRate: Double? { sampled > 0 ? Double(fallbacks) / Double(sampled) : nil }

    /// Different films in lists / films of the catalogue.
    public func coverage(ofCatalogue count: Int) -> Double? {
        count > 0 && sampled > 0 ? min(1, Double(films.count) / Double(count)) : nil
    }

    /// The Gini index of showings over the whole catalogue.
    public func concentration(ofCatalogue count: Int) -> Double? {
        Concentration.gini(films.map(\.count), population: max(count, films.count))
    }
}
