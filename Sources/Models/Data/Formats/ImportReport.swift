/// Why a line was not taken in.
public enum RejectionReason: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    /// Nothing can be made of it: not text, or not the JSON of an object.
    case unreadableLine = "unreadable_line"
    /// It has more or fewer fields than the table.
    case wrongFieldCount = "wrong_field_count"
    /// It does not say whose it is.
    case missingUser = "missing_user"
    /// It does not say which film it is about.
    case missingItem = "missing_item"
    /// An id is longer than ids may be.
    case identifierTooLong = "identifier_too_long"
    /// It says that something was done which is not known.
    case unknownKind = "unknown_kind"
    /// What should be a number is none.
    case badNumber = "bad_number"
    /// A rating is not 0.5…5.
    case ratingOutOfRange = "rating_out_of_range"
    /// Minutes are negative or not sensible.
    case minutesOutOfRange = "minutes_out_of_range"
    /// Its time cannot be read.
    case badTimestamp = "bad_timestamp"
    /// A film has no title.
    case missingTitle = "missing_title"

    /// What is wrong, for people.
    public var explanation: String {
        switch self {
        case .unreadableLine: "a quote that never ends, or no JSON object"
        case .wrongFieldCount: "another number of fields than the file's columns"
        case .missingUser: "no user id"
        case .missingItem: "no movie id"
        case .identifierTooLong: "an id of more than 256 bytes"
        case .unknownKind: "an event type that is none of rating, watch, click, skip"
        case .badNumber: "a value that is no number"
        case .ratingOutOfRange: "a rating outside 0.5…5"
        case .minutesOutOfRange: "watch minutes outside 0…1440"
        case .badTimestamp: "a timestamp that is no moment between 1970 and 2100"
        case .missingTitle: "no title"
        }
    }
}

/// A line that was not taken in.
public struct RejectedLine: Sendable, Equatable, Codable {
    /// From 1.
    public var line: Int
    /// What is wrong with it.
    public var reason: RejectionReason
    /// The beginning of the line.
    public var excerpt: String

    public init(line: Int, reason: RejectionReason, excerpt: String) {
        self.line = line
        self.reason = reason
        self.excerpt = excerpt
    }
}

/// What became of one file.
public struct FileReport: Sendable, Equatable, Codable {
    /// The file's name.
    public var file: String
    /// What its rows are.
    public var kind: TableKind
    /// Records read, header excluded.
    public var read = 0
    /// Records taken in.
    public var accepted = 0
    /// Accepted by the reader and known already: twice in the file, or stored by an earlier import.
    public var duplicates = 0
    /// Lines that were not taken in, by what was wrong.
    public var rejected: [RejectionReason: Int] = [:]
    /// The first rejected lines, at most `firstLimit`.
    public var firstRejected: [RejectedLine] = []
    /// Events older than the event of the same user before them. No fault, and good to know.
    public var outOfOrder = 0
    /// Events without a time (the file has no such column, or it is empty): they count as 1970.
    public var withoutTime = 0
    /// Accepted by the reader and not stored, because they came at or after the moment that was asked for.
    public var heldBack = 0

    /// So many rejected lines are kept as examples.
    public static let firstLimit = 10

    /// Lines that were not taken in.
    public var rejectedCount: Int { rejected.values.reduce(0, +) }

    public init(file: String, kind: TableKind) {
        self.file = file
        self.kind = kind
    }

    mutating func reject(_ reason: RejectionReason, line: Int, bytes: UnsafeBufferPointer<UInt8>) {
        rejected[reason, default: 0] += 1
        guard firstRejected.count < Self.firstLimit else { return }
        let excerpt = TextDecoding.string(UnsafeBufferPointer(rebasing: bytes.prefix(100)))
        firstRejected.append(RejectedLine(line: line, reason: reason, excerpt: excerpt))
    }
}

/// What became of an import.
public struct ImportReport: Sendable, Equatable, Codable {
    /// Where the data came from.
    public var source: String
    /// How it was laid out.
    public var layout: DataLayout
    /// One report a file, in the order they were read.
    public var files: [FileReport] = []
    /// Files of the folder that were not read.
    public var ignoredFiles: [String] = []
    /// Events about movies that no catalogue file describes; they are kept, under their id.
    public var eventsOfUnknownMovies = 0
    /// Whether it was only looked at: nothing was stored.
    public var isDryRun = false

    public init(source: String, layout: DataLayout) {
        self.source = source
        self.layout = layout
    }

    /// Sums over the files of one kind.
    public func accepted(_ kind: TableKind) -> Int { files.filter { $0.kind == kind }.reduce(0) { $0 + $1.accepted } }
    /// Lines that were not taken in, over all files.
    public var rejectedCount: Int { files.reduce(0) { $0 + $1.rejectedCount } }
    /// Records that were known already, over all files.
    public var duplicateCount: Int { files.reduce(0) { $0 + $1.duplicates } }
}

extension ImportReport: CustomStringConvertible {
    /// The report as people read it: one line a file, the reasons, and the first bad lines.
    public var description: String {
        var lines = ["\(source) (\(layout.rawValue))" + (isDryRun ? ", dry run: nothing was stored" : "")]
        for file in files { lines += file.lines }
        if eventsOfUnknownMovies > 0 {
            lines.append("  \(eventsOfUnknownMovies) events are about movies that no catalogue file describes (kept)")
        }
        if !ignoredFiles.isEmpty { lines.append("  not read: " + ignoredFiles.joined(separator: ", ")) }
        return lines.joined(separator: "\n")
    }
}

extension FileReport {
    fileprivate var lines: [String] {
        var summary = "  \(file): \(accepted) \(kind.rawValue)"
        if duplicates > 0 { summary += ", of which \(duplicates) were known already" }
        if rejectedCount > 0 { summary += ", \(rejectedCount) lines rejected" }
        if withoutTime > 0 { summary += ", \(withoutTime) without a time" }
        if heldBack > 0 { summary += ", \(heldBack) of later held back" }
        let reasons = rejected.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        let examples = firstRejected.map { "      line \($0.line): \($0.reason.explanation): \($0.excerpt)" }
        return [summary] + reasons.map { "    \($0.value) × \($0.key.explanation)" } + examples
    }
}

/// Why a file could not be read at all. Single bad lines are quarantined in the report instead.
public struct FormatError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable { case unknownColumns, utf16, empty }
        private let kind: Kind
        /// The first line names no columns we know.
        public static let unknownColumns = Code(kind: .unknownColumns)
        /// The file is in UTF-16, which is not read.
        public static let utf16 = Code(kind: .utf16)
        /// There is nothing in it.
        public static let empty = Code(kind: .empty)
    }

    /// What kind of fault it is.
    public var code: Code
    /// The file's name.
    public var file: String
    /// Where in the file, from 1.
    public var line: Int
    /// What, and what to try.
    public var message: String

    public init(_ code: Code, file: String, line: Int, _ message: String) {
        self.code = code
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String { "\(file):\(line): \(message)" }
}
