import ArgumentParser
import Foundation
import Ops

/// Why it was trained, or not: `marquee runs decisions`.
struct RunDecisionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions", abstract: "List when the server decided to train or to wait, and by which signals.")

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "How many, at most.") var limit = 20
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...RetrainLog.maximumCount).contains(limit) else {
            throw ValidationError("--limit takes 1 to \(RetrainLog.maximumCount)")
        }
    }

    func run() async throws {
        _ = try homeOptions.folder.existingDatabase()
        let log = RetrainLog(try OperationsDatabase(home: homeOptions.folder.url))
        let decisions = try log.latest(limit: limit)
        if json { return Terminal.print(try JSONText.encode(decisions)) }
        guard !decisions.isEmpty else { return Terminal.say("nothing was decided yet; a running server does") }
        for decision in decisions {
            let kind = decision.kind == .train ? Terminal.green("train") : Terminal.dim("wait ")
            let run = decision.run.map { "  → \($0)" } ?? ""
            let reasons = decision.reasons.map(\.sentence).joined(separator: "; ")
            Terminal.print("\(decision.at.formatted(.iso8601))  \(kind)  \(reasons)\(run)")
        }
    }
}
