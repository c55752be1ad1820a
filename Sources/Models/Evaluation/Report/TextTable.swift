/// Rows of text in aligned columns: the first to the left, the others to the right.
struct TextTable {
    var header: [String]
    var rows: [[String]] = []
    /// The columns of words, which begin in line; figures end in line.
    var words: Set<Int>

    init(_ header: [String], words: Set<Int> = [0]) {
        self.header = header
        self.words = words
    }

    /// For a terminal.
    var text: String {
        let widths = widths
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([header, rule] + rows).map { row in
            row.indices.map { Self.padded(row[$0], to: widths[$0], left: words.contains($0)) }.joined(separator: "  ")
                .trimmingTrailingSpaces()
        }.joined(separator: "\n")
    }

    /// For a page.
    var markdown: String {
        let rule = header.indices.map { words.contains($0) ? "---" : "---:" }
        return ([header, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private var widths: [Int] {
        header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
    }

    private static func padded(_ text: String, to width: Int, left: Bool) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return left ? text + space : space + text
    }
}

extension String {
    fileprivate func trimmingTrailingSpaces() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
