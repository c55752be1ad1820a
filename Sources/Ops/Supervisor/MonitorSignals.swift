import Actors
import Foundation
import Models

/// Which monitored figures are a reason to train once their limit is broken, and how much they must be measured on.
///
/// Figures of ratings, genres, tastes and activity need as many new events as `events`, for on a handful they break their
/// limit by chance. Activity compares days of viewers, of which there are fewer than events: it needs five times as many.
/// Fallbacks and scores are measured on answers, and have minimums of their own (`MonitorSettings`).
struct MonitorSignals: Sendable {
    /// The latest round; nil before the first.
    let round: @Sendable () -> MonitorRound?
    /// The serving version's conversions by online evaluation, the oldest first.
    let quality: @Sendable (ModelVersion) throws -> [(at: Date, value: Estimate)]
    let champion: @Sendable () -> ModelVersion?
    /// New events without which figures of events say nothing.
    let events: Int

    init(
        board: MonitorBoard, history: EvaluationHistory, store: ModelStore, events: Int
    ) {
        self.init(
            round: { board.round },
            quality: { try history.course(of: OnlineQuality.metric, model: "\($0)") },
            champion: { store.current?.version }, events: events)
    }

    init(
        round: @escaping @Sendable () -> MonitorRound?,
        quality: @escaping @Sendable (ModelVersion) throws -> [(at: Date, value: Estimate)],
        champion: @escaping @Sendable () -> ModelVersion?, events: Int
    ) {
        self.round = round
        self.quality = quality
        self.champion = champion
        self.events = events
    }

    /// Those whose limit is broken.
    /// - Throws: `StorageError`.
    func broken() throws -> [RetrainSignal] {
        let quality = try champion().flatMap { OnlineQuality.fall($0, try self.quality($0)) }
        return (round().map(drift) ?? []) + (quality.map { [$0] } ?? [])
    }

    private func drift(_ round: MonitorRound) -> [RetrainSignal] {
        let newEvents = Int(round[.newEvents]?.value ?? 0)
        return Self.watched.compactMap { name, words, share in
            guard newEvents >= events * share, let reading = round[name], reading.breached, let limit = reading.limit
            else { return nil }
            let value = PlainNumber.fixed(reading.value, digits: 2)
            return RetrainSignal(
                name: name.rawValue, value: reading.value, limit: limit,
                sentence: "\(words) \(value), beyond \(PlainNumber.fixed(limit, digits: 2)): \(reading.note)",
                measuredAt: reading.at)
        }
    }

    /// What each is called, and how many times `events` it needs.
    private static let watched: [(MonitorName, String, Int)] = [
        (.ratingsStability, "ratings have drifted: PSI", 1),
        (.ratingsDivergence, "ratings have drifted: Jensen–Shannon", 1),
        (.genresDivergence, "genres have drifted: Jensen–Shannon", 1),
        (.preferenceEntropyChange, "tastes have changed: genre entropy by", 1),
        (.uncataloguedShare, "events name films that are not in the catalogue: a share of", 1),
        (.activityStability, "activity has drifted: PSI", 5),
        (.scoresDistance, "scores have drifted: Kolmogorov–Smirnov", 0),
        (.fallbackRate, "too many fallbacks: a share of", 0),
    ]
}

/// Whether viewers take less of what the serving model recommends than they took at first.
enum OnlineQuality {
    /// Lists with a film that was watched or rated / lists.
    static let metric = "conversion"
    /// Below so much of what it was at first it has fallen.
    static let share = 0.8
    /// The first and the latest are this many evaluations; with fewer than both nothing is said.
    static let evaluations = 3

    /// - Parameter course: of the champion, the oldest first.
    /// - Returns: nil unless even the latest interval's upper end lies below `share` of its first evaluations' mean.
    static func fall(_ version: ModelVersion, _ course: [(at: Date, value: Estimate)]) -> RetrainSignal? {
        guard course.count >= 2 * evaluations, let latest = course.last else { return nil }
        let first = course.prefix(evaluations).map(\.value.mean).reduce(0, +) / Double(evaluations)
        let limit = share * first
        guard limit > 0, latest.value.high < limit else { return nil }
        let now = PlainNumber.percent(latest.value.mean), before = PlainNumber.percent(first)
        return RetrainSignal(
            name: "online_\(metric)", value: latest.value.mean, limit: limit,
            sentence: "\(now) of the lists of \(version) lead to something watched or rated, \(before) did at first",
            measuredAt: latest.at)
    }
}
