import ArgumentParser
import Foundation
import Ops

struct ModelsRollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Let an earlier version serve again: the one before, or the one that is named.",
        discussion: "What is led away from is not gone back to by a later rollback.")

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "An earlier version; without it the one before the current one.") var version: String?
    @Option(help: "Why; kept in the version's history.") var reason = "rolled back by hand"
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let activated = try await ModelActivator(offlineIn: homeOptions.folder)
            .goBackInRecord(to: version, because: reason)
        try Terminal.tell(activated, json: json)
    }
}
