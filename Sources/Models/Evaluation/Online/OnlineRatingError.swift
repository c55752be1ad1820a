/// The error of a stream of ratings: each is predicted before it is learnt (prequential evaluation, Gama and others 2013),
/// and errors are told in batches.
public struct OnlineRatingError<Predictor: RatingPredictor>: Sendable {
    /// As learnt until now.
    public private(set) var predictor: Predictor
    private var report: OnlineRatingReport
    private var running = RatingBatch()

    /// - Parameter predictor: as learnt from ratings that are not judged.
    public init(_ predictor: Predictor, batchSize: Int = 1_000) {
        precondition(batchSize > 0, "a batch holds a rating")
        self.predictor = predictor
        report = OnlineRatingReport(batchSize: batchSize)
    }

    /// - Parameter time: milliseconds since 1970, when it arrived.
    public mutating func add(user: UserID, item: ItemID, stars: Double, at time: Int64) {
        let error = stars - predictor.prediction(user: user, item: item)
        running.add(squaredError: error * error, at: time)
        report.overall.add(squaredError: error * error, at: time)
        predictor.learn(user: user, item: item, stars: stars)
        guard running.count == report.batchSize else { return }
        report.keep(running)
        running = RatingBatch(number: running.number + 1)
    }

    /// What there is until now; the last batch may be short.
    public func finished() -> OnlineRatingReport {
        var report = report
        if running.count > 0 { report.keep(running) }
        return report
    }
}

/// The errors of a stream of ratings.
public struct OnlineRatingReport: Sendable, Equatable, Codable {
    /// Ratings in a batch.
    public var batchSize: Int
    /// The latest, oldest first.
    public var batches: [RatingBatch] = []
    /// Of all ratings there were.
    public var overall = RatingBatch()

    /// So many batches are kept; older ones are in `OnlineRatingReport.overall` alone.
    public static let maximumBatches = 1_000

    /// - Parameter batchSize: ratings in a batch, > 0.
    public init(batchSize: Int) { self.batchSize = batchSize }

    mutating func keep(_ batch: RatingBatch) {
        batches.append(batch)
        if batches.count > Self.maximumBatches { batches.removeFirst() }
    }
}

/// Ratings that arrived one after another.
public struct RatingBatch: Sendable, Equatable, Codable {
    /// From 0.
    public var number = 0
    /// Ratings in it.
    public var count = 0
    /// The sum of (stars − prediction)².
    public var squaredError = 0.0
    /// Milliseconds since 1970.
    public var firstAt: Int64 = 0
    /// Milliseconds since 1970.
    public var lastAt: Int64 = 0

    public init(number: Int = 0) { self.number = number }

    mutating func add(squaredError: Double, at time: Int64) {
        if count == 0 { firstAt = time }
        lastAt = time
        count += 1
        self.squaredError += squaredError
    }

    /// Nil without ratings.
    public var rootMeanSquaredError: Double? {
        count > 0 ? (squaredError / Double(count)).squareRoot() : nil
    }
}
