import Models

/// An import report for a person.
struct ImportSummary {
    let text: String

    init(_ report: ImportReport) {
        var lines = [
            "\(report.source) (\(report.layout.rawValue))\(report.isDryRun ? ", dry run: nothing was stored" : "")"
        ]
        for file in report.files { lines += Self.lines(file) }
        if report.eventsOfUnknownMovies > 0 {
            lines.append(
                "\(report.eventsOfUnknownMovies) events are of films without a description; they count all the same")
        }
        if !report.ignoredFiles.isEmpty { lines.append("not read: \(report.ignoredFiles.joined(separator: ", "))") }
        text = lines.joined(separator: "\n")
    }

    private static func lines(_ file: FileReport) -> [String] {
        var line = "  \(file.file): \(file.accepted) \(file.kind.rawValue) accepted"
        if file.duplicates > 0 { line += ", \(file.duplicates) were there already" }
        if file.outOfOrder > 0 { line += ", \(file.outOfOrder) not in order of time" }
        if file.heldBack > 0 { line += ", \(file.heldBack) of later held back" }
        if file.withoutTime > 0 { line += ", \(file.withoutTime) without a time" }
        var lines = [line]
        guard file.rejectedCount > 0 else { return lines }
        let reasons = file.rejected.sorted { $0.value > $1.value }.map { "\($0.value) \($0.key.rawValue)" }
        lines.append("    \(file.rejectedCount) rejected: \(reasons.joined(separator: ", "))")
        for bad in file.firstRejected {
            lines.append("    line \(bad.line): \(bad.reason.rawValue): \(bad.excerpt)")
        }
        return lines
    }
}
