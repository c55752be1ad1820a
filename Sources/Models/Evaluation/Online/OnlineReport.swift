/// How lists that were served turned out: by model version and segment, with intervals, and what could not be judged.
public struct OnlineReport: Sendable, Equatable, Codable {
    /// Lists from here on, milliseconds since 1970 …
    public var since: Int64
    /// … to before here.
    public var until: Int64
    /// How long after a list an event counts for it, milliseconds.
    public var window: Int64
    /// How many first places count as the head of a list.
    public var cutoff: Int
    /// What was joined, and what could not be.
    public var counts: JoinCounts
    /// The figures, by endpoint, model and segment.
    public var rows: [RealisedRow]
    /// Of the ratings of that time; nil when it was not asked for.
    public var ratings: OnlineRatingReport?

    public init(
        since: Int64, until: Int64, window: Int64, cutoff: Int, counts: JoinCounts, rows: [RealisedRow],
        ratings: OnlineRatingReport?
    ) {
        self.since = since
        self.until = until
        self.window = window
        self.cutoff = cutoff
        self.counts = counts
        self.rows = rows
        self.ratings = ratings
    }

    /// The figures of a model's lists for viewers, or of one segment of them.
    public func row(model: String, endpoint: String = "recommend", segment: String = "all") -> RealisedRow? {
        rows.first { $0.cell == OnlineCell(model: model, endpoint: endpoint, segment: segment) }
    }
}
