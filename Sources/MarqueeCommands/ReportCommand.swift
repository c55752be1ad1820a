import ArgumentParser
import Foundation
import Ops

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The report of a day: traffic, latency, coverage, drift, models, decisions.",
        discussion: """
            Without --format the page and its text are written to reports/ in the home folder. With it, that one is \
            printed, or written to --output.

            Examples:
              marquee report                              yesterday
              marquee report --day 2026-01-31 --format markdown
              marquee report --format html --output day.html
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case html, markdown, json
    }

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: ArgumentHelp("The day in UTC; yesterday unless given.", valueName: "YYYY-MM-DD")) var day: String?
    @Option(help: "Print this instead of writing to reports/: html, markdown or json.") var format: Format?
    @Option(help: ArgumentHelp("Write to this file; html unless --format says otherwise.", valueName: "file"))
    var output: String?

    func validate() throws {
        if let day, ReportDay(day) == nil {
            throw ValidationError("--day takes a day like 2026-01-31, not '\(day)'")
        }
    }

    func run() async throws {
        let home = homeOptions.folder
        let database = try home.existingDatabase()
        let operations = try OperationsDatabase(path: home.operations.path)
        let wanted = day.flatMap { ReportDay($0) } ?? ReportDay(Date()).previous
        let builder = DailyReportBuilder(home: home, events: database, operations: operations)
        let report = try await builder.report(of: wanted)
        guard format != nil || output != nil else {
            let folder = ReportFolder(home)
            try folder.write(report, of: wanted)
            Terminal.print(folder.page(of: wanted).path)
            return Terminal.print(folder.text(of: wanted).path)
        }
        let text = try text(report)
        guard let output else { return Terminal.print(text) }
        try DurableFile.write(Data(text.utf8), to: URL(filePath: output))
        Terminal.print(output)
    }

    private func text(_ report: DailyReport) throws -> String {
        switch format ?? .html {
        case .html: report.html
        case .markdown: report.markdown
        case .json: try JSONText.encode(report)
        }
    }
}
