import Actors
import ArgumentParser
import Foundation
import Models
import Ops

struct ModelsShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show where a version came from, what became of it, and what was decided on it.")

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The version, as `marquee models list` prints it.") var version: String
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let registry = try await RegistryReading.require(homeOptions.folder)
        let found = try registry.find(version)
        let document = Document(
            registered: found, history: try registry.registry.history(of: found.version),
            decisions: try registry.registry.decisions(about: found.version, limit: 100))
        Terminal.print(json ? try JSONText.encode(document) : document.text)
    }

    private struct Document: Encodable {
        var registered: RegisteredVersion
        var history: [RegistryChange]
        var decisions: [DecisionRecord]

        var text: String {
            let names = registered.aliases.map { ", \($0.rawValue)" }.joined()
            return
                (["\(Terminal.bold("\(registered.version)"))  \(registered.stage.rawValue)\(names)"] + lineage
                + ["", Terminal.bold("History")] + history.map(Self.line)
                + (decisions.isEmpty
                    ? [] : ["", Terminal.bold("Decisions")] + decisions.map { "  \(DecisionText.line($0))" }))
                .joined(separator: "\n")
        }

        private var lineage: [String] {
            let lineage = registered.lineage
            let settings = lineage.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let metrics = lineage.metrics.sorted { $0.key < $1.key }
                .map { "\($0.key) \(String(format: "%.4f", $0.value))" }
            return [
                "  data     \(lineage.dataHash)", "  settings \(settings.joined(separator: " "))",
                "  metrics  \(metrics.joined(separator: "  "))", "  program  \(lineage.codeVersion)",
                "  parent   \(lineage.parent.map { "\($0)" } ?? "none")",
                "  run      \(lineage.runID.map { "\($0)" } ?? "unknown")",
            ] + (lineage.startedFrom.map { ["  start    \($0)"] } ?? [])
        }

        private static func line(_ change: RegistryChange) -> String {
            let what =
                switch (change.kind, change.from, change.to) {
                case (.registered, _, _): "registered"
                case (.artefact, _, _): "its files are gone"
                case (.stage, let from, let to): "\(from ?? "") → \(to ?? "")"
                case (.alias, _, let to?): "is the \(to)"
                case (.alias, let from, nil): "is the \(from ?? "") no more"
                }
            return "  \(change.at.formatted(.iso8601))  \(what)  \(Terminal.dim(change.reason))"
        }
    }
}
