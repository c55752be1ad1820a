/// The report of a day, as parts in the order of reading. Texts are plain.
public struct KeptReport: Sendable {
    /// A report that can be had.
    public struct Name: Sendable, Equatable {
        /// `2026-01-31`, UTC.
        public var day: String
        /// Whether it was written when the day was over.
        public var isComplete: Bool
        /// When it was written, seconds since 1970; nil when it is made when it is asked for.
        public var writtenAt: Double?

        public init(day: String, isComplete: Bool, writtenAt: Double?) {
            self.day = day
            self.isComplete = isComplete
            self.writtenAt = writtenAt
        }
    }

    public struct Section: Sendable {
        public var title: String
        public var blocks: [Block]

        public init(title: String, blocks: [Block]) {
            self.title = title
            self.blocks = blocks
        }
    }

    public enum Block: Sendable {
        case text(String)
        case figures([Figure])
        case table(headings: [String], rows: [Row])
        case plot(Plot)
    }

    public struct Figure: Sendable {
        public var name: String
        public var value: String
        public var note: String?

        public init(name: String, value: String, note: String?) {
            self.name = name
            self.value = value
            self.note = note
        }
    }

    public struct Row: Sendable {
        public var cells: [String]
        public var isAlarming: Bool

        public init(cells: [String], isAlarming: Bool) {
            self.cells = cells
            self.isAlarming = isAlarming
        }
    }

    /// Values by label, to be drawn.
    public struct Plot: Sendable {
        public var title: String
        /// `columns`, `bars` or `lines`.
        public var shape: String
        public var unit: String
        public var labels: [String]
        public var series: [(name: String, values: [Double?])]

        public init(
            title: String, shape: String, unit: String, labels: [String], series: [(name: String, values: [Double?])]
        ) {
            self.title = title
            self.shape = shape
            self.unit = unit
            self.labels = labels
            self.series = series
        }
    }

    public var name: Name
    public var subtitle: String
    public var sections: [Section]

    public init(name: Name, subtitle: String, sections: [Section]) {
        self.name = name
        self.subtitle = subtitle
        self.sections = sections
    }
}
