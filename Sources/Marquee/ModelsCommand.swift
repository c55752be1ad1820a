import Actors
import ArgumentParser
import Foundation
import Models
import Ops

struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List the trained models, choose the one that serves, or go back.",
        subcommands: [List.self, Activate.self, Rollback.self, ModelsDiffCommand.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the versions in the model directory.")

        @OptionGroup var homeOptions: HomeOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let folder = homeOptions.folder.models
            let active = Self.active(in: folder)
            let stored = ArtefactStore(folder: folder).versions()
            if json { return Terminal.print(try JSONText.encode(stored.map { Row($0, active: active) })) }
            guard !stored.isEmpty else {
                return Terminal.say("no models in \(folder.path); make one with `marquee train`")
            }
            for row in stored.map({ Row($0, active: active) }) {
                let mark = row.isActive ? Terminal.green("● serves ") : "         "
                let figures = row.metrics.sorted { $0.key < $1.key }
                    .map { "\($0.key) \(String(format: "%.3f", $0.value))" }.joined(separator: "  ")
                Terminal.print("\(mark)\(row.name)/\(row.version)  \(Terminal.dim(figures))")
            }
        }

        /// The version that is recorded as active. A damaged record is told, and hides no version.
        private static func active(in folder: URL) -> ModelVersion? {
            do {
                return try ActivationRecord.read(from: folder)?.active
            } catch {
                Terminal.say("\(error)")
                return nil
            }
        }

        /// What is printed of one version.
        struct Row: Encodable {
            var name, version: String
            var isActive: Bool
            var isReadable: Bool
            var algorithm: String?
            var trainedAt: Int64?
            var metrics: [String: Double]

            init(_ stored: StoredVersion, active: ModelVersion?) {
                name = stored.version.name
                version = stored.version.version
                isActive = stored.version == active
                isReadable = stored.manifest != nil
                algorithm = stored.manifest?.descriptor.algorithm
                trainedAt = stored.trainedAt
                metrics = stored.manifest?.details.metrics ?? [:]
            }
        }
    }

    struct Activate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a version serve. A running server takes it up within its watch interval.")

        @OptionGroup var homeOptions: HomeOptions
        @Argument(help: "The version, as `marquee models list` prints it.") var version: String

        func run() async throws {
            let home = homeOptions.folder
            let activated = try await ModelActivator(offlineIn: home).activate(version: version)
            Terminal.print("\(activated) is active")
        }
    }

    struct Rollback: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the version before the current one serve again.")

        @OptionGroup var homeOptions: HomeOptions

        func run() async throws {
            let version = try await ModelActivator(offlineIn: homeOptions.folder).goBackInRecord()
            Terminal.print("\(version) is active")
        }
    }
}
