import ArgumentParser
import Foundation
import Ops

struct ModelsDecisionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions", abstract: "List what was decided on models and training, the latest first, and why.")

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "How many, at most.") var limit = 20
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000") }
    }

    func run() async throws {
        let decisions = try await RegistryReading.require(homeOptions.folder).registry.decisions(limit: limit)
        if json { return Terminal.print(try JSONText.encode(decisions)) }
        guard !decisions.isEmpty else { return Terminal.say("nothing was decided yet") }
        for decision in decisions { Terminal.print(DecisionText.line(decision)) }
    }
}

/// A decision for a person.
enum DecisionText {
    static func line(_ decision: DecisionRecord) -> String {
        let when = Terminal.dim(decision.at.formatted(.iso8601))
        return "\(when)  \(Terminal.bold(decision.kind)) by \(decision.policy): \(decision.paragraph)"
    }
}
