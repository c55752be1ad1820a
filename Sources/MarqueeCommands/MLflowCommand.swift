import ArgumentParser
import Foundation
import Ops

struct MLflowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlflow", abstract: "What waits for MLflow, and why.",
        discussion: """
            MLflow is told of runs, versions, stages and aliases where MLFLOW_TRACKING_URI is set, for `marquee serve` \
            and `marquee train`.
            """,
        subcommands: [Status.self, Ship.self, Retry.self], defaultSubcommand: Status.self)

    private static func tracker(_ home: HomeFolder) throws -> MLflowTracker {
        _ = try home.existingDatabase()
        return MLflowTracker(try OperationsDatabase(home: home.url))
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say how many entries wait, since when, and why.")

        @OptionGroup var homeOptions: HomeOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let status = try MLflowCommand.tracker(homeOptions.folder).status()
            if json { return Terminal.print(try JSONText.encode(status)) }
            let since = status.waitingSince.map { ", the oldest since \($0.formatted(.iso8601))" } ?? ""
            Terminal.print("\(status.waiting) wait\(since); \(status.sent) were sent")
            if let error = status.lastError { Terminal.print("nothing goes on: \(error)") }
            if status.dropped > 0 { Terminal.print("\(status.dropped) found no place in the queue") }
            if status.setAside > 0 {
                Terminal.print(
                    "\(status.setAside) set aside (`marquee mlflow retry` sends them again); the last one: "
                        + (status.lastSetAside ?? ""))
            }
        }
    }

    struct Ship: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send what waits, without a server.")

        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "Seconds it may take.") var seconds = 60

        func run() async throws {
            guard let tracking = try Tracking.inProcess(homeOptions.folder) else {
                throw ExitCode(1)
            }
            guard !tracking.services.isEmpty else {
                throw ValidationError("MLFLOW_TRACKING_URI is not set: there is nowhere to send to")
            }
            let waiting = await tracking.shipQueued(within: .seconds(max(1, min(seconds, 86_400))))
            guard waiting > 0 else { return Terminal.say("nothing waits here") }
            Terminal.say("\(waiting) still wait; `marquee mlflow` says why")
            throw ExitCode(1)
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Queue again what MLflow did not want.")

        @OptionGroup var homeOptions: HomeOptions

        func run() async throws {
            let count = try MLflowCommand.tracker(homeOptions.folder).retry()
            Terminal.print("\(count) \(count == 1 ? "entry waits" : "entries wait") again")
        }
    }
}
