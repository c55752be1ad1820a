import ArgumentParser
import Foundation
import Ops

extension DataCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Write films, viewers and events as lines of JSON that `marquee import` reads.",
            discussion: """
                movies.jsonl, users.jsonl and events.jsonl; works beside a running server. Imported into an empty home they give \
                the same training data, by the same hash.

                Example:
                  marquee data export --to everything && marquee import everything --home elsewhere
                """)

        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "The folder to write to; it is made where it is missing.") var to: String
        @Flag(help: "Print what was written as JSON.") var json = false

        func run() async throws {
            let folder = URL(filePath: to, directoryHint: .isDirectory)
            let report = try DataExport(homeOptions.folder.existingDatabase()).write(to: folder)
            if json { return Terminal.print(try JSONText.encode(report)) }
            Terminal.say("\(report.movies) films, \(report.viewers) viewers, \(report.events) events")
            note(report.damagedRows, "damaged rows were left out")
            note(
                report.repeatedEvents,
                "events share viewer, film, type and second with another; an import keeps one of each")
            note(report.ambiguousTitles, "titles will be read otherwise")
            for file in DataExport.files { Terminal.print(folder.appending(path: file).path) }
        }

        private func note(_ count: Int, _ what: String) {
            if count > 0 { Terminal.say("\(count) \(what)") }
        }
    }
}
