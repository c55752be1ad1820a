public import Models

/// Reads what was served beside what was done afterwards, once and in order of time, and judges the one by the other.
///
/// ```
///   requests.sqlite ─ lists ──┐
///                             ├─ in order of time ─► OutcomeJoin ─► RealisedTally ─► OnlineReport
///   marquee.sqlite ─ events ──┘                          (and OnlineRatingError)
/// ```
/// Both are read a few thousand rows at a time; memory is that of the open windows and of the viewers' sums.
public struct ReplayRun: Sendable {
    private let events: EventDatabase
    private let requests: SQLiteRecordStore
    private let settings: ReplaySettings

    public init(events: EventDatabase, requests: SQLiteRecordStore, settings: ReplaySettings) {
        self.events = events
        self.requests = requests
        self.settings = settings
    }

    /// - Parameter now: milliseconds since 1970: windows that reach beyond it are told to be unfinished.
    /// - Throws: `StorageError`, `CancellationError`.
    @concurrent public func run(now: Int64) async throws -> OnlineReport {
        let span = try span(now: now)
        var pass = try ReplayPass(events: events, requests: requests, settings: settings, span: span)
        try await pass.run(now: now)
        let ratings = settings.judgesRatings ? try await judgeRatings() : nil
        let rows = try await pass.tally.rows(settings.bootstrap, workerCount: settings.workerCount)
        return OnlineReport(
            since: span.lowerBound, until: span.upperBound, window: settings.window, cutoff: settings.cutoff,
            counts: pass.join.counts, rows: rows, ratings: ratings)
    }

    /// The time that was asked for, as far as the log has any of it.
    private func span(now: Int64) throws(StorageError) -> Range<Int64> {
        let logged = try requests.timeSpan() ?? now...now
        let first = max(settings.since, logged.lowerBound)
        return first..<max(first, min(settings.until, logged.upperBound + 1))
    }

    /// The ratings that arrived in the time looked at, each predicted from all that came before.
    private func judgeRatings() async throws -> OnlineRatingReport {
        // A long read without a pause: not on a thread that answers.
        var predictor = try await BackgroundThread.run { [events] in
            var predictor = BaselinePredictor()
            try events.forEachImportedRating { predictor.learn(user: $0.user, item: $0.item, stars: $0.value) }
            return predictor
        }
        var sequence: Int64 = 0
        var error: OnlineRatingError<BaselinePredictor>?
        while true {
            try Task.checkCancellation()
            await Task.yield()
            let page = try events.stream(after: sequence)
            for event in page.events where event.interaction.kind == .rating && event.receivedAt < settings.until {
                let rating = event.interaction
                if error == nil, event.receivedAt < settings.since {
                    predictor.learn(user: rating.user, item: rating.item, stars: rating.value)
                } else {
                    if error == nil { error = OnlineRatingError(predictor) }
                    error?.add(user: rating.user, item: rating.item, stars: rating.value, at: event.receivedAt)
                }
            }
            guard page.last > sequence else { break }
            sequence = page.last
        }
        return (error ?? OnlineRatingError(predictor)).finished()
    }
}
