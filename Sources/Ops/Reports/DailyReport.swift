public import Foundation
public import Models

/// Everything that is on record of one day.
public struct DailyReport: Sendable, Equatable, Codable {
    /// `2026-01-31`, UTC.
    public var day: String
    public var madeAt: Date
    /// False when the day was not over yet.
    public var isComplete: Bool
    public var programVersion: String

    /// Nil when no request log is kept. Its list of films is left out: `exposure` has the sums.
    public var served: ServedTally?
    /// Answers of this day and the days before it, as far as the log goes back.
    public var recentDays: [DayFigure]
    public var exposure: Exposure
    /// Events that arrived on the day, and everything before it.
    public var events: EventTally
    public var eventsBefore: EventTally
    /// Genre entropy of what was liked, in bits, of the days that had enough likes.
    public var preferenceEntropy: [DayFigure]
    public var drift: [Drift]
    /// Rounds of monitoring, the oldest first.
    public var monitoring: [MonitorRound]

    /// How the lists of the day turned out, as far as is known; nil where nobody looked.
    public var online: OnlineReport?

    /// What servers counted on the day; empty when none did.
    public var counts: [DayCounter: Int]

    /// The version that was active when the report was made.
    public var activeModel: String?
    public var changes: [RegistryChange]
    public var decisions: [DecisionRecord]

    public struct DayFigure: Sendable, Equatable, Codable {
        public var day: String
        public var value: Double
    }

    /// What the lists of the day showed of the catalogue.
    public struct Exposure: Sendable, Equatable, Codable {
        public var catalogueFilms = 0
        public var shownFilms = 0
        public var coverage: Double?
        public var gini: Double?
        public var mostShown: [ShownFilm] = []
    }

    public struct ShownFilm: Sendable, Equatable, Codable {
        public var id: String
        public var title: String
        public var count: Int
    }

    /// One comparison of the day with everything before it.
    public struct Drift: Sendable, Equatable, Codable {
        public var name: String
        /// Nil when there was too little to compare; `note` says so.
        public var value: Double?
        public var limit: Double
        public var note: String

        public var isBreached: Bool { value.map { $0 > limit } ?? false }
    }
}
