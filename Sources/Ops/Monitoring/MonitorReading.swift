public import Foundation

/// What is watched. The names are those of `/metrics` and of the readings' table; never renamed.
public enum MonitorName: String, Sendable, Codable, CaseIterable {
    case ratingsStability = "ratings_psi"
    case ratingsDivergence = "ratings_js"
    case ratingSkewChange = "rating_skew_change"
    case genresDivergence = "genres_js"
    case preferenceEntropy = "preference_entropy_bits"
    case preferenceEntropyChange = "preference_entropy_change"
    case activityStability = "activity_psi"
    case uncataloguedShare = "uncatalogued_share"
    case scoresDistance = "scores_ks"
    case coverage = "served_coverage"
    case concentration = "served_gini"
    case fallbackRate = "fallback_rate"
    case similarityQuality = "similarity_genre_overlap"
    case modelAge = "model_age_days"
    case modelAccuracy = "model_ndcg_at_10"
    case newEvents = "events_since_training"
}

/// One figure at one moment.
public struct MonitorReading: Sendable, Equatable, Codable {
    public var name: String
    public var value: Double
    /// What its size should stay below; nil where there is no such bound.
    public var limit: Double?
    public var breached: Bool
    public var at: Date
    /// What it was measured on, for a person.
    public var note: String

    /// - Parameter limit: breached when the value, or its opposite, is above it.
    public init(name: String, value: Double, limit: Double? = nil, at: Date, note: String) {
        self.name = name
        self.value = value
        self.limit = limit
        breached = limit.map { abs(value) > $0 } ?? false
        self.at = at
        self.note = note
    }
}

/// A figure that could not be measured, and why.
public struct MonitorGap: Sendable, Equatable, Codable {
    public var name: String
    public var reason: String

    public init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}

/// Everything that was measured at one moment.
public struct MonitorRound: Sendable, Equatable, Codable {
    public var at: Date
    public var readings: [MonitorReading] = []
    public var gaps: [MonitorGap] = []

    public init(at: Date) { self.at = at }

    public subscript(name: MonitorName) -> MonitorReading? { readings.first { $0.name == name.rawValue } }

    mutating func take(_ name: MonitorName, _ value: Double?, limit: Double? = nil, note: String, otherwise: String) {
        guard let value, value.isFinite else { return miss(name, otherwise) }
        readings.append(MonitorReading(name: name.rawValue, value: value, limit: limit, at: at, note: note))
    }

    mutating func miss(_ name: MonitorName, _ reason: String) {
        gaps.append(MonitorGap(name: name.rawValue, reason: reason))
    }
}
