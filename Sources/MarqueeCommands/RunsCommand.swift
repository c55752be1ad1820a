import ArgumentParser
import Foundation
import Logging
import Ops

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "List the training runs that were tracked, or show one.",
        subcommands: [List.self, Show.self, RunDecisionsCommand.self], defaultSubcommand: List.self)

    /// - Throws: `StorageError`, also when there is no such home.
    private static func tracker(_ home: HomeFolder) throws -> SQLiteTracker {
        _ = try home.existingDatabase()
        let operations = try OperationsDatabase(home: home.url)
        try Tracking(
            operations, environment: ProcessInfo.processInfo.environment, logger: Logger(label: "marquee.tracking")
        ).closeAbandonedRuns()
        return SQLiteTracker(operations)
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the runs, the latest first.")

        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "How many, at most.") var limit = 20
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000") }
        }

        func run() async throws {
            let runs = try RunsCommand.tracker(homeOptions.folder).runs(limit: limit)
            if json { return Terminal.print(try JSONText.encode(runs)) }
            guard !runs.isEmpty else { return Terminal.say("no run was tracked yet; `marquee train` makes one") }
            for run in runs { Terminal.print(RunText.line(run)) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one run: parameters, metrics, files, and what came of it.")

        @OptionGroup var homeOptions: HomeOptions
        @Argument(help: "The run, as `marquee runs list` prints it.") var run: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            guard let details = try RunsCommand.tracker(homeOptions.folder).run(RunID(rawValue: run)) else {
                throw TrainingRunError(message: "there is no run '\(run)'; `marquee runs list` lists those there are")
            }
            Terminal.print(json ? try JSONText.encode(details) : RunText.page(details))
        }
    }
}

/// A tracked run for a person.
private enum RunText {
    static func line(_ run: TrackedRun) -> String {
        let versions = run.versions.map { "  → \($0)" }.joined()
        return "\(run.id)  \(status(run.status))  \(run.name)  \(duration(run))\(versions)  \(figures(run.metrics))"
    }

    static func page(_ details: TrackedRunDetails) -> String {
        let run = details.run
        var lines = [
            "\(Terminal.bold("\(run.id)"))  \(status(run.status))  \(run.experiment)/\(run.name)",
            "  started \(run.startedAt.formatted(.iso8601))  \(duration(run))",
        ]
        lines += section("Tags", run.tags) + section("Parameters", details.parameters)
        lines += section("Metrics", run.metrics.mapValues { String(format: "%.6g", $0) })
        lines += section("Files", details.artefacts)
        lines += run.versions.isEmpty ? [] : ["", Terminal.bold("Versions")] + run.versions.map { "  \($0)" }
        return lines.joined(separator: "\n")
    }

    private static func section(_ title: String, _ values: [String: String]) -> [String] {
        guard !values.isEmpty else { return [] }
        return ["", Terminal.bold(title)] + values.sorted { $0.key < $1.key }.map { "  \($0.key)  \($0.value)" }
    }

    private static func status(_ status: TrackedRun.Status) -> String {
        switch status {
        case .finished: Terminal.green(status.rawValue)
        case .failed, .killed: Terminal.red(status.rawValue)
        case .running: Terminal.yellow(status.rawValue)
        }
    }

    private static func duration(_ run: TrackedRun) -> String {
        run.endedAt.map { String(format: "%.1f s", $0.timeIntervalSince(run.startedAt)) } ?? "–"
    }

    private static func figures(_ metrics: [String: Double]) -> String {
        Terminal.dim(
            metrics.sorted { $0.key < $1.key }.map { "\($0.key) \(String(format: "%.3f", $0.value))" }
                .joined(separator: "  "))
    }
}
