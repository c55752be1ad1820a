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
              marquee import ml-100k/ --until-share 0.70   the first 70 % by time; `marquee simulate` releases the rest
            """)

    @Argument(help: "A folder or a file, or “demo” for the built-in data set.") var source: String
    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Read and check everything, store nothing.") var dryRun = false
    @Option(help: "Hold back events from this moment on, in seconds since 1970.") var until: Int64?
    @Option(help: "Hold back all but this share of the events, the oldest; 0 to 1.") var untilShare: Double?
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        guard until == nil || untilShare == nil else {
            throw ValidationError("--until and --until-share say the same thing in two ways; give one")
        }
        if let untilShare, !(0...1).contains(untilShare) {
            throw ValidationError("--until-share takes 0 to 1, not \(untilShare)")
        }
    }

    func run() async throws {
        let progress = ProgressLine()
        let told: @Sendable (ImportProgress) -> Void = { step in
            let share = step.byteCount > 0 ? Double(step.bytesRead) / Double(step.byteCount) : 1
            progress.show("\(step.file): \(step.accepted) accepted, \(step.rejected) rejected", fraction: share)
        }
        let data = DataSource(source)
        let until = try until ?? untilShare.map { try data.time(after: $0) } ?? .max
        let report: ImportReport
        if dryRun {
            report = try Importer.dryRun(data, until: until, progress: told)
        } else {
            let home = homeOptions.folder
            try home.prepare()
            report = try Importer(into: EventDatabase(home: home.url), until: until, progress: told).run(data)
        }
        progress.show(dryRun ? "read" : "imported", fraction: 1, isLast: true)
        Terminal.print(json ? try JSONText.encode(report) : ImportSummary(report).text)
    }
}
