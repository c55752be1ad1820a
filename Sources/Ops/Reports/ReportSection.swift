/// A part of a report, before it is HTML or Markdown. Texts are plain: whoever writes them out escapes them.
struct ReportSection: Sendable, Equatable {
    var title: String
    var blocks: [ReportBlock]

    init(_ title: String, _ blocks: [ReportBlock]) {
        self.title = title
        self.blocks = blocks
    }
}

enum ReportBlock: Sendable, Equatable {
    case text(String)
    case figures([ReportFigure])
    case table(ReportTable)
    case plot(ReportPlot)
    case chart(ReportChart)
}

/// One number that is read on its own.
struct ReportFigure: Sendable, Equatable {
    var name: String
    var value: String
    var note: String?

    init(_ name: String, _ value: String, _ note: String? = nil) {
        self.name = name
        self.value = value
        self.note = note
    }
}

struct ReportTable: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var cells: [String]
        /// Whether it tells of something beyond its limit.
        var isAlarming = false
    }

    /// A heading ending in `#` is of numbers, and stands right.
    var headings: [String]
    var rows: [Row]

    init(_ headings: [String], _ rows: [[String]]) {
        self.headings = headings
        self.rows = rows.map { Row(cells: $0) }
    }

    init(_ headings: [String], rows: [Row]) {
        self.headings = headings
        self.rows = rows
    }
}

/// Values by label, to be drawn.
struct ReportPlot: Sendable, Equatable {
    enum Shape: Sendable, Equatable {
        /// Upright bars, side by side where there are several series.
        case columns
        /// Lying bars, for labels that are words.
        case bars
        case lines
    }

    struct Series: Sendable, Equatable {
        var name: String
        /// [labels] nil where there is nothing to draw.
        var values: [Double?]

        init(_ name: String, _ values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    var title: String
    var shape: Shape
    var labels: [String]
    var series: [Series]
    var unit: Unit

    enum Unit: Sendable {
        case count, share, milliseconds, bits, stars

        func text(_ value: Double) -> String {
            switch self {
            case .count: ReportText.count(Int(value.rounded()))
            case .share: PlainNumber.percent(value)
            case .milliseconds: ReportText.milliseconds(value)
            case .bits: "\(PlainNumber.fixed(value, digits: 2)) bits"
            case .stars: "\(PlainNumber.fixed(value, digits: 3)) stars"
            }
        }
    }
}

/// Numbers and moments as the report prints them.
enum ReportText {
    /// `12,345`.
    static func count(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
    }

    static func milliseconds(_ value: Double) -> String {
        "\(PlainNumber.fixed(value, digits: value < 1 ? 3 : value < 100 ? 2 : 0)) ms"
    }

    /// `14:03:27`, UTC.
    static func time(_ milliseconds: Int64) -> String {
        let second = Int((milliseconds / 1_000) % 86_400 + 86_400) % 86_400
        return [second / 3_600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
    }

    static func share(_ value: Double?) -> String { value.map { PlainNumber.percent($0) } ?? "–" }

    static func number(_ value: Double?, digits: Int = 3) -> String {
        value.map { PlainNumber.fixed($0, digits: digits) } ?? "–"
    }
}
