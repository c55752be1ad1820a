extension TableFormat {
    /// The format of one part of a ready-made split: user and item in the first two columns, as
    /// `u1.base` of MovieLens 100K, `user,item` or any list of pairs has them; a header may name them, and need not.
    ///
    /// Without a header a third column is the rating and a fourth its time; what comes after is not read.
    /// - Parameters:
    ///   - first: the first line, without its end.
    ///   - second: the next line, if there is one: beside numbers, words in the first line are a header.
    /// - Returns: nil when the first line has no two columns, or names other things than events.
    public static func pairs(first: String, second: String?) -> TableFormat? {
        if let named = first.withUTF8Copy({ DataLayout.format(fileName: "", firstLine: $0) }) {
            return named.kind == .events ? named : nil
        }
        let dialects: [(String, RecordDialect)] = [
            ("::", .doubleColons), ("\t", .tabs), (";", .semicolonCSV), (",", .csv),
        ]
        guard let (separator, dialect) = dialects.first(where: { first.contains($0.0) }) else { return nil }
        let fields = first.split(separator: separator, omittingEmptySubsequences: false)
        let isNumbered = second.map { areNumbers($0.split(separator: separator)) } ?? false
        let known: [Column] = [.user, .item, .value, .timestamp]
        let columns = fields.indices.map { $0 < known.count ? known[$0] : .ignored }
        return TableFormat(
            kind: .events, encoding: .separated(dialect), columns: columns,
            hasHeader: isNumbered && !areNumbers(fields))
    }

    private static func areNumbers(_ fields: [Substring]) -> Bool {
        fields.count > 1 && fields.prefix(2).allSatisfy { Int64($0.filter { !$0.isWhitespace && $0 != "\"" }) != nil }
    }
}

extension String {
    fileprivate func withUTF8Copy<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        Array(utf8).withUnsafeBufferPointer(body)
    }
}
