/// How far back events teach, counted from the newest one: never from the wall clock, so that the same events give the
/// same data whenever they are read.
public enum TrainingWindow: Sendable, Equatable {
    /// Everything teaches, however old.
    case all
    /// The last so many times 24 hours.
    case days(Int)

    /// The first second inside the window; nil when everything is.
    /// - Parameter newest: the newest event's second.
    public func start(newest: Int64) -> Int64? {
        switch self {
        case .all: nil
        case .days(let days): newest - Int64(days) * Self.secondsPerDay + 1
        }
    }

    /// One day to two hundred years.
    var isSound: Bool {
        switch self {
        case .all: true
        case .days(let days): (1...73_000).contains(days)
        }
    }

    static let secondsPerDay: Int64 = 86_400
}

extension TrainingWindow: Codable {
    private enum CodingKeys: String, CodingKey { case days }

    /// `{"days": 30}`, or `{}` for all.
    public init(from decoder: any Decoder) throws {
        let days = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Int.self, forKey: .days)
        self = days.map(TrainingWindow.days) ?? .all
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        if case .days(let days) = self { try values.encode(days, forKey: .days) }
    }
}

extension Preferences {
    /// What is older than `start` teaches no more.
    mutating func leaveOut(before start: Int64) {
        for row in 0..<count where timestamps[row] < start { isTaught[row] = false }
    }
}
