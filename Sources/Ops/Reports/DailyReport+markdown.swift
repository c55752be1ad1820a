import Foundation

extension DailyReport {
    /// The report as Markdown: plots become tables.
    public var markdown: String {
        var lines = ["# Marquee, \(day)", "", "\(subtitle)", ""]
        for section in sections {
            lines += ["## \(MarkdownText.escaped(section.title))", ""]
            for block in section.blocks { lines += MarkdownText.lines(block) + [""] }
        }
        return lines.joined(separator: "\n")
    }

    var subtitle: String {
        "The day in UTC. Made at \(madeAt.formatted(.iso8601)) by marquee \(programVersion)."
    }
}

/// Blocks as lines of Markdown. Everything is escaped: titles and reasons are data.
private enum MarkdownText {
    static func lines(_ block: ReportBlock) -> [String] {
        switch block {
        case .text(let text): [escaped(text)]
        case .figures(let figures):
            figures.map { figure in
                let note = figure.note.map { " (\(escaped($0)))" } ?? ""
                return "- \(escaped(figure.name)): **\(escaped(figure.value))**\(note)"
            }
        case .table(let table): lines(table)
        case .plot(let plot): ["**\(escaped(plot.title))**", ""] + lines(table(plot))
        case .chart(let chart): ["**\(escaped(chart.title))**", ""] + lines(table(chart))
        }
    }

    private static func lines(_ table: ReportTable) -> [String] {
        let rule = table.headings.map { $0.hasSuffix("#") ? "---:" : "---" }
        let headings = table.headings.map { $0.hasSuffix("#") ? String($0.dropLast()) : $0 }
        return [row(headings), "|" + rule.joined(separator: "|") + "|"]
            + table.rows.map { line in
                guard line.isAlarming else { return row(line.cells) }
                return row(line.cells.enumerated().map { $0 == 0 ? "⚠ \($1)" : $1 })
            }
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.map(escaped).joined(separator: " | ") + " |"
    }

    private static func table(_ plot: ReportPlot) -> ReportTable {
        let rows = plot.labels.indices.compactMap { index -> [String]? in
            let values = plot.series.map { $0.values[index] }
            guard values.contains(where: { ($0 ?? 0) != 0 }) else { return nil }
            return [plot.labels[index]] + values.map { $0.map { plot.unit.text($0) } ?? "–" }
        }
        return ReportTable([" "] + plot.series.map { "\($0.name)#" }, rows)
    }

    private static func table(_ chart: ReportChart) -> ReportTable {
        let rows = chart.series.flatMap { series in
            series.points.map { [series.name, "\($0.x)", "\($0.y)"] }
        }
        return ReportTable([" ", "\(chart.horizontal)#", "\(chart.vertical)#"], rows)
    }

    /// So that nothing in it is markup: backslashes before what Markdown reads, entities for what HTML reads.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "!": escaped += "\\\(character)"
            default: escaped += character.isNewline ? " " : String(character)
            }
        }
        return escaped
    }
}
