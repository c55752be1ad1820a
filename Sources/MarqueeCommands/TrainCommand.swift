import Actors
import ArgumentParser
import Foundation
import Models
import Ops

struct TrainCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "train",
            abstract: "Train a model on everything that was imported and observed, and let it serve.",
            discussion: """
                Settings that are not given are chosen on a validation part of the data; the model is judged on \
                a test part that it has not seen; what serves is then trained on everything. The report says all of it.

                Examples:
                  marquee train                         the default: ALS and recency
                  marquee train --model itemcf --set neighbors=100
                  marquee train --model als --tuned     with what `marquee tune` found
                  marquee train --model als --warm-start active
                  marquee train --window-days 365 --half-life-days 90 --daily-movie-cap 200
                  marquee train --no-activate           to look at; see `marquee models`

                Models and their settings:
                \(ModelSettingsArgument.catalogue)
                """)
    }

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "The model: \(CommandModels.catalogue.names.joined(separator: ", ")).") var model = "blend"
    @OptionGroup var settingOptions: ModelSettingsArgument
    @Flag(help: "Take the settings that `marquee tune --save` found; --set goes before them.") var tuned = false
    @OptionGroup var dataOptions: PreprocessingArgument
    @Option(
        help: ArgumentHelp(
            "Train on the data of this snapshot, made again, under its settings instead of those above.",
            valueName: "hash"))
    var snapshot: String?
    @Option(
        help: ArgumentHelp(
            "Begin the last training from this version's vectors; active for the one that serves.",
            valueName: "version"))
    var warmStart: String?
    @Option(
        name: .customLong("protocol"),
        help: "How data are parted for judging: \(SplitProtocol.names.joined(separator: ", ")).")
    var protocolName = "global-time"
    @Flag(inversion: .prefixedNo, help: "Choose settings on validation and judge the model on test data.")
    var evaluate = true
    @Flag(inversion: .prefixedNo, help: "Let the model serve.") var activate = true
    @Option(help: "The seed of everything random.") var seed: UInt64 = 42
    @Option(help: "Tasks that train at once; the result does not depend on it.") var workers: Int?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        var settings = TrainingRunSettings()
        settings.model = model
        settings.given = try settingOptions.settings(of: model)
        if tuned {
            settings.given.merge(try TunedSettings.read(model, in: homeOptions.folder).settings) { given, _ in given }
        }
        settings.preprocessing = try dataOptions.settings()
        settings.snapshot = try snapshot.map { try DataSnapshotStore(home: homeOptions.folder).find($0) }
        settings.warmStart = warmStart
        settings.splitProtocol = try SplitArgument.parse(protocolName, seed: seed)
        settings.evaluates = evaluate
        settings.seed = seed
        settings.activates = activate
        if let workers { settings.workerCount = max(1, min(workers, 1_024)) }
        let progress = ProgressLine()
        let tracking = try Tracking.inProcess(homeOptions.folder)
        tracking?.closeAbandonedRuns()
        let run = TrainingRun(home: homeOptions.folder, settings: settings, tracker: tracking?.tracker) { step in
            let line = StepText(step)
            progress.show(line.text, fraction: line.fraction)
        }
        let outcome: TrainingRunOutcome
        do {
            outcome = try await run.run()
        } catch {
            await Self.ship(tracking)
            throw error
        }
        await Self.ship(tracking)
        progress.show("trained \(outcome.version)", fraction: 1, isLast: true)
        if json { return Terminal.print(try JSONText.encode(Document(outcome))) }
        if let report = outcome.report { Terminal.print(report.text) }
        Terminal.print(
            "\(Terminal.bold("\(outcome.version)")) \(outcome.isActive ? "is active" : "is ready; `marquee models activate \(outcome.version.version)` lets it serve")"
        )
        Terminal.print("data: \(outcome.snapshot.hash); `marquee snapshots show \(outcome.snapshot.shortHash)`")
        if let file = outcome.reportFile { Terminal.print("report: \(file.path)") }
    }

    /// Sends MLflow what it can take in a few seconds.
    private static func ship(_ tracking: Tracking?) async {
        let waiting = await tracking?.shipQueued(within: .seconds(5)) ?? 0
        guard waiting > 0 else { return }
        Terminal.say("\(waiting) entries wait for MLflow: a running server sends them, or `marquee mlflow ship`")
    }

    private struct Document: Encodable {
        var name, version: String
        var isActive: Bool
        var descriptor: ModelDescriptor
        var report: EvaluationReport?
        var snapshot: DataSnapshot

        init(_ outcome: TrainingRunOutcome) {
            name = outcome.version.name
            version = outcome.version.version
            isActive = outcome.isActive
            descriptor = outcome.descriptor
            report = outcome.report
            snapshot = outcome.snapshot
        }
    }
}
