/// Scripts and styles without what only their authors read: comments that begin a line, indentation, empty lines.
///
/// Everything else stays as it is written. A line of a script must not be within a text that began on an earlier line;
/// a test looks that none is.
enum WebText {
    static func squeezed(_ bytes: [UInt8], mediaType: String) -> [UInt8] {
        let isScript = mediaType.hasPrefix("text/javascript")
        guard isScript || mediaType.hasPrefix("text/css") else { return bytes }
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var isComment = false
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            var text = line.indented
            if isComment || text.starts(with: "/*".utf8) {
                let rest = text.afterComment
                isComment = rest == nil
                text = rest ?? []
            }
            if text.isEmpty || isScript && text.starts(with: "//".utf8) { continue }
            kept += text
            kept.append(UInt8(ascii: "\n"))
        }
        return kept
    }
}

extension ArraySlice<UInt8> {
    fileprivate var indented: ArraySlice<UInt8> { drop { $0 == UInt8(ascii: " ") } }

    /// What follows the first end of a comment; nil without one.
    fileprivate var afterComment: ArraySlice<UInt8>? {
        zip(indices, zip(self, dropFirst()))
            .first { $1.0 == UInt8(ascii: "*") && $1.1 == UInt8(ascii: "/") }
            .map { self[($0.0 + 2)...].indented }
    }
}
