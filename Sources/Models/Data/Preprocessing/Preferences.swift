/// What each viewer thinks of each film they met: a log's events, one row a pair, sorted by user and item.
///
/// Several events of one pair become one row:
/// - a rating decides, and of several ratings the last; whatever was watched or clicked besides;
/// - without a rating, the minutes watched are added up and weighed, and a click counts if it weighs more;
/// - the row's time is that of the rating that decides, or of the newest event.
public struct Preferences: Sendable {
    /// [rows], numbers of the log's vocabulary
    public internal(set) var users: [Int32] = []
    /// [rows], numbers of the log's vocabulary
    public internal(set) var items: [Int32] = []
    /// [rows], 0 for what was met and not liked
    public internal(set) var weights: [Float] = []
    /// [rows], seconds since 1970
    public internal(set) var timestamps: [Int64] = []
    /// [rows], the rating that decides; meaningless where `isRated` says that there is none
    public internal(set) var stars: [Float] = []
    /// [rows], whether the viewer rated the film
    public internal(set) var isRated: [Bool] = []
    /// [rows], false where the film was only shown and skipped
    var isMet: [Bool] = []
    /// [rows], false where a window or a cap lets the row teach nobody
    var isTaught: [Bool] = []

    /// How many pairs of a viewer and a film there are.
    public var count: Int { users.count }

    init() {}

    /// - Complexity: O(events).
    public init(_ log: InteractionLog, rule: PositiveRule) {
        let rows = log.rows
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, rows.users[end] == rows.users[start], rows.items[end] == rows.items[start] {
                end += 1
            }
            appendPair(rows, start..<end, rule)
            start = end
        }
    }

    private mutating func appendPair(_ rows: InteractionRows, _ range: Range<Int>, _ rule: PositiveRule) {
        var rating: Int?
        var minutes = 0.0
        var hasWatch = false
        var weight: Float = 0
        var met = false
        for row in range {
            guard let kind = InteractionKind(code: rows.kinds[row]) else { continue }
            if kind != .skip { met = true }
            switch kind {
            case .rating: rating = row
            case .watch:
                minutes += Double(rows.values[row])
                hasWatch = true
            case .click, .skip: weight = max(weight, rule.weight(kind: kind, value: Double(rows.values[row])))
            }
        }
        var time = rows.timestamps[range.upperBound - 1]
        if let rating {
            weight = rule.weight(kind: .rating, value: Double(rows.values[rating]))
            time = rows.timestamps[rating]
        } else if hasWatch {
            weight = max(weight, rule.weight(kind: .watch, value: minutes))
        }
        append(
            user: rows.users[range.lowerBound], item: rows.items[range.lowerBound], weight: weight, timestamp: time,
            stars: rating.map { rows.values[$0] }, isMet: met)
    }

    mutating func append(
        user: Int32, item: Int32, weight: Float, timestamp: Int64, stars: Float?, isMet: Bool, isTaught: Bool = true
    ) {
        users.append(user)
        items.append(item)
        weights.append(weight)
        timestamps.append(timestamp)
        self.stars.append(stars ?? 0)
        isRated.append(stars != nil)
        self.isMet.append(isMet)
        self.isTaught.append(isTaught)
    }
}
