import ArgumentParser
import Foundation
import Logging
import Ops

struct MonitorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor",
        abstract: "Compare what the active model was trained on with what happens now, and keep the figures.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let home = homeOptions.folder
        let database = try home.existingDatabase()
        let job = MonitoringJob(
            home: home, events: database, operations: try OperationsDatabase(path: home.operations.path),
            board: MonitorBoard(), logger: Logger(label: "marquee"))
        guard let round = try await job.measure() else {
            throw ConfigurationError(message: "no model is active; `marquee train` makes one")
        }
        if json { return Terminal.print(try JSONText.encode(round)) }
        for reading in round.readings { Terminal.print(Self.line(reading)) }
        for gap in round.gaps { Terminal.print("\(Terminal.dim("–")) \(gap.name): not measured, \(gap.reason)") }
    }

    private static func line(_ reading: MonitorReading) -> String {
        let mark = reading.breached ? Terminal.red("✘") : Terminal.green("✔")
        let value = String(format: "%.3f", reading.value)
        let limit = reading.limit.map { " (limit \(String(format: "%.2f", $0)))" } ?? ""
        return "\(mark) \(reading.name): \(value)\(limit), \(reading.note)"
    }
}
