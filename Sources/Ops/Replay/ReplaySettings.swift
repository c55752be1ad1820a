public import Models

/// Which lists are judged by what followed, and how.
public struct ReplaySettings: Sendable {
    /// How long after a list an event counts for it, milliseconds.
    public var window: Int64
    /// The k of Precision@k and HitRate@k.
    public var cutoff: Int
    /// Lists from here on, milliseconds since 1970 …
    public var since: Int64
    /// … to before here.
    public var until: Int64
    /// What counts as liked: one rule for all versions, so that they are compared by the same.
    public var positives: PositiveRule
    public var bootstrap: Bootstrap
    public var workerCount: Int
    /// Whether the online error of ratings is computed too: it learns from every rating there is.
    public var judgesRatings: Bool
    /// The most lists held at once.
    public var maximumOpen: Int

    public static let day: Int64 = 86_400_000

    public init(
        window: Int64 = ReplaySettings.day, cutoff: Int = 10, since: Int64 = 0, until: Int64 = .max,
        positives: PositiveRule = PositiveRule(), bootstrap: Bootstrap = Bootstrap(), workerCount: Int = 1,
        judgesRatings: Bool = true, maximumOpen: Int = 200_000
    ) {
        self.window = window
        self.cutoff = cutoff
        self.since = since
        self.until = until
        self.positives = positives
        self.bootstrap = bootstrap
        self.workerCount = workerCount
        self.judgesRatings = judgesRatings
        self.maximumOpen = maximumOpen
    }
}

/// Times as people write them on a command line.
public enum ReplayTime {
    /// A length of time, milliseconds: `90s`, `30m`, `24h`, `7d`. Nil for anything else, and for more than ten years.
    public static func duration(_ text: String) -> Int64? {
        let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": ReplaySettings.day]
        guard let last = text.last, let unit = units[last], let number = Int64(text.dropLast()), number > 0 else {
            return nil
        }
        let (length, overflows) = number.multipliedReportingOverflow(by: unit)
        return overflows || length > 3_653 * ReplaySettings.day ? nil : length
    }

    /// A moment, milliseconds since 1970: `2026-11-21`, `2026-11-21T10:30`, `2026-11-21T10:30:00Z`, or seconds since
    /// 1970; without a zone it is UTC.
    public static func moment(_ text: String) -> Int64? {
        var text = text
        let seconds = text.withUTF8 { TimeParsing.timestamp($0) }
        return seconds.flatMap { (0...4_102_444_800).contains($0) ? $0 * 1_000 : nil }
    }

    /// A day in UTC: its first millisecond and that of the next.
    public static func day(_ text: String) -> Range<Int64>? {
        guard text.utf8.count == 10, text.contains("-"), let first = moment(text) else { return nil }
        return first..<(first + ReplaySettings.day)
    }
}
