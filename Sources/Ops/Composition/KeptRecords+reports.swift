import Foundation
import Gateway

/// Reports of days: those that were written, and the last week's as they are now.
extension KeptRecords {
    /// How many days back a report is made when it is asked for: the request log has no more.
    private static let recentDays = 7

    func reports(limit: Int) async throws -> [KeptReport.Name] {
        let today = KeptReport.Name(day: ReportDay(Date()).description, isComplete: false, writtenAt: nil)
        let stored = try await BackgroundThread.run { [home] in ReportFolder(home).stored() }
        return Array(([today] + stored.filter { $0.day != today.day }).prefix(limit))
    }

    func report(_ text: String) async throws -> KeptReport? {
        guard let day = ReportDay(text) else { return nil }
        let isRecent = ReportDay(Date()).last(Self.recentDays).contains(day)
        let stored = try await BackgroundThread.run { [home] in try ReportFolder(home).read(day) }
        if let stored, stored.name.isComplete || !isRecent { return stored }
        guard isRecent else { return nil }
        let report = try await DailyReportBuilder(home: home, events: events, operations: operations).report(of: day)
        let name = KeptReport.Name(day: day.description, isComplete: report.isComplete, writtenAt: nil)
        return KeptReport(report, name)
    }
}

extension ReportFolder {
    /// Those that were written, the latest day first.
    func stored() -> [KeptReport.Name] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        let days = names.filter { $0.hasPrefix("daily-") && $0.hasSuffix(".md") }
            .compactMap { ReportDay(String($0.dropFirst(6).dropLast(3))) }
        return days.sorted { $0.start > $1.start }.map(name)
    }

    private func name(_ day: ReportDay) -> KeptReport.Name {
        KeptReport.Name(
            day: day.description, isComplete: isComplete(day), writtenAt: written(day)?.timeIntervalSince1970)
    }

    /// Nil when none was written. One of an earlier release has its text alone.
    func read(_ day: ReportDay) throws -> KeptReport? {
        if let data = FileManager.default.contents(atPath: values(of: day).path) {
            return KeptReport(try DailyReport(json: data), name(day))
        }
        guard let data = FileManager.default.contents(atPath: text(of: day).path) else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map {
            KeptReport.Block.text(String($0))
        }
        return KeptReport(
            name: name(day), subtitle: "Written by an earlier release: its text alone is kept.",
            sections: [KeptReport.Section(title: "Report", blocks: lines)])
    }
}

extension KeptReport {
    init(_ report: DailyReport, _ name: Name) {
        self.init(
            name: name, subtitle: report.subtitle,
            sections: report.sections.map { Section(title: $0.title, blocks: $0.blocks.map(Block.init)) })
    }
}

extension KeptReport.Block {
    fileprivate init(_ block: ReportBlock) {
        switch block {
        case .text(let text): self = .text(text)
        case .figures(let figures):
            self = .figures(figures.map { KeptReport.Figure(name: $0.name, value: $0.value, note: $0.note) })
        case .table(let table):
            self = .table(
                headings: table.headings,
                rows: table.rows.map { KeptReport.Row(cells: $0.cells, isAlarming: $0.isAlarming) })
        case .plot(let plot):
            self = .plot(
                KeptReport.Plot(
                    title: plot.title, shape: "\(plot.shape)", unit: "\(plot.unit)", labels: plot.labels,
                    series: plot.series.map { ($0.name, $0.values) }))
        case .chart(let chart):
            let rows = chart.series.flatMap { series in
                series.points.map { KeptReport.Row(cells: [series.name, "\($0.x)", "\($0.y)"], isAlarming: false) }
            }
            self = .table(headings: [chart.title, "\(chart.horizontal)#", "\(chart.vertical)#"], rows: rows)
        }
    }
}
