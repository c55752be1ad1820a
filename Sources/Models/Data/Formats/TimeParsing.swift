/// Moments and days as people's files write them.
public enum TimeParsing {
    /// Seconds since 1970 of an integer (seconds, or milliseconds from 10¹¹ on), a decimal (`881250949.0`) or an
    /// ISO 8601 moment (`2020-04-07T09:26:00Z`, `2020-04-07 09:26`, `2020-04-07`; without a zone it is UTC).
    /// Nil for anything else.
    public static func timestamp(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        if let whole = NumberParsing.integer(bytes) {
            return abs(whole) >= 100_000_000_000 ? Int64((Double(whole) / 1000).rounded(.down)) : whole
        }
        if let decimal = NumberParsing.decimal(bytes), abs(decimal) < 1e15 { return Int64(decimal.rounded(.down)) }
        return moment(bytes)
    }

    /// Days from 1970-01-01 to a day of the Gregorian calendar, nil when there is no such day.
    /// Howard Hinnant's `days_from_civil` (public domain): a year begins in March, eras last 400 years.
    static func days(year: Int, month: Int, day: Int) -> Int64? {
        guard (1...12).contains(month), day >= 1, day <= dayCount(year: year, month: month) else { return nil }
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    private static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func moment(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes.count >= 10, bytes.count <= 40, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes, 0..<4), let month = number(bytes, 5..<7), let day = number(bytes, 8..<10),
            let days = days(year: year, month: month, day: day)
        else { return nil }
        var seconds = days * 86_400
        var index = 10
        if index == bytes.count { return seconds }
        guard bytes[index] == UInt8(ascii: "T") || bytes[index] == UInt8(ascii: " ") else { return nil }
        guard let (clock, afterClock) = clockSeconds(bytes, from: index + 1) else { return nil }
        seconds += clock
        index = afterClock
        guard let zone = zoneSeconds(bytes, from: index) else { return nil }
        return seconds - zone
    }

    /// `hh:mm`, `hh:mm:ss` or with a fraction, which is dropped.
    private static func clockSeconds(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (Int64, Int)? {
        guard start + 5 <= bytes.count, bytes[start + 2] == UInt8(ascii: ":"),
            let hour = number(bytes, start..<start + 2), let minute = number(bytes, start + 3..<start + 5),
            hour < 24, minute < 60
        else { return nil }
        var index = start + 5
        var total = Int64(hour * 3600 + minute * 60)
        if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            guard index + 3 <= bytes.count, let second = number(bytes, index + 1..<index + 3), second <= 60 else {
                return nil
            }
            total += Int64(second)
            index += 3
            if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
                index += 1
                while index < bytes.count, NumberParsing.isDigit(bytes[index]) { index += 1 }
            }
        }
        return (total, index)
    }

    /// Nothing, `Z`, `+hh:mm`, `-hhmm` or `+hh`.
    private static func zoneSeconds(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int64? {
        if start == bytes.count { return 0 }
        if bytes[start] == UInt8(ascii: "Z") { return start + 1 == bytes.count ? 0 : nil }
        let isWest = bytes[start] == UInt8(ascii: "-")
        guard isWest || bytes[start] == UInt8(ascii: "+"), start + 3 <= bytes.count,
            let hours = number(bytes, start + 1..<start + 3)
        else { return nil }
        var minuteStart = start + 3
        if minuteStart < bytes.count, bytes[minuteStart] == UInt8(ascii: ":") { minuteStart += 1 }
        var minutes = 0
        if minuteStart < bytes.count {
            guard minuteStart + 2 == bytes.count, let given = number(bytes, minuteStart..<minuteStart + 2) else {
                return nil
            }
            minutes = given
        }
        guard hours <= 18, minutes < 60 else { return nil }
        return Int64((hours * 60 + minutes) * 60) * (isWest ? -1 : 1)
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            guard NumberParsing.isDigit(bytes[index]) else { return nil }
            value = value * 10 + Int(bytes[index] &- UInt8(ascii: "0"))
        }
        return value
    }
}
