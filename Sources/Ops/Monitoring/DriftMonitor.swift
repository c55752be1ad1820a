public import Foundation
import Models

/// Compares what the serving model was trained on with what happens now.
///
/// Measuring blocks the thread for as long as SQLite counts; `MonitoringJob` does it away from the serving threads.
public struct DriftMonitor: Sendable {
    private let events: EventDatabase
    private let requests: SQLiteRecordStore?
    private let settings: MonitorSettings

    /// - Parameter requests: nil where no request log is kept; figures of it are then missing, with that reason.
    public init(events: EventDatabase, requests: SQLiteRecordStore?, settings: MonitorSettings = MonitorSettings()) {
        self.events = events
        self.requests = requests
        self.settings = settings
    }

    /// - Parameters:
    ///   - reference: the tally of what the model was trained on, where it is known already.
    ///   - similar: lists of `/similar`, where a model can be asked.
    public func measure(
        _ model: MonitoredModel, at moment: Date, reference: EventTally? = nil, similar: [SimilarList]? = nil
    ) throws(StorageError) -> MonitorRound {
        var round = MonitorRound(at: moment)
        let before = if let reference { reference } else { try self.reference(of: model) }
        let now = try events.tally(current(model, moment), positives: model.positives)
        measureEvents(before, now, into: &round)
        try measureServing(model, into: &round)
        measure(model, similar, into: &round)
        return round
    }

    /// What the model was trained on. The same as long as the model serves.
    public func reference(of model: MonitoredModel) throws(StorageError) -> EventTally {
        try events.tally(
            .trainedOn(sequence: model.lastEventSequence, dataEnd: model.dataEnd), positives: model.positives)
    }

    private func current(_ model: MonitoredModel, _ moment: Date) -> EventWindow {
        let since = DocumentText.milliseconds(moment) - Int64(settings.days) * 86_400_000
        return .newSince(sequence: model.lastEventSequence, dataEnd: model.dataEnd, since: since)
    }

    // MARK: Events

    private func measureEvents(_ before: EventTally, _ now: EventTally, into round: inout MonitorRound) {
        round.take(
            .newEvents, Double(now.events),
            note: "events of the last \(settings.days) days that the model does not know",
            otherwise: "")
        compare(.ratingsStability, "ratings", before.ratings, now.ratings, into: &round)
        compare(.ratingsDivergence, "ratings", before.ratings, now.ratings, into: &round)
        compare(.genresDivergence, "events with films", before.genres, now.genres, 1_000, into: &round)
        compare(.activityStability, "days of viewers", before.activity, now.activity, into: &round)
        measureUncatalogued(before, now, into: &round)
        measureSkew(before, now, into: &round)
        measureEntropy(before, now, into: &round)
    }

    /// - Parameter unit: what one event adds to the counts.
    private func compare(
        _ name: MonitorName, _ what: String, _ before: ClassCounts, _ now: ClassCounts, _ unit: Int = 1,
        into round: inout MonitorRound
    ) {
        let counts = (before.total / unit, now.total / unit)
        guard isEnough(counts) else { return round.miss(name, tooFew(what, counts)) }
        let isStability = name == .ratingsStability || name == .activityStability
        round.take(
            name,
            isStability ? PopulationStability.index(from: before, to: now) : JensenShannon.divergence(before, now),
            limit: isStability ? settings.stabilityLimit : settings.divergenceLimit,
            note: "\(counts.1) \(what) against \(counts.0) before", otherwise: tooFew(what, counts))
    }

    /// A fault of the data rather than of taste: events begin to name films that nobody has described.
    private func measureUncatalogued(_ before: EventTally, _ now: EventTally, into round: inout MonitorRound) {
        let counts = (before.events, now.events)
        guard isEnough(counts) else { return round.miss(.uncataloguedShare, tooFew("events", counts)) }
        let note =
            "\(now.uncatalogued) of \(now.events) events are about films that are not in the catalogue, "
            + "\(PlainNumber.percent(before.uncataloguedShare)) were before"
        round.take(
            .uncataloguedShare, now.uncataloguedShare, limit: before.uncataloguedShare + settings.uncataloguedRise,
            note: note, otherwise: note)
    }

    private func measureSkew(_ before: EventTally, _ now: EventTally, into round: inout MonitorRound) {
        let counts = (before.ratings.total, now.ratings.total)
        guard isEnough(counts), let old = before.ratingMoments?.skewness, let new = now.ratingMoments?.skewness else {
            return round.miss(.ratingSkewChange, tooFew("ratings of different stars", counts))
        }
        let note = "skew \(PlainNumber.fixed(new, digits: 2)), was \(PlainNumber.fixed(old, digits: 2))"
        round.take(.ratingSkewChange, new - old, limit: settings.skewChangeLimit, note: note, otherwise: note)
    }

    private func measureEntropy(_ before: EventTally, _ now: EventTally, into round: inout MonitorRound) {
        let counts = (before.likes, now.likes)
        guard isEnough(counts), let old = Entropy.bits(before.preferences), let new = Entropy.bits(now.preferences)
        else {
            round.miss(.preferenceEntropy, tooFew("likes of films with genres", counts))
            return round.miss(.preferenceEntropyChange, tooFew("likes of films with genres", counts))
        }
        let note =
            "genre entropy of \(counts.1) likes; of \(counts.0) before, \(PlainNumber.fixed(old, digits: 2)) bits"
        round.take(.preferenceEntropy, new, note: note, otherwise: note)
        round.take(
            .preferenceEntropyChange, new - old, limit: settings.entropyChangeLimit, note: note, otherwise: note)
    }

    private func isEnough(_ counts: (Int, Int)) -> Bool { min(counts.0, counts.1) >= settings.minimumEvents }

    private func tooFew(_ what: String, _ counts: (Int, Int)) -> String {
        "too few \(what): \(counts.1) now and \(counts.0) before, at least \(settings.minimumEvents) are needed"
    }

    // MARK: Answers

    private func measureServing(_ model: MonitoredModel, into round: inout MonitorRound) throws(StorageError) {
        let names: [MonitorName] = [.scoresDistance, .coverage, .concentration, .fallbackRate]
        guard let requests else {
            for name in names { round.miss(name, "no request log is kept") }
            return
        }
        try measureScores(model, requests, into: &round)
        let end = DocumentText.milliseconds(round.at) + 1
        let served = try requests.tally(end - 86_400_000..<end)
        guard served.sampled >= settings.minimumAnswers else {
            let reason = "too few answers: \(served.answers) in a day, at least \(settings.minimumAnswers) are needed"
            for name in names.dropFirst() { round.miss(name, reason) }
            return
        }
        let films = try events.size().movies
        let note = "\(served.films.count) of \(films) films in \(served.sampled) lists of a day"
        round.take(.coverage, served.coverage(ofCatalogue: films), note: note, otherwise: "the catalogue is empty")
        round.take(.concentration, served.concentration(ofCatalogue: films), note: note, otherwise: "no film was shown")
        round.take(
            .fallbackRate, served.fallbackRate, limit: settings.fallbackLimit,
            note: "\(served.fallbacks) of \(served.sampled) answers of a day", otherwise: note)
    }

    private func measureScores(
        _ model: MonitoredModel, _ requests: SQLiteRecordStore, into round: inout MonitorRound
    ) throws(StorageError) {
        let samples = try requests.scores(of: model.version, lists: settings.maximumLists)
        let reason =
            "too few lists of this model: \(samples.lists) on each side, at least \(settings.minimumLists) are needed"
        guard samples.lists >= settings.minimumLists else { return round.miss(.scoresDistance, reason) }
        round.take(
            .scoresDistance, KolmogorovSmirnov.statistic(samples.first, samples.latest), limit: settings.scoreLimit,
            note: "the model's \(samples.lists) latest lists against its first", otherwise: "the lists have no scores")
    }

    // MARK: The model itself

    private func measure(_ model: MonitoredModel, _ similar: [SimilarList]?, into round: inout MonitorRound) {
        let age = model.trainedAt.map { max(0, round.at.timeIntervalSince1970 - Double($0)) / 86_400 }
        round.take(
            .modelAge, age, limit: settings.modelAgeLimit, note: "since \(model.version) was trained",
            otherwise: "when \(model.version) was trained is not known")
        round.take(
            .modelAccuracy, model.metrics["ndcg_at_10"], note: "by the evaluation of \(model.version)",
            otherwise: "\(model.version) was not evaluated")
        round.take(
            .similarityQuality, similar.flatMap(SimilarList.quality),
            note: "mean genre overlap of \(similar?.count ?? 0) films with those called similar",
            otherwise: "no model that finds similar films could be asked")
    }
}
