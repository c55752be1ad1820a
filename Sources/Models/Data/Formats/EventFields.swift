/// Kind, value and time of one event, read and checked.
struct EventFields {
    var kind = InteractionKind.rating
    var value: Float = 1
    var timestamp: Int64 = 0
    var hasTime = false

    /// Fills the fields from `row`, or says what is wrong with it.
    mutating func parse(_ row: RowValues) -> RejectionReason? {
        if let time = row.bytes(.timestamp) {
            guard let seconds = TimeParsing.timestamp(time), seconds >= 0, seconds < Self.year2100 else {
                return .badTimestamp
            }
            timestamp = seconds
            hasTime = true
        }
        var number: Double?
        if let text = row.bytes(.value) {
            guard let parsed = NumberParsing.decimal(text) else { return .badNumber }
            number = parsed
        }
        guard let name = row.bytes(.kind) else { return take(number == nil ? .click : .rating, number) }
        guard let (kind, implied) = Self.kind(named: TextDecoding.string(name)) else { return .unknownKind }
        return take(kind, implied ?? number)
    }

    /// Checks the value's range. A watch whose minutes nobody gave is a click: a weak positive, because its length
    /// is unknown.
    private mutating func take(_ kind: InteractionKind, _ number: Double?) -> RejectionReason? {
        self.kind = kind
        switch kind {
        case .rating:
            guard let number else { return .badNumber }
            guard (0.5...5).contains(number) else { return .ratingOutOfRange }
            value = Float(number)
        case .watch:
            guard let number else { return take(.click, nil) }
            guard number >= 0, number <= 1440 else { return .minutesOutOfRange }
            value = Float(number)
        case .click, .skip: value = 1
        }
        return nil
    }

    private static let year2100: Int64 = 4_102_444_800

    /// What other systems call an event, and the stars it implies where it carries none.
    private static func kind(named name: String) -> (InteractionKind, Double?)? {
        switch name.lowercased() {
        case "rating", "rate", "rated", "review", "score": (.rating, nil)
        case "like", "liked", "star", "starred", "favorite", "favourite", "love", "thumbs_up", "thumbsup":
            (.rating, 5)
        case "dislike", "disliked", "thumbs_down", "thumbsdown": (.rating, 1)
        case "watch", "watched", "view", "viewed", "play", "played", "stream", "streamed": (.watch, nil)
        case "click", "clicked", "read", "open", "opened", "detail", "purchase", "buy", "rent": (.click, nil)
        case "skip", "skipped", "impression", "shown", "pass", "ignore": (.skip, nil)
        default: nil
        }
    }
}
