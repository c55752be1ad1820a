public import Foundation

/// When training is due whatever the signals say: every so often, or by a time table.
public enum RetrainSchedule: Sendable, Equatable {
    case every(seconds: Double)
    case cron(CronExpression)

    /// Reads `48h`, `3d`, `90m`, `30s`, or a cron expression.
    public init(parsing text: String) throws(ScheduleError) {
        let wanted = text.trimmingCharacters(in: .whitespaces)
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let last = wanted.last, let unit = units[last], let count = Double(wanted.dropLast()) else {
            self = .cron(try CronExpression(wanted))
            return
        }
        guard count.isFinite, count * unit >= 1, count * unit <= 366 * 86_400 else {
            throw ScheduleError(message: "an interval is 1 second to 366 days, not '\(text)'")
        }
        self = .every(seconds: count * unit)
    }

    /// The same text for the same schedule.
    var name: String {
        switch self {
        case .every(let seconds): "every \(seconds) s"
        case .cron(let expression): expression.description
        }
    }

    /// When training is due next, `last` being the last time.
    public func next(after last: Date) -> Date? {
        switch self {
        case .every(let seconds): last.addingTimeInterval(seconds)
        case .cron(let expression): expression.next(after: last)
        }
    }
}

/// A schedule that cannot be read.
public struct ScheduleError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong, and what would be right.
    public var message: String

    public init(message: String) { self.message = message }

    public var description: String { message }
}
