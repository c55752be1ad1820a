public import Models

/// Comparisons of models as a page that opens without any network: pictures first, then every table.
public struct Leaderboard: Sendable {
    public let reports: [EvaluationReport]
    /// What made it, to be run again.
    public let command: String

    public init(_ reports: [EvaluationReport], command: String) {
        self.reports = reports
        self.command = command
    }

    public var html: String {
        ReportPage(
            title: "Marquee: models compared", subtitle: "Made by: \(command)",
            sections: reports.flatMap { Self.pictures(of: $0) + Self.tables(of: $0) }
        ).html
    }

    /// The tables alone.
    public var markdown: String {
        "Made by `\(command)`.\n\n" + reports.map(\.markdown).joined(separator: "\n")
    }

    // MARK: Pictures

    private static func pictures(of report: EvaluationReport) -> [ReportSection] {
        let name = report.rules.split.splitProtocol.name
        var blocks: [ReportBlock] = []
        if let choice = report.choice { blocks.append(.text("To serve: \(choice.model). \(choice.reason)")) }
        if report.models.contains(where: { $0.warm != nil }) {
            blocks += [.chart(accuracyByLatency(report)), .chart(accuracyByCoverage(report))]
        }
        let curves = report.models.filter { $0.learningCurve.count > 1 }
        blocks += curves.map { .chart(learningCurve($0)) }
        return [ReportSection("Under \(name)", blocks)]
    }

    private static let gain = RankingMetric.discountedGain(10)

    private static func accuracyByLatency(_ report: EvaluationReport) -> ReportChart {
        ReportChart(
            title: "Right, and how quickly: up and to the left is better", horizontal: "µs for one list, median",
            vertical: gain.name,
            series: report.models.compactMap { model in
                guard let ndcg = model.warm?.metrics[gain]?.mean, let time = model.microsecondsPerList else {
                    return nil
                }
                return ReportChart.Series(model.name, [ReportChart.Point(x: time, y: ndcg)])
            }, isLogarithmic: true)
    }

    private static func accuracyByCoverage(_ report: EvaluationReport) -> ReportChart {
        ReportChart(
            title: "Right, and how varied: up and to the right is better",
            horizontal: "share of the films in somebody's first \(report.rules.depth)", vertical: gain.name,
            series: report.models.compactMap { model in
                guard let ndcg = model.warm?.metrics[gain]?.mean, let coverage = model.warm?.coverage else {
                    return nil
                }
                return ReportChart.Series(model.name, [ReportChart.Point(x: coverage, y: ndcg)])
            })
    }

    private static func learningCurve(_ model: ModelReport) -> ReportChart {
        ReportChart(
            title: "How \(model.name) learned", horizontal: "seconds", vertical: "loss",
            series: [
                ReportChart.Series(
                    model.name, model.learningCurve.map { ReportChart.Point(x: $0.secondsElapsed, y: $0.loss) })
            ], isCurve: true)
    }

    // MARK: Tables

    private static func tables(of report: EvaluationReport) -> [ReportSection] {
        let rules = ReportSection("What the figures mean", [.text(report.heading)])
        return [rules]
            + report.tables.map { table in
                let headings = table.header.enumerated().map { table.words.contains($0) ? $1 : "\($1)#" }
                let notes = table.note.map { [ReportBlock.text($0)] } ?? []
                return ReportSection(table.title, notes + [.table(ReportTable(headings, table.rows))])
            }
    }
}
