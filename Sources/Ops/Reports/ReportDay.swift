public import Foundation

/// One day in UTC.
public struct ReportDay: Sendable, Hashable, CustomStringConvertible {
    /// Days since 1970-01-01.
    private let number: Int64

    private static let style = Date.ISO8601FormatStyle().year().month().day()

    /// The day of a moment.
    public init(_ moment: Date) { number = Int64((moment.timeIntervalSince1970 / 86_400).rounded(.down)) }

    private init(number: Int64) { self.number = number }

    /// `2026-01-31`; nil for anything else, and for days that do not exist.
    public init?(_ text: String) {
        guard text.utf8.count == 10, let date = try? Self.style.parse(text) else { return nil }
        self.init(date)
        guard description == text else { return nil }
    }

    public var start: Date { Date(timeIntervalSince1970: Double(number) * 86_400) }
    public var end: Date { Date(timeIntervalSince1970: Double(number + 1) * 86_400) }
    public var previous: ReportDay { ReportDay(number: number - 1) }

    /// The day and those before it, the oldest first.
    public func last(_ count: Int) -> [ReportDay] {
        (0..<Int64(count)).reversed().map { ReportDay(number: number - $0) }
    }

    /// In milliseconds since 1970.
    var milliseconds: Range<Int64> { number * 86_400_000..<(number + 1) * 86_400_000 }

    public var description: String { start.formatted(Self.style) }
}
