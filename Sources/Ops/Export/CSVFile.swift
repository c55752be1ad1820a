import Foundation

/// Writes tables of comma-separated values, as RFC 4180 has them, without holding them in memory.
enum CSVFile {
    /// - Parameters:
    ///   - names: the first line.
    ///   - row: the fields of one row.
    static func write(to url: URL, names: [String], rowCount: Int, _ row: (Int) -> [String]) throws(FileError) {
        try DurableFile.replace(url) { (writer) throws(FileError) in
            var text = line(names)
            for number in 0..<rowCount {
                text += line(row(number))
                guard text.utf8.count > 1 << 20 else { continue }
                try writer.write(Array(text.utf8))
                text = ""
            }
            try writer.write(Array(text.utf8))
        }
    }

    private static func line(_ fields: [String]) -> String { fields.map(quoted).joined(separator: ",") + "\n" }

    /// In quotes where a comma, a quote or a line's end would mislead the reader.
    private static func quoted(_ field: String) -> String {
        let isPlain = field.utf8.allSatisfy { ![0x22, 0x2c, 0x0a, 0x0d].contains($0) }
        return isPlain ? field : "\"\(field.replacing("\"", with: "\"\""))\""
    }
}
