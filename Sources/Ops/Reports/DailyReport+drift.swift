import Foundation
import Models

extension DailyReport {
    var driftSection: ReportSection {
        guard events.events > 0 else {
            return ReportSection("Drift", [.text("No events arrived on this day, so there is nothing to compare.")])
        }
        let rows = drift.map { drift in
            ReportTable.Row(
                cells: [
                    drift.name, ReportText.number(drift.value), PlainNumber.fixed(drift.limit, digits: 2), drift.note,
                ],
                isAlarming: drift.isBreached)
        }
        let kinds = zip(events.kinds.labels, events.kinds.counts).filter { $0.1 > 0 }
            .map { "\($0.0): \(ReportText.count($0.1))" }.joined(separator: ", ")
        return ReportSection(
            "Drift",
            [
                .text("The day's \(ReportText.count(events.events)) events (\(kinds)) against everything before them."),
                .table(ReportTable(["what", "value#", "limit#", "measured on"], rows: rows)),
            ] + ratingPlot + genrePlot)
    }

    private var ratingPlot: [ReportBlock] {
        guard events.ratings.total > 0 else { return [] }
        let before = eventsBefore.ratingMoments.map { "\(ReportText.number($0.mean, digits: 2))" } ?? "–"
        let moments = events.ratingMoments
        return [
            .plot(
                ReportPlot(
                    title: "Ratings by stars", shape: .columns, labels: events.ratings.labels,
                    series: series(eventsBefore.ratings.shares, events.ratings.shares), unit: .share)),
            .text(
                "Mean \(ReportText.number(moments?.mean, digits: 2)) stars (before: \(before)), skew "
                    + "\(ReportText.number(moments?.skewness, digits: 2)) "
                    + "(before: \(ReportText.number(eventsBefore.ratingMoments?.skewness, digits: 2)))."),
        ]
    }

    /// The twelve genres that were met most, on either side.
    private var genrePlot: [ReportBlock] {
        let (before, now) = eventsBefore.genres.aligned(with: events.genres)
        let order = now.labels.indices.sorted {
            (before.shares[$1] + now.shares[$1], now.labels[$0]) < (before.shares[$0] + now.shares[$0], now.labels[$1])
        }.prefix(12)
        guard now.total > 0 else { return [] }
        return [
            .plot(
                ReportPlot(
                    title: "Genres", shape: .bars, labels: order.map { now.labels[$0] },
                    series: series(order.map { before.shares[$0] }, order.map { now.shares[$0] }), unit: .share))
        ]
    }

    private func series(_ before: [Double], _ now: [Double]) -> [ReportPlot.Series] {
        [.init("before", before), .init("this day", now)]
    }

    /// Preferences over time.
    var tasteSection: ReportSection {
        let before = ReportText.number(Entropy.bits(eventsBefore.preferences), digits: 2)
        let explanation =
            "The entropy of the genres of what was liked: 0 bits when all is one genre, more when tastes are spread. "
            + "Of everything before this day: \(before) bits."
        guard !preferenceEntropy.isEmpty else {
            return ReportSection(
                "Preferences", [.text(explanation), .text("None of the last 14 days had enough likes to measure it.")])
        }
        return ReportSection(
            "Preferences",
            [
                .text(explanation),
                .plot(
                    ReportPlot(
                        title: "Genre entropy by day", shape: .lines,
                        labels: preferenceEntropy.map { String($0.day.dropFirst(5)) },
                        series: [.init("bits", preferenceEntropy.map(\.value))], unit: .bits)),
            ])
    }

    var monitoringSection: ReportSection {
        guard let last = monitoring.last else {
            return ReportSection("Monitoring", [.text("No round of monitoring is on record for this day.")])
        }
        let rows = last.readings.map { reading in
            ReportTable.Row(
                cells: [
                    reading.name, ReportText.number(reading.value), ReportText.number(reading.limit, digits: 2),
                    range(reading.name), reading.note,
                ],
                isAlarming: reading.breached)
        }
        let count = monitoring.count == 1 ? "One round" : "\(monitoring.count) rounds"
        var blocks: [ReportBlock] = [
            .text("\(count) of monitoring; the last at \(ReportText.time(DocumentText.milliseconds(last.at)))."),
            .table(ReportTable(["figure", "last#", "limit#", "range of the day", "measured on"], rows: rows)),
        ]
        if !last.gaps.isEmpty {
            blocks.append(
                .table(ReportTable(["not measured", "why"], last.gaps.map { [$0.name, $0.reason] })))
        }
        return ReportSection("Monitoring", blocks)
    }

    private func range(_ name: String) -> String {
        let values = monitoring.flatMap { $0.readings.filter { $0.name == name }.map(\.value) }
        guard let least = values.min(), let most = values.max() else { return "–" }
        return least == most ? ReportText.number(least) : "\(ReportText.number(least)) – \(ReportText.number(most))"
    }
}
