public import Foundation

/// A time table of five fields, as cron has it: minute, hour, day of the month, month, day of the week; in UTC.
///
/// A field is `*`, a value, a range `9-17`, a list `1,15`, or any of these with a step `*/15`. Months and days of the week
/// have names too (`JAN`, `MON`); 0 and 7 are Sunday. As in cron, where both days are restricted either will do.
/// `@hourly`, `@daily`, `@weekly`, `@monthly` and `@yearly` are short for what they say.
public struct CronExpression: Sendable, Equatable, CustomStringConvertible {
    public let description: String
    /// Bit n is set when value n fits.
    private let minutes, hours, monthDays, months, weekDays: UInt64
    private let restrictsMonthDays, restrictsWeekDays: Bool

    /// - Throws: `ScheduleError` that names the field.
    public init(_ text: String) throws(ScheduleError) {
        let wanted = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let spelled = Self.shorthands[wanted.lowercased()] ?? wanted
        let parts = spelled.split(whereSeparator: \.isWhitespace)
        guard parts.count == 5 else {
            throw ScheduleError(
                message:
                    "a cron expression has five fields (minute hour day month weekday), not \(parts.count): '\(text)'")
        }
        description = wanted
        minutes = try CronField("minute", 0...59).parse(parts[0])
        hours = try CronField("hour", 0...23).parse(parts[1])
        monthDays = try CronField("day of the month", 1...31).parse(parts[2])
        months = try CronField("month", 1...12, names: Self.monthNames, firstName: 1).parse(parts[3])
        let days = try CronField("day of the week", 0...7, names: Self.dayNames, firstName: 0).parse(parts[4])
        weekDays = days & 1 << 7 == 0 ? days : days | 1
        restrictsMonthDays = !parts[2].hasPrefix("*")
        restrictsWeekDays = !parts[4].hasPrefix("*")
    }

    /// The first minute after `moment` that fits; nil when none does within eight years (February 30th, say).
    public func next(after moment: Date) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let start = Date(timeIntervalSince1970: (moment.timeIntervalSince1970 / 60).rounded(.down) * 60 + 60)
        var day = calendar.startOfDay(for: start)
        for _ in 0..<(8 * 366) {
            if fits(calendar.dateComponents([.day, .month, .weekday], from: day)) {
                for hour in 0..<24 where hours & 1 << UInt64(hour) != 0 {
                    for minute in 0..<60 where minutes & 1 << UInt64(minute) != 0 {
                        let candidate = day.addingTimeInterval(Double(hour * 3_600 + minute * 60))
                        if candidate >= start { return candidate }
                    }
                }
            }
            day = day.addingTimeInterval(86_400)
        }
        return nil
    }

    private func fits(_ date: DateComponents) -> Bool {
        guard let day = date.day, let month = date.month, let weekday = date.weekday else { return false }
        guard months & 1 << UInt64(month) != 0 else { return false }
        let byMonth = monthDays & 1 << UInt64(day) != 0
        let byWeek = weekDays & 1 << UInt64(weekday - 1) != 0
        return restrictsMonthDays && restrictsWeekDays ? byMonth || byWeek : byMonth && byWeek
    }

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let shorthands = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
}

/// One field of a time table: what its values are called, and which there are.
private struct CronField {
    let name: String
    let range: ClosedRange<Int>
    let names: [String]
    let firstName: Int

    init(_ name: String, _ range: ClosedRange<Int>, names: [String] = [], firstName: Int = 0) {
        self.name = name
        self.range = range
        self.names = names
        self.firstName = firstName
    }

    /// - Returns: a bit for each value that fits.
    func parse(_ text: Substring) throws(ScheduleError) -> UInt64 {
        var bits: UInt64 = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let (values, step) = try parsePart(part)
            for value in stride(from: values.lowerBound, through: values.upperBound, by: step) {
                bits |= 1 << UInt64(value)
            }
        }
        return bits
    }

    private func parsePart(_ part: Substring) throws(ScheduleError) -> (ClosedRange<Int>, step: Int) {
        let halves = part.split(separator: "/", omittingEmptySubsequences: false)
        var step = 1
        if halves.count == 2 {
            guard let given = Int(halves[1]), given >= 1, given <= range.upperBound else { throw error(part) }
            step = given
        }
        guard halves.count <= 2, let span = halves.first else { throw error(part) }
        if span == "*" { return (range, step) }
        let ends = span.split(separator: "-", omittingEmptySubsequences: false)
        let low = try value(ends[0], part)
        guard ends.count <= 2 else { throw error(part) }
        let high = ends.count == 2 ? try value(ends[1], part) : halves.count == 2 ? range.upperBound : low
        guard low <= high else { throw error(part) }
        return (low...high, step)
    }

    private func value(_ text: Substring, _ part: Substring) throws(ScheduleError) -> Int {
        if let place = names.firstIndex(of: text.lowercased()) { return place + firstName }
        guard let number = Int(text), range.contains(number) else { throw error(part) }
        return number
    }

    private func error(_ part: Substring) -> ScheduleError {
        ScheduleError(
            message:
                "'\(part)' is no \(name): it takes \(range.lowerBound) to \(range.upperBound), * , ranges (a-b), lists "
                + "(a,b) and steps (*/n)")
    }
}
