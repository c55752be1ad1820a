/// How a file of records is written.
public struct RecordDialect: Sendable, Equatable {
    /// One or two bytes between fields.
    public var separator: [UInt8]
    /// Whether a field may be quoted with `"`, holding separators, line ends and doubled quotes.
    public var allowsQuotes: Bool

    /// `u.data`
    public static let tabs = RecordDialect(separator: [UInt8(ascii: "\t")], allowsQuotes: false)
    /// `u.item`, `u.user`
    public static let pipes = RecordDialect(separator: [UInt8(ascii: "|")], allowsQuotes: false)
    /// `ratings.dat`
    public static let doubleColons = RecordDialect(
        separator: [UInt8(ascii: ":"), UInt8(ascii: ":")], allowsQuotes: false)
    /// Fields between commas, quoted where need be.
    public static let csv = RecordDialect(separator: [UInt8(ascii: ",")], allowsQuotes: true)
    /// Fields between semicolons, quoted where need be.
    public static let semicolonCSV = RecordDialect(separator: [UInt8(ascii: ";")], allowsQuotes: true)
    /// Fields between tabs, quoted where need be.
    public static let tabCSV = RecordDialect(separator: [UInt8(ascii: "\t")], allowsQuotes: true)
}

/// One record, valid only while its reader's closure runs.
public struct RecordView {
    /// The whole record without its line end.
    public let bytes: UnsafeBufferPointer<UInt8>
    /// The line it begins on, from 1.
    public let line: Int
    let fields: UnsafeBufferPointer<FieldRange>
    /// A quote that never ends, or a record beyond the limit: its fields mean nothing.
    public let isBroken: Bool

    /// How many fields it was cut into.
    public var fieldCount: Int { fields.count }

    /// The bytes of a field; inside the quotes of a quoted one, doubled quotes still doubled.
    public func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let field = fields[index]
        return UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
    }

    /// The text of a field, quotes undone, encoding found out.
    public func text(_ index: Int) -> String {
        let text = TextDecoding.string(field(index))
        return fields[index].hasDoubledQuotes ? text.replacing("\"\"", with: "\"") : text
    }
}

struct FieldRange {
    var start: Int
    var end: Int
    var hasDoubledQuotes = false
}

/// Cuts bytes into records and fields, chunk by chunk, in one pass and without copying.
public struct RecordScanner {
    /// How the records are written.
    public let dialect: RecordDialect
    /// A record longer than this is broken: most likely a quote that was never closed.
    public let recordLimit: Int
    /// Lines consumed so far.
    public private(set) var lineCount = 0
    private var fields: [FieldRange] = []
    /// The rest of a line that was given up, up to its end, is still to come.
    private var isInsideBrokenLine = false

    /// - Precondition: a separator of one or two bytes.
    public init(dialect: RecordDialect, recordLimit: Int = 1 << 16) {
        precondition((1...2).contains(dialect.separator.count), "a separator is one or two bytes")
        self.dialect = dialect
        self.recordLimit = recordLimit
    }

    /// Calls `body` with every complete record of `bytes`; empty lines are passed over.
    ///
    /// - Parameter isLast: no more bytes follow, so that what stands at the end is a record too.
    /// - Returns: how many bytes were used; give the rest again, with more behind it.
    /// - Complexity: O(bytes).
    public mutating func scan<Failure: Error>(
        _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, _ body: (RecordView) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var start = 0
        while start < bytes.count {
            if isInsideBrokenLine {
                guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return bytes.count }
                isInsideBrokenLine = false
                lineCount += 1
                start = end + 1
                continue
            }
            guard let end = recordEnd(bytes, from: start, isLast: isLast) else { return start }
            if end.contentEnd > start {
                let content = UnsafeBufferPointer(rebasing: bytes[start..<end.contentEnd])
                let line = lineCount + 1
                let isBroken = end.isBroken
                try fields.withUnsafeBufferPointer { (fields) throws(Failure) in
                    try body(RecordView(bytes: content, line: line, fields: fields, isBroken: isBroken))
                }
            }
            lineCount += end.lineCount
            start = end.next
        }
        return start
    }

    private struct RecordEnd {
        /// Where the content ends, line end excluded.
        var contentEnd: Int
        /// Where the next record begins.
        var next: Int
        var lineCount: Int
        var isBroken = false
    }

    /// Finds the end of the record at `start` and fills `fields` (relative to `start`); nil when more bytes are needed.
    private mutating func recordEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool
    ) -> RecordEnd? {
        fields.removeAll(keepingCapacity: true)
        let first = dialect.separator[0]
        let second = dialect.separator.count == 2 ? dialect.separator[1] : 0
        let isDouble = dialect.separator.count == 2
        var fieldStart = start
        var index = start
        var newlines = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") {
                let end = index > start && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index
                addField(bytes, fieldStart, max(fieldStart, end), base: start)
                return RecordEnd(contentEnd: end, next: index + 1, lineCount: newlines + 1)
            }
            if byte == first, !isDouble || (index + 1 < bytes.count && bytes[index + 1] == second) {
                addField(bytes, fieldStart, index, base: start)
                index += isDouble ? 2 : 1
                fieldStart = index
                continue
            }
            if byte == UInt8(ascii: "\""), dialect.allowsQuotes, index == fieldStart {
                switch closingQuote(bytes, from: index, recordStart: start, isLast: isLast, newlines: &newlines) {
                case .found(let quote): index = quote + 1
                case .needsMore: return nil
                case .missing: return brokenRecord(bytes, from: start, isLast: isLast)
                }
                continue
            }
            index += 1
        }
        guard isLast || index - start > recordLimit else { return nil }
        if !isLast { return brokenRecord(bytes, from: start, isLast: isLast) }
        let end = index > start && bytes[index - 1] == UInt8(ascii: "\r") ? index - 1 : index
        addField(bytes, fieldStart, max(fieldStart, end), base: start)
        return RecordEnd(contentEnd: end, next: index, lineCount: newlines + 1)
    }

    private mutating func addField(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, base: Int) {
        guard dialect.allowsQuotes, end - start >= 2, bytes[start] == UInt8(ascii: "\""),
            bytes[end - 1] == UInt8(ascii: "\"")
        else {
            fields.append(FieldRange(start: start - base, end: end - base))
            return
        }
        let inner = bytes[start + 1..<end - 1]
        fields.append(
            FieldRange(
                start: start + 1 - base, end: end - 1 - base, hasDoubledQuotes: inner.contains(UInt8(ascii: "\""))))
    }

    private enum QuoteEnd { case found(Int), needsMore, missing }

    /// The quote that closes the one at `open`: a quote not followed by another.
    private func closingQuote(
        _ bytes: UnsafeBufferPointer<UInt8>, from open: Int, recordStart: Int, isLast: Bool, newlines: inout Int
    ) -> QuoteEnd {
        var index = open + 1
        var lines = 0
        while index < bytes.count {
            if index - recordStart > recordLimit { return .missing }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\n") { lines += 1 }
            guard byte == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            guard index + 1 < bytes.count else {
                newlines += lines
                return isLast ? .found(index) : .needsMore
            }
            if bytes[index + 1] == UInt8(ascii: "\"") {
                index += 2
                continue
            }
            newlines += lines
            return .found(index)
        }
        return isLast ? .missing : .needsMore
    }

    /// Gives up on the record and begins again at the next line, so that one bad line costs one line.
    private mutating func brokenRecord(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool
    ) -> RecordEnd {
        fields.removeAll(keepingCapacity: true)
        guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
            isInsideBrokenLine = !isLast
            return RecordEnd(
                contentEnd: bytes.count, next: bytes.count, lineCount: isLast ? 1 : 0, isBroken: true)
        }
        return RecordEnd(contentEnd: max(end, start + 1), next: end + 1, lineCount: 1, isBroken: true)
    }
}
