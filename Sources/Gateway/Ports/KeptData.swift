public import Models

/// How much of what is stored.
public struct KeptDataSize: Sendable, Equatable {
    public var films: Int
    /// Viewers of whom something is known besides their id.
    public var describedViewers: Int
    /// Viewers with an event, or described.
    public var viewers: Int
    public var importedEvents: Int
    /// Events that came by the API.
    public var arrivedEvents: Int
    /// Films that were asked for and are not in the model, those asked for most first.
    public var unknownFilms: [(id: String, count: Int)]

    public init(
        films: Int, describedViewers: Int, viewers: Int, importedEvents: Int, arrivedEvents: Int,
        unknownFilms: [(id: String, count: Int)]
    ) {
        self.films = films
        self.describedViewers = describedViewers
        self.viewers = viewers
        self.importedEvents = importedEvents
        self.arrivedEvents = arrivedEvents
        self.unknownFilms = unknownFilms
    }

    public static func == (first: KeptDataSize, second: KeptDataSize) -> Bool {
        (first.films, first.describedViewers, first.viewers, first.importedEvents, first.arrivedEvents)
            == (second.films, second.describedViewers, second.viewers, second.importedEvents, second.arrivedEvents)
            && first.unknownFilms.elementsEqual(second.unknownFilms, by: ==)
    }
}

/// An import that was made, and what became of its lines.
public struct KeptImport: Sendable {
    /// Seconds since 1970.
    public var at: Double
    public var report: ImportReport

    public init(at: Double, report: ImportReport) {
        self.at = at
        self.report = report
    }
}

/// Training data by name.
public struct KeptSnapshot: Sendable {
    /// The content hash of the training set.
    public var hash: String
    /// Seconds since 1970.
    public var createdAt: Double
    /// How much of what, by name: `imported_events`, `interactions`, …
    public var counts: [(name: String, count: Int)]
    /// The first second inside the training window; nil when all events teach.
    public var windowStart: Double?
    /// The newest event, seconds since 1970.
    public var newestEvent: Double
    public var imbalance: ImbalanceReport

    public init(
        hash: String, createdAt: Double, counts: [(name: String, count: Int)], windowStart: Double?,
        newestEvent: Double, imbalance: ImbalanceReport
    ) {
        self.hash = hash
        self.createdAt = createdAt
        self.counts = counts
        self.windowStart = windowStart
        self.newestEvent = newestEvent
        self.imbalance = imbalance
    }
}
