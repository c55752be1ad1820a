import ArgumentParser
import Foundation
import Ops

struct ModelsPruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove the files of old versions that nothing needs.",
        discussion: """
            The newest of each name stay, and whatever serves, could be gone back to, waits in staging, has an alias or was \
            written within the hour. The registry remembers those that go. Works beside a running server.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "How many of each name stay, 1 or more.") var keep = 10
    @Flag(help: "Only say what would go.") var dryRun = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard keep >= 1 else { throw ValidationError("--keep takes 1 or more, not \(keep)") }
    }

    func run() async throws {
        let home = homeOptions.folder
        _ = try await RegistryReading.require(home)
        let retention = VersionRetention(home: home, operations: try OperationsDatabase(home: home.url), keep: keep)
        let versions = try dryRun ? retention.removable() : retention.prune()
        if json { return Terminal.print(try JSONText.encode(versions)) }
        for gone in versions { Terminal.print("\(gone.version)  \(gone.bytes) bytes") }
        let bytes = versions.reduce(0) { $0 + $1.bytes }
        Terminal.say("\(versions.count) versions \(dryRun ? "would go" : "went"), \(bytes) bytes")
    }
}
