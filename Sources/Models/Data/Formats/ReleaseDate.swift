/// The day a film came out, as `1995-11-22`.
public enum ReleaseDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// From `22-Nov-1995`, `22 Nov 1995`, `4-Feb-1971` or `1995-11-22`; nil for anything else and for days that do
    /// not exist.
    public static func day(_ text: String) -> String? {
        let parts = text.split(whereSeparator: { $0 == "-" || $0 == " " || $0 == "/" })
        guard parts.count == 3 else { return nil }
        if let year = Int(parts[0]), year > 1000, let month = Int(parts[1]), let day = Int(parts[2]) {
            return format(year: year, month: month, day: day)
        }
        guard let day = Int(parts[0]), let year = Int(parts[2]),
            let month = months.firstIndex(of: parts[1].prefix(3).lowercased())
        else { return nil }
        return format(year: year, month: month + 1, day: day)
    }

    private static func format(year: Int, month: Int, day: Int) -> String? {
        guard (1800...2999).contains(year), TimeParsing.days(year: year, month: month, day: day) != nil else {
            return nil
        }
        return "\(year)-\(padded(month))-\(padded(day))"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
