import Actors
import ArgumentParser
import Foundation
import Models
import Ops

struct ModelsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the versions in the model directory, with their stages.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let home = homeOptions.folder
        let registered = try await RegistryReading.open(home)?.registry.versions() ?? []
        let active = Self.active(in: home.models)
        let rows = ArtefactStore(folder: home.models).versions().map { stored in
            Row(stored, active: active, registered: registered.first { $0.version == stored.version })
        }
        if json { return Terminal.print(try JSONText.encode(rows)) }
        guard !rows.isEmpty else {
            return Terminal.say("no models in \(home.models.path); make one with `marquee train`")
        }
        for row in rows { Terminal.print(row.line) }
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
    private struct Row: Encodable {
        var name, version: String
        var isActive: Bool
        var isReadable: Bool
        var algorithm: String?
        var trainedAt: Int64?
        var metrics: [String: Double]
        var stage: ModelStage?
        var aliases: [ModelAlias]

        init(_ stored: StoredVersion, active: ModelVersion?, registered: RegisteredVersion?) {
            name = stored.version.name
            version = stored.version.version
            isActive = stored.version == active
            isReadable = stored.manifest != nil
            algorithm = stored.manifest?.descriptor.algorithm
            trainedAt = stored.trainedAt
            metrics = stored.manifest?.details.metrics ?? [:]
            stage = registered?.stage
            aliases = registered?.aliases ?? []
        }

        var line: String {
            let mark = isActive ? Terminal.green("● serves ") : "         "
            let names = aliases.isEmpty ? "" : " (\(aliases.map(\.rawValue).joined(separator: ", ")))"
            let figures = metrics.sorted { $0.key < $1.key }
                .map { "\($0.key) \(String(format: "%.3f", $0.value))" }.joined(separator: "  ")
            let place = stage.map { "  \($0.rawValue)\(names)" } ?? ""
            return "\(mark)\(name)/\(version)\(place)  \(Terminal.dim(figures))"
        }
    }
}
