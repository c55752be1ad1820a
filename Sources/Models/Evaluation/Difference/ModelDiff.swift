/// What would change for viewers if one model took another's place.
public struct ModelDiff: Sendable, Equatable, Codable {
    /// One of the two models.
    public struct Side: Sendable, Equatable, Codable {
        /// The model's name and version.
        public var version: String
        /// Its tensors.
        public var bytes: Int
        /// The median time of one list of ten, one thread; nil where it was not measured.
        public var microsecondsPerList: Double?
        /// Viewers it was trained with.
        public var viewerCount: Int
        /// Films it ranks.
        public var filmCount: Int

        public init(
            version: String, bytes: Int, microsecondsPerList: Double? = nil, viewerCount: Int, filmCount: Int
        ) {
            self.version = version
            self.bytes = bytes
            self.microsecondsPerList = microsecondsPerList
            self.viewerCount = viewerCount
            self.filmCount = filmCount
        }
    }

    /// How alike the lists of some viewers are.
    public struct SegmentOverlap: Sendable, Equatable, Codable {
        /// What these viewers have in common.
        public var dimension: ViewerSegment.Dimension
        /// What they are called: `20 to 99 films`, `Drama`.
        public var name: String
        /// How many they are.
        public var viewerCount: Int
        /// The share of the first places that both fill with the same films, mean over them.
        public var overlap: Double
        /// Mean over them, 0…1.
        public var rankBiasedOverlap: Double
    }

    /// How models are held against each other.
    public struct Options: Sendable {
        /// Viewers to ask about, drawn with `seed` from those both models know.
        public var viewerCount = 500
        /// The first places that overlap and moves are about.
        public var cutoff = 10
        /// The length of the lists.
        public var depth = 100
        /// Of the rank-biased overlap.
        public var persistence = 0.9
        /// Risers and fallers named, of each.
        public var moveCount = 10
        /// Draws the viewers.
        public var seed: UInt64 = 42
        /// How many tasks work at once; does not change the result.
        public var workerCount: Int

        /// The standard options on so many tasks.
        public init(workerCount: Int) { self.workerCount = workerCount }
    }

    /// The model that is there.
    public var before: Side
    /// The model that would take its place.
    public var after: Side
    /// Viewers asked about.
    public var viewerCount: Int
    /// The first places that overlap and moves are about.
    public var cutoff: Int
    /// The length of the lists.
    public var depth: Int
    /// The share of the first places that both fill with the same films, whatever the order; nil without viewers.
    public var overlap: Estimate?
    /// Down to `depth`; nil without viewers.
    public var rankBiasedOverlap: Estimate?
    /// The share of viewers whose first places stay as they are, order included.
    public var unchangedShare: Double
    /// Films that more viewers would see, the largest change first.
    public var risers: [FilmMove]
    /// Films that fewer viewers would see, the largest change first.
    public var fallers: [FilmMove]
    /// The same for viewers with something in common.
    public var segments: [SegmentOverlap]
    /// What the models are worth by segment; empty where nobody measured it (`SegmentDifference.of`).
    public var quality: [SegmentDifference]

    /// Holds the lists of two models against each other.
    /// - Complexity: O(viewers · depth), and a bootstrap over viewers.
    /// - Throws: when the task is cancelled.
    public init(
        before: Side, after: Side, lists: PairedLists, segments: [ViewerSegment], quality: [SegmentDifference] = [],
        options: Options
    ) async throws(CancellationError) {
        self.before = before
        self.after = after
        self.quality = quality
        viewerCount = lists.viewers.count
        cutoff = options.cutoff
        depth = options.depth
        let overlaps = lists.overlaps(at: options.cutoff)
        let rankBiased = lists.rankBiasedOverlaps(persistence: options.persistence)
        let estimates = try await Bootstrap(seed: options.seed).estimates(
            zip(overlaps, rankBiased).flatMap { [$0, $1] }, columnCount: 2, workerCount: options.workerCount)
        overlap = estimates.first
        rankBiasedOverlap = estimates.last
        let unchanged = zip(lists.before, lists.after)
            .count { $0.prefix(options.cutoff).elementsEqual($1.prefix(options.cutoff)) }
        unchangedShare = lists.viewers.isEmpty ? 1 : Double(unchanged) / Double(lists.viewers.count)
        (risers, fallers) = FilmMove.largest(
            in: lists, cutoff: options.cutoff, depth: options.depth, limit: options.moveCount)
        self.segments = segments.map { segment in
            SegmentOverlap(
                dimension: segment.dimension, name: segment.name, viewerCount: segment.viewers.count,
                overlap: segment.mean(of: overlaps), rankBiasedOverlap: segment.mean(of: rankBiased))
        }
    }

    /// Fills in what films are called.
    public mutating func name(_ title: (ItemID) -> String?) {
        for place in risers.indices { risers[place].title = title(risers[place].item) }
        for place in fallers.indices { fallers[place].title = title(fallers[place].item) }
    }
}

extension ViewerSegment {
    fileprivate func mean(of values: [Double]) -> Double {
        viewers.reduce(0) { $0 + values[$1] } / Double(max(1, viewers.count))
    }
}
