import ArgumentParser
import Foundation
import Models
import Ops

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring ratings, films and viewers into the home folder.",
        discussion: """
            The layout is found out: MovieLens 100K (u.data), 1M and 10M (ratings.dat), latest, 20M, 25M and 32M \
            (ratings.csv), or CSV, TSV and JSONL files whose first line names its columns. Lines that cannot be used \
            are counted with their reason and never stop the import. Importing the same data twice doubles nothing.

            Examples:
              marquee import ml-1m/
              marquee import events.jsonl --dry-run
            """)

    @Argument(help: "A folder or a file.") var source: String
    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Read and check everything, store nothing.") var dryRun = false
    @Flag(help: "Print the report as JSON.") var json = false

    func run() async throws {
        let progress = ProgressLine()
        let told: @Sendable (ImportProgress) -> Void = { step in
            let share = step.byteCount > 0 ? Double(step.bytesRead) / Double(step.byteCount) : 1
            progress.show("\(step.file): \(step.accepted) accepted, \(step.rejected) rejected", fraction: share)
        }
        let url = URL(filePath: source)
        let report: ImportReport
        if dryRun {
            report = try Importer.dryRun(url, progress: told)
        } else {
            let home = homeOptions.folder
            try home.prepare()
            report = try Importer(into: EventDatabase(home: home.url), progress: told).run(url)
        }
        progress.show(dryRun ? "read" : "imported", fraction: 1, isLast: true)
        Terminal.print(json ? try JSONText.encode(report) : ImportSummary(report).text)
    }
}
