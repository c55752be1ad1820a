import Actors
import ArgumentParser
import Foundation
import Logging
import Models
import Ops

struct RetrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retrain",
        abstract:
            "Train every configured model, judge them beside the one that serves, and promote the best if it is better.",
        discussion: """
            The judges are the days since the serving model's data end, where there are enough of them: the serving model \
            is asked as it stands, the others are trained up to the first of those days. Otherwise it is the last 15 % of \
            all days, and the serving model's recipe is trained anew.

            A challenger serves only if the policy says so; its reasons are printed and kept. Runs beside a server too: it \
            takes the result up within its watch interval. A run that was cut off is taken up where it stopped.

            Examples:
              marquee retrain
              marquee retrain --models als,blend --policy better
            """)

    @OptionGroup var homeOptions: HomeOptions
    @OptionGroup var dataOptions: PreprocessingArgument
    @Option(help: "The models that want to serve, by commas.") var models = "itemcf,als,blend"
    @Option(
        help: "When a challenger is promoted: better (NDCG@10 is higher) or guarded (by 1 %, nothing else much worse).")
    var policy = "guarded"
    @Option(help: "Rows of data since the serving model's data end that make a test of their own.") var minimumNew = 500
    @Option(help: "The seed of everything random.") var seed: UInt64 = 42
    @Option(help: "Tasks that train at once; the result does not depend on it.") var workers: Int?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let home = homeOptions.folder
        let events = try home.existingDatabase()
        try home.prepare()
        let operations = try OperationsDatabase(home: home.url)
        let logger = Logger(label: "marquee")
        let tracking = try Tracking(
            operations, environment: ProcessInfo.processInfo.environment, logger: logger)
        tracking.closeAbandonedRuns()
        let retraining = Retraining(
            home: home, events: events, operations: operations, settings: try settings(),
            tracker: tracking.tracker, logger: logger
        ) { version in
            _ = try await ModelActivator(offlineIn: home).activate(
                version: version.version, because: "promoted by the gate")
        }
        let cutOff = try RunJournal(operations).unfinished()
        if let cutOff { Terminal.say("taking up \(cutOff.id), which was cut off") }
        let progress = ProgressLine()
        let outcome = try await retraining.run(
            cutOff?.id ?? RunID(), because: ["asked for by hand"],
            progress: { step in
                let line = StepText(step)
                progress.show(line.text, fraction: line.fraction)
            })
        progress.show("done", fraction: 1, isLast: true)
        let waiting = await tracking.shipQueued(within: .seconds(5))
        if waiting > 0 { Terminal.say("\(waiting) entries wait for MLflow; `marquee mlflow ship` sends them") }
        if json { return Terminal.print(try JSONText.encode(outcome)) }
        Terminal.print(outcome.paragraph)
    }

    private func settings() throws -> RetrainingSettings {
        guard let names = RetrainingOptions.models(parsing: models) else {
            let known = PluginCatalogue.standard.names.joined(separator: ", ")
            throw ValidationError("--models takes some of \(known), by commas, not '\(models)'")
        }
        guard let policy = PromotionPolicy.preset(policy) else {
            throw ValidationError("--policy takes better or guarded, not '\(policy)'")
        }
        return RetrainingSettings(
            models: names, preprocessing: try dataOptions.settings(), policy: policy, minimumNewRows: minimumNew,
            seed: seed, workerCount: max(1, min(workers ?? ProcessInfo.processInfo.activeProcessorCount, 1_024)))
    }
}
