import Actors
import ArgumentParser
import Foundation
import Ops

struct ModelsPromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Let a version serve, whatever the gate said. A running server takes it up within its watch interval."
    )

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The version, as `marquee models list` prints it.") var version: String
    @Option(help: "Why; kept in the version's history.") var reason = "promoted by hand"
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let activated = try await ModelActivator(offlineIn: homeOptions.folder)
            .activate(version: version, because: reason)
        try Terminal.tell(activated, json: json)
    }
}

struct ModelsActivateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate",
        abstract: "Let a version serve. A running server takes it up within its watch interval.")

    @OptionGroup var homeOptions: HomeOptions
    @Argument(help: "The version, as `marquee models list` prints it.") var version: String
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let activated = try await ModelActivator(offlineIn: homeOptions.folder).activate(version: version)
        try Terminal.tell(activated, json: json)
    }
}

extension Terminal {
    /// Which version serves now.
    static func tell(_ activated: ModelVersion, json: Bool) throws {
        guard json else { return print("\(activated) is active") }
        let document = ModelChangeDocument(
            name: activated.name, version: activated.version, stage: ModelStage.production.rawValue)
        print(try JSONText.encode(document))
    }
}
