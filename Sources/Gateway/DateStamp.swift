import Actors
import Foundation
import Models

/// The Date header, made once a second.
final class DateStamp: Sendable {
    private let kept = Locked<(second: Int64, text: String)>((-1, ""))
    private let time: ServingTime

    init(_ time: ServingTime) { self.time = time }

    var text: String {
        let second = time.wallMilliseconds() / 1_000
        return kept.withLock { kept in
            if kept.second != second { kept = (second, Self.format(second)) }
            return kept.text
        }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func format(_ second: Int64) -> String {
        var broken = tm()
        var time = time_t(second)
        guard gmtime_r(&time, &broken) != nil else { return "Thu, 01 Jan 1970 00:00:00 GMT" }
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : String(value) }
        let day = weekdays[Int(broken.tm_wday) % 7], month = months[Int(broken.tm_mon) % 12]
        return "\(day), \(two(broken.tm_mday)) \(month) \(1_900 + Int(broken.tm_year)) "
            + "\(two(broken.tm_hour)):\(two(broken.tm_min)):\(two(broken.tm_sec)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
