/// A folder layout that is known by its file names.
public enum DataLayout: String, Sendable, Codable, CaseIterable {
    /// `u.data`, `u.item`, `u.user`
    case movieLens100K = "ml-100k"
    /// `::`-separated: 1M, 10M
    case movieLensDat = "ml-dat"
    /// latest-small, 20M, 25M, 32M
    case movieLensCSV = "ml-csv"
    /// Files that name their columns.
    case tables

    /// What the file names of a folder (or one file's own name) say; nil when nothing here can be read.
    public static func detect(fileNames: [String]) -> DataLayout? {
        let names = Set(fileNames)
        if names.contains("u.data") || names.contains("u.item") { return .movieLens100K }
        if names.contains("ratings.dat") || names.contains("movies.dat") { return .movieLensDat }
        if names.contains("ratings.csv"), names.contains("movies.csv") { return .movieLensCSV }
        return names.contains(where: isTable) ? .tables : nil
    }

    /// The files to read of those present, movies and viewers before events; with their format where the name says it
    /// (nil: the first line does).
    public func files(among fileNames: [String]) -> [(name: String, format: TableFormat?)] {
        switch self {
        case .movieLens100K:
            present([("u.item", .uItem), ("u.user", .uUser), ("u.data", .uData)], among: fileNames)
        case .movieLensDat:
            present(
                [("movies.dat", .moviesDat), ("users.dat", .usersDat), ("ratings.dat", .ratingsDat)], among: fileNames)
        case .movieLensCSV:
            present([("movies.csv", nil), ("ratings.csv", nil)], among: fileNames)
        case .tables:
            fileNames.filter(Self.isTable).sorted().map { ($0, nil) }
        }
    }

    private func present(
        _ known: [(name: String, format: TableFormat?)], among fileNames: [String]
    ) -> [(name: String, format: TableFormat?)] {
        let names = Set(fileNames)
        return known.filter { names.contains($0.name) }
    }

    private static func isTable(_ name: String) -> Bool {
        ["csv", "tsv", "jsonl", "ndjson"].contains { name.lowercased().hasSuffix("." + $0) }
    }

    /// The format of a file from its name and first line; nil when its columns say nothing to us.
    public static func format(fileName: String, firstLine: UnsafeBufferPointer<UInt8>) -> TableFormat? {
        let line = TextDecoding.trimmed(withoutMark(firstLine))
        if line.first == UInt8(ascii: "{") {
            return JSONLine.members(of: line).flatMap { TableFormat.jsonLines(members: $0.map(\.key)) }
        }
        for dialect in [RecordDialect.csv, .tabCSV, .semicolonCSV] {
            var scanner = RecordScanner(dialect: dialect)
            var names: [String] = []
            _ = scanner.scan(line, isLast: true) { record in
                if names.isEmpty { names = (0..<record.fieldCount).map(record.text) }
            }
            if names.count > 1, let format = TableFormat.csv(header: names, dialect: dialect) { return format }
        }
        return nil
    }

    static func withoutMark(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        TextDecoding.mark(of: bytes) == .utf8 ? UnsafeBufferPointer(rebasing: bytes[3...]) : bytes
    }
}
