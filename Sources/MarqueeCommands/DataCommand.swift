import ArgumentParser
import Foundation
import Ops

struct DataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Fetch published data sets; write out what is stored.",
        subcommands: [Fetch.self, Export.self])

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fetch", abstract: "Download a MovieLens data set from GroupLens, check it and unpack it.",
            discussion: PublishedDataSet.all.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n") + "\n\n"
                + PublishedDataSet.terms)

        @Argument(help: "Which one, for example ml-100k.") var name: String
        @Option(help: "The folder to put it in.") var to = "."
        @Option(help: "Another place that holds <name>.zip, as a URL.") var from: String?

        func run() async throws {
            guard let dataSet = PublishedDataSet.named(name) else {
                let names = PublishedDataSet.all.map(\.name).joined(separator: ", ")
                throw ValidationError("no data set is called “\(name)”; there are \(names)")
            }
            var base = DataFetcher.groupLens
            if let from {
                guard let given = URL(string: from), given.host() != nil else {
                    throw ValidationError("--from takes a URL, such as https://mirror.example/movielens/")
                }
                base = given
            }
            let progress = ProgressLine()
            let fetcher = DataFetcher(base: base) { step in
                let share = step.byteCount.map { Double(step.bytesReceived) / Double(max($0, 1)) }
                progress.show("\(step.name): \(step.bytesReceived / 1_000_000) MB", fraction: share)
            }
            let fetched = try await fetcher.fetch(dataSet, into: URL(filePath: to))
            progress.show("fetched", fraction: 1, isLast: true)
            if !fetched.isVerified {
                Terminal.say("no checksum is published for \(name): what came was unpacked as it is, unchecked")
            }
            Terminal.say(PublishedDataSet.terms)
            Terminal.print("marquee import \(fetched.folder.path)")
        }
    }
}
