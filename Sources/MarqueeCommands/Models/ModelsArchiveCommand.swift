import Actors
import ArgumentParser
import Foundation
import Ops

struct ModelsArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Put a version aside. Its files stay; it can be promoted again.")

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The version, as `marquee models list` prints it.") var version: String
    @Option(help: "Why; kept in the version's history.") var reason = "archived by hand"
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let registry = try await RegistryReading.require(homeOptions.folder)
        let found = try registry.find(version)
        guard found.stage != .production else {
            throw RegistryError(
                .refusedTransition,
                "\(found.version) serves and cannot be archived; promote another version, or roll back, first")
        }
        try registry.registry.move(found.version, to: .archived, reason: reason)
        guard json else { return Terminal.print("\(found.version) is archived") }
        let document = ModelChangeDocument(
            name: found.version.name, version: found.version.version, stage: ModelStage.archived.rawValue)
        Terminal.print(try JSONText.encode(document))
    }
}
