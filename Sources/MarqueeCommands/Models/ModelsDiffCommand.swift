import ArgumentParser
import Foundation
import Models
import Ops

struct ModelsDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what would change for viewers if one version took another's place.",
        discussion: """
            Viewers whom both know are drawn with the seed, and each model ranks the whole catalogue for them: how much \
            of the lists stays, which films come up and go down, for whom most changes; size and time.

            Example:
              marquee models diff 20261120-020000-1f3a9c 20261121-020000-9b02e7
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The version there is.") var before: String
    @Argument(help: "The version that would take its place.") var after: String
    @Option(help: "How many viewers to draw.") var viewers = 500
    @Option(help: "The seed of the draw.") var seed: UInt64 = 42
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...1_000_000).contains(viewers) else {
            throw ValidationError("--viewers takes 1 to 1000000, not \(viewers)")
        }
    }

    func run() async throws {
        var options = ModelDiff.Options(workerCount: ProcessInfo.processInfo.activeProcessorCount)
        options.viewerCount = viewers
        options.seed = seed
        let diff = try await ModelDiff.between(before, after, in: homeOptions.folder, options: options)
        Terminal.print(json ? try JSONText.encode(diff) : diff.text)
    }
}
