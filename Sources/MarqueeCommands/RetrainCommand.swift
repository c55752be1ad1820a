import Actors
import ArgumentParser
import Foundation
import Gateway
import Logging
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
            takes the result up within its watch interval. A run that was cut off is taken up where it stopped. One run at a \
            time: while a server or another command trains in this home, this one says so and ends.

            With --server the run is the server's: it is asked for over HTTP with the models and settings given here, under \
            the server's own policy, and followed to its end.

            Examples:
              marquee retrain
              marquee retrain --models als,blend --policy better
              marquee retrain --models als --set als:factors=32
              marquee retrain --server http://127.0.0.1:8080 --token …
            """)

    @OptionGroup var homeOptions: HomeOptions
    @OptionGroup var dataOptions: PreprocessingArgument
    @Option(help: "The models that want to serve, by commas. (default: itemcf,als,blend, or the server's)")
    var models: String?
    @Option(
        help: ArgumentHelp(
            "A setting of one of them, such as als:factors=32; may be repeated. The rest is chosen on validation.",
            valueName: "model:name=value"))
    var set: [String] = []
    @Option(
        help: "When a challenger is promoted: better (NDCG@10 is higher) or guarded (by 1 %, nothing else much worse).")
    var policy = "guarded"
    @Option(
        help: ArgumentHelp(
            "How many per cent worse other figures may get, such as ndcg_gap_gender=10,novelty=20.",
            valueName: "figure=per cent"))
    var limits: String?
    @Option(help: "Rows of data since the serving model's data end that make a test of their own.") var minimumNew = 500
    @Option(help: "The seed of everything random.") var seed: UInt64 = 42
    @Option(help: "Tasks that train at once; the result does not depend on it.") var workers: Int?
    @Option(help: ArgumentHelp("Ask this server to train instead.", valueName: "url")) var server: String?
    @Option(help: ArgumentHelp("Its admin token (also MARQUEE_ADMIN_TOKEN).", valueName: "token")) var token: String?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        if let server { return try await runRemotely(server) }
        let home = homeOptions.folder
        let events = try home.existingDatabase()
        try home.prepare()
        let operations = try OperationsDatabase(home: home.url)
        let logger = Logger(label: "marquee")
        let tracking = try Tracking(
            operations, environment: ProcessInfo.processInfo.environment, logger: logger)
        tracking.closeAbandonedRuns()
        let request = try request()
        let retraining = Retraining(
            home: home, events: events, operations: operations, settings: try settings(request),
            tracker: tracking.tracker, logger: logger
        ) { version in
            _ = try await ModelActivator(offlineIn: home).activate(
                version: version.version, because: "promoted by the gate")
        }
        // Under the lock: only what nobody works on was cut off.
        let lock = try retraining.lock()
        defer { lock.release() }
        let cutOff = try RunJournal(operations).unfinished()
        if let cutOff { Terminal.say("taking up \(cutOff.id), which was cut off; it goes on with what it was asked") }
        let progress = ProgressLine()
        let outcome = try await retraining.run(
            cutOff?.id ?? RunID(), because: ["asked for by hand"], asking: request, holding: lock,
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

    private func runRemotely(_ server: String) async throws {
        let variable = ProcessInfo.processInfo.environment["MARQUEE_ADMIN_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
        guard let token = token ?? variable else {
            throw ValidationError("--server needs --token, or MARQUEE_ADMIN_TOKEN: the server's admin token")
        }
        let progress = ProgressLine()
        let run = try await RemoteTraining(server: server, token: token).run(try request()) { line in
            progress.show(line.text, fraction: line.fraction)
        }
        progress.show(run.status, fraction: 1, isLast: true)
        Terminal.print(json ? try JSONText.encode(run) : run.outcome)
        if run.status != "finished" { throw ExitCode(1) }
    }

    private func request() throws -> TrainingRequest {
        do {
            return TrainingRequest(
                models: models?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) },
                settings: try TrainingRequest.settings(parsing: set))
        } catch {
            throw ValidationError("--set: \(error)")
        }
    }

    private func promotionPolicy() throws -> PromotionPolicy {
        guard let preset = PromotionPolicy.preset(policy) else {
            throw ValidationError("--policy takes better or guarded, not '\(policy)'")
        }
        do {
            return try preset.limiting(limits ?? "")
        } catch {
            throw ValidationError("--limits: \(error)")
        }
    }

    private func settings(_ request: TrainingRequest) throws -> RetrainingSettings {
        let policy = try promotionPolicy()
        let standing = RetrainingSettings(
            preprocessing: try dataOptions.settings(), policy: policy, minimumNewRows: minimumNew, seed: seed,
            workerCount: max(1, min(workers ?? ProcessInfo.processInfo.activeProcessorCount, 1_024)))
        do {
            _ = try standing.asked(request, plugins: CommandModels.catalogue)
        } catch {
            throw ValidationError("--models and --set: \(error)")
        }
        return standing
    }
}
