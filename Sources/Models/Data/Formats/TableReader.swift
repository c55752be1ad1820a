/// Reads one file of movies, viewers or events, whatever its encoding, into a collector.
///
/// Feed it chunks: `read` says how many bytes it used. Nothing a file holds stops it; what cannot be used is counted
/// in `report`, line by line.
public struct TableReader {
    /// How the table is written, and what its columns mean.
    public let format: TableFormat
    /// What became of the lines read so far.
    public private(set) var report: FileReport
    private var scanner: RecordScanner
    private var row = RowValues()
    private var isFirstRecord = true
    private var isFirstChunk = true

    /// - Parameter file: its name, for the report.
    public init(file: String, format: TableFormat) {
        self.format = format
        report = FileReport(file: file, kind: format.kind)
        switch format.encoding {
        case .separated(let dialect): scanner = RecordScanner(dialect: dialect)
        // A line is a record; the separator byte stands in no text.
        case .jsonLines:
            scanner = RecordScanner(dialect: RecordDialect(separator: [0], allowsQuotes: false), recordLimit: 1 << 20)
            row.isJSON = true
        }
    }

    /// Lines consumed so far.
    public var lineCount: Int { scanner.lineCount }

    /// Adds what `chunk` holds to `collector`.
    /// - Returns: how many bytes were used; give the rest again, followed by more.
    public mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, isLast: Bool, into collector: inout DatasetCollector
    ) -> Int {
        var skipped = 0
        if isFirstChunk {
            guard chunk.count >= 3 || isLast else { return 0 }
            isFirstChunk = false
            if TextDecoding.mark(of: chunk) == .utf8 { skipped = 3 }
        }
        // Out of the reader while its closure uses the reader.
        var scanner = scanner
        self.scanner = RecordScanner(dialect: scanner.dialect)
        let rest = UnsafeBufferPointer(rebasing: chunk[skipped...])
        let used = scanner.scan(rest, isLast: isLast) { record in take(record, into: &collector) }
        self.scanner = scanner
        return skipped + used
    }

    private mutating func take(_ record: RecordView, into collector: inout DatasetCollector) {
        if isFirstRecord {
            isFirstRecord = false
            if format.hasHeader { return }
        }
        report.read += 1
        if let reason = fill(record) ?? collector.take(row, format.kind, report: &report) {
            report.reject(reason, line: record.line, bytes: record.bytes)
        } else {
            report.accepted += 1
        }
    }

    private mutating func fill(_ record: RecordView) -> RejectionReason? {
        if record.isBroken { return .unreadableLine }
        if case .jsonLines = format.encoding { return fillMembers(record) }
        let columns = format.columns
        if columns.last == .genreFlags {
            guard record.fieldCount >= columns.count else { return .wrongFieldCount }
            let start = record.fields[columns.count - 1].start
            row.set(.genreFlags, UnsafeBufferPointer(rebasing: record.bytes[start...]), isEscaped: false)
        } else if record.fieldCount != columns.count {
            return .wrongFieldCount
        }
        for index in columns.indices where columns[index] != .ignored && columns[index] != .genreFlags {
            row.set(columns[index], record.field(index), isEscaped: record.fields[index].hasDoubledQuotes)
        }
        return nil
    }

    private mutating func fillMembers(_ record: RecordView) -> RejectionReason? {
        guard let members = JSONLine.members(of: record.bytes) else { return .unreadableLine }
        row.clear()
        for member in members where member.isString || !member.value.elementsEqual("null".utf8) {
            let column = format.column(named: member.key)
            if column != .ignored { row.set(column, member.value, isEscaped: member.isString) }
        }
        return nil
    }
}
