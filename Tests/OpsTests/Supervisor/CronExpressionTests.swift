import Foundation
import Ops
import Testing

@Suite struct `A time table` {
    private func date(_ text: String) throws -> Date { try Date(text + ":00Z", strategy: .iso8601) }

    /// Worked out on a calendar by hand: 2026-11-21 is a Saturday.
    @Test(arguments: [
        ("* * * * *", "2026-11-21T10:00", "2026-11-21T10:01"),
        ("0 * * * *", "2026-11-21T10:00", "2026-11-21T11:00"),
        ("*/15 * * * *", "2026-11-21T10:50", "2026-11-21T11:00"),
        ("30 3 * * *", "2026-11-21T10:00", "2026-11-22T03:30"),
        ("0 3 * * MON", "2026-11-21T10:00", "2026-11-23T03:00"),
        ("0 3 * * 7", "2026-11-21T10:00", "2026-11-22T03:00"),
        ("0 9-17/4 * * 1-5", "2026-11-20T14:00", "2026-11-20T17:00"),
        ("0 0 29 2 *", "2026-11-21T10:00", "2028-02-29T00:00"),
        ("0 0 31 * *", "2026-11-21T10:00", "2026-12-31T00:00"),
        ("5,10 0 1 jan,jul *", "2026-11-21T10:00", "2027-01-01T00:05"),
        // Both days restricted: either will do.
        ("0 0 25 * SUN", "2026-11-21T10:00", "2026-11-22T00:00"),
        ("0 0 25 * SUN", "2026-11-22T10:00", "2026-11-25T00:00"),
        ("@daily", "2026-11-21T10:00", "2026-11-22T00:00"),
        (" 30\t3  *\n* * ", "2026-11-21T10:00", "2026-11-22T03:30"),
        ("@weekly", "2026-11-21T10:00", "2026-11-22T00:00"),
        ("50/5 * * * *", "2026-11-21T10:00", "2026-11-21T10:50"),
    ])
    func `knows the next time`(text: String, after: String, next: String) throws {
        #expect(try CronExpression(text).next(after: date(after)) == date(next))
    }

    @Test func `a day that never comes is none`() throws {
        #expect(try CronExpression("0 0 30 2 *").next(after: date("2026-11-21T10:00")) == nil)
    }

    @Test(arguments: [
        ("60 * * * *", "minute"), ("* 24 * * *", "hour"), ("* * 0 * *", "day of the month"), ("* * * 13 *", "month"),
        ("* * * * 8", "day of the week"), ("* * * * mon-", "day of the week"), ("*/0 * * * *", "minute"),
        ("5-1 * * * *", "minute"), ("1,,2 * * * *", "minute"), ("* * * *", "five fields"), ("", "five fields"),
        ("1-2-3 * * * *", "minute"), ("99999999999999999999 * * * *", "minute"),
    ])
    func `what is wrong is named`(text: String, field: String) throws {
        let error = #expect(throws: ScheduleError.self) { try CronExpression(text) }
        #expect(error?.message.contains(field) == true)
    }

    @Test func `an interval counts from the last time`() throws {
        let last = try date("2026-11-21T10:00")
        #expect(try RetrainSchedule(parsing: "48h").next(after: last) == date("2026-11-23T10:00"))
        #expect(try RetrainSchedule(parsing: "3d").next(after: last) == date("2026-11-24T10:00"))
        #expect(try RetrainSchedule(parsing: "90s").next(after: last) == last.addingTimeInterval(90))
        #expect(try RetrainSchedule(parsing: "0 3 * * *").next(after: last) == date("2026-11-22T03:00"))
        for wrong in ["0s", "-1h", "1e9d", "nand", "h"] {
            #expect(throws: ScheduleError.self) { try RetrainSchedule(parsing: wrong) }
        }
    }
}
