/// The fields of one record under their meanings, valid only while the reader works on it.
struct RowValues {
    private var values: [UnsafeBufferPointer<UInt8>?]
    private var isEscaped: [Bool]
    /// For JSON, values are undone already and kept here.
    var isJSON = false

    init() {
        values = Array(repeating: nil, count: Column.allCases.count)
        isEscaped = Array(repeating: false, count: Column.allCases.count)
    }

    mutating func clear() {
        for index in values.indices { values[index] = nil }
    }

    mutating func set(_ column: Column, _ bytes: UnsafeBufferPointer<UInt8>, isEscaped: Bool) {
        values[column.rawValue] = bytes
        self.isEscaped[column.rawValue] = isEscaped
    }

    /// The bytes without blanks at either end, nil when the column is absent or empty.
    func bytes(_ column: Column) -> UnsafeBufferPointer<UInt8>? {
        guard let raw = values[column.rawValue] else { return nil }
        let trimmed = TextDecoding.trimmed(raw)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// Whether the bytes are the text as it is meant: ASCII, with neither quotes nor escapes to undo.
    func isPlain(_ column: Column) -> Bool {
        guard let bytes = bytes(column), TextDecoding.isASCII(bytes) else { return false }
        return !isEscaped[column.rawValue] || (isJSON && !bytes.contains(UInt8(ascii: "\\")))
    }

    /// The text, quotes or escapes undone, nil when absent or empty.
    func text(_ column: Column) -> String? {
        guard let bytes = bytes(column) else { return nil }
        guard isEscaped[column.rawValue] else { return TextDecoding.string(bytes) }
        return isJSON ? JSONLine.unescaped(bytes) : TextDecoding.string(bytes).replacing("\"\"", with: "\"")
    }
}
