import Actors
import Foundation
import Models

extension DailyReport {
    /// The report as parts, in the order of reading.
    var sections: [ReportSection] {
        [
            summary, availabilitySection, traffic, latency, coverage, fallback, models, decisionSection, outcomeSection,
            driftSection, tasteSection, monitoringSection, experimentSection, violationSection, securitySection,
        ]
    }

    private static let noLog = "No request log is kept (--request-log false), so nothing is known of this."
    private static let noAnswers = "No answers are in the request log for this day."

    private var summary: ReportSection {
        var figures = [ReportFigure("events", ReportText.count(events.events))]
        if let served {
            figures.insert(ReportFigure("answers", ReportText.count(served.answers)), at: 0)
            figures.append(ReportFigure("viewers asked", ReportText.count(served.viewers)))
            if let latency = served.percentiles {
                figures.append(ReportFigure("p99", ReportText.milliseconds(latency.p99)))
            }
            figures.append(ReportFigure("fallbacks", ReportText.share(served.fallbackRate)))
            figures.append(ReportFigure("coverage", ReportText.share(exposure.coverage)))
        }
        figures.append(ReportFigure("decisions", ReportText.count(decisions.count)))
        var blocks: [ReportBlock] = [.figures(figures)]
        if !isComplete { blocks.insert(.text("The day was not over when this was made."), at: 0) }
        if let served, served.sampleStep > 1 {
            blocks.append(.text("One answer in \(served.sampleStep) was looked at; the count of answers is exact."))
        }
        return ReportSection("Summary", blocks)
    }

    /// The blocks when there were answers; otherwise why there are none.
    private func answered(_ title: String, _ blocks: (ServedTally) -> [ReportBlock]) -> ReportSection {
        guard let served else { return ReportSection(title, [.text(Self.noLog)]) }
        return ReportSection(title, served.sampled > 0 ? blocks(served) : [.text(Self.noAnswers)])
    }

    // MARK: Serving

    private var traffic: ReportSection {
        answered("Traffic") { served in
            [
                .plot(
                    ReportPlot(
                        title: "Answers by hour (UTC)", shape: .columns, labels: Self.hours,
                        series: [.init("answers", served.hours.map { Double($0.answers * served.sampleStep) })],
                        unit: .count)),
                .plot(
                    ReportPlot(
                        title: "Answers by day", shape: .columns,
                        labels: recentDays.map { String($0.day.dropFirst(5)) },
                        series: [.init("answers", recentDays.map(\.value))], unit: .count)),
            ]
        }
    }

    private static let hours = (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }

    private var latency: ReportSection {
        answered("Latency") { served in
            let rows = served.endpoints.map { endpoint in
                [endpoint.name, ReportText.count(endpoint.answers), ReportText.milliseconds(endpoint.meanMilliseconds)]
                    + Self.texts(endpoint.percentiles)
            }
            let hours = served.hours.map(\.percentiles)
            let mean = served.meanMilliseconds.map(ReportText.milliseconds) ?? "–"
            let all = ["all", ReportText.count(served.sampled), mean] + Self.texts(served.percentiles)
            return [
                .text("From a request's head to its answer, inside the server."),
                .table(ReportTable(["endpoint", "answers#", "mean#", "p50#", "p95#", "p99#"], [all] + rows)),
                .plot(
                    ReportPlot(
                        title: "Latency by hour (UTC)", shape: .lines, labels: Self.hours,
                        series: [
                            .init("p50", hours.map { $0?.p50 }), .init("p95", hours.map { $0?.p95 }),
                            .init("p99", hours.map { $0?.p99 }),
                        ],
                        unit: .milliseconds)),
            ]
        }
    }

    private static func texts(_ percentiles: Percentiles?) -> [String] {
        guard let percentiles else { return ["–", "–", "–"] }
        return [percentiles.p50, percentiles.p95, percentiles.p99].map(ReportText.milliseconds)
    }

    private var coverage: ReportSection {
        answered("Coverage") { _ in
            [
                .figures([
                    ReportFigure(
                        "coverage", ReportText.share(exposure.coverage),
                        "\(ReportText.count(exposure.shownFilms)) of \(ReportText.count(exposure.catalogueFilms)) films"
                    ),
                    ReportFigure(
                        "concentration (Gini)", ReportText.number(exposure.gini),
                        "0 when all films are shown equally often, 1 when one has every place"),
                ]),
                .plot(
                    ReportPlot(
                        title: "Shown most", shape: .bars, labels: exposure.mostShown.map(\.title),
                        series: [.init("lists", exposure.mostShown.map { Double($0.count) })], unit: .count)),
            ]
        }
    }

    private var fallback: ReportSection {
        answered("Fallback") { served in
            let figure = ReportFigure(
                "fallback rate", ReportText.share(served.fallbackRate),
                "\(ReportText.count(served.fallbacks)) of \(ReportText.count(served.sampled)) answers")
            guard served.fallbacks > 0 else { return [.figures([figure])] }
            return [
                .figures([figure]),
                .plot(
                    ReportPlot(
                        title: "Why", shape: .bars,
                        labels: served.fallbackReasons.map { $0.name.replacing("_", with: " ") },
                        series: [.init("answers", served.fallbackReasons.map { Double($0.count) })], unit: .count)),
            ]
        }
    }

    // MARK: Models

    private var models: ReportSection {
        var blocks: [ReportBlock] = [
            .text(activeModel.map { "Active when this was made: \($0)." } ?? "No model was active when this was made.")
        ]
        if let served, !served.versions.isEmpty {
            let rows = served.versions.map { version in
                let fallbacks = version.answers > 0 ? Double(version.fallbacks) / Double(version.answers) : nil
                return [
                    version.name, ReportText.time(version.first), ReportText.time(version.last),
                    ReportText.count(version.answers), ReportText.share(fallbacks),
                    version.percentiles.map { ReportText.milliseconds($0.p95) } ?? "–",
                ]
            }
            blocks.append(
                .table(ReportTable(["version", "first answer", "last answer", "answers#", "fallbacks#", "p95#"], rows)))
            blocks.append(.text(Self.swaps(served.versions.count)))
        }
        if !changes.isEmpty {
            let rows = changes.map {
                [
                    ReportText.time(DocumentText.milliseconds($0.at)), $0.version.description, $0.kind.rawValue,
                    "\($0.from ?? "–") → \($0.to ?? "–")", $0.reason,
                ]
            }
            blocks.append(.table(ReportTable(["time", "version", "change", "from → to", "reason"], rows)))
        }
        return ReportSection("Models", blocks)
    }

    private static func swaps(_ versions: Int) -> String {
        versions == 1
            ? "One version answered all day: no swap."
            : "\(versions) versions answered: at least \(versions - 1) swaps."
    }

    private var decisionSection: ReportSection {
        guard !decisions.isEmpty else { return ReportSection("Decisions", [.text("None recorded on this day.")]) }
        let rows = decisions.map {
            [ReportText.time(DocumentText.milliseconds($0.at)), $0.kind, $0.challenger?.description ?? "–", $0.policy]
        }
        return ReportSection(
            "Decisions",
            [.table(ReportTable(["time", "decision", "challenger", "policy"], rows))]
                + decisions.map {
                    .text("\(ReportText.time(DocumentText.milliseconds($0.at))) \($0.kind): \($0.paragraph)")
                })
    }
}
