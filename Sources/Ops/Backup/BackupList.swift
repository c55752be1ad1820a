/// `SHA256SUMS`: a line a file, its SHA-256, two blanks and its path.
struct BackupList: Equatable {
    static let fileName = "SHA256SUMS"

    /// [path: SHA-256]
    let sums: [String: String]

    init(_ copies: [CheckedCopy]) {
        sums = Dictionary(copies.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    }

    var text: String { sums.sorted { $0.key < $1.key }.map { "\($0.value)  \($0.key)\n" }.joined() }

    /// Nil when a line is no such line, a path stands twice or leads out of the folder.
    init?(parsing text: String) {
        var sums: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: "  ", maxSplits: 1)
            guard fields.count == 2, fields[0].utf8.count == 64, Self.isInside(fields[1]) else { return nil }
            guard sums.updateValue(String(fields[0]), forKey: String(fields[1])) == nil else { return nil }
        }
        guard !sums.isEmpty else { return nil }
        self.sums = sums
    }

    private static func isInside(_ path: Substring) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.isEmpty && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
    }
}
