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
        let width = rows.map { "\($0.name)/\($0.version)".count }.max() ?? 0
        for row in rows { Terminal.print(row.line(nameWidth: width)) }
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

        /// Of all figures; `marquee models show` has the rest.
        static let figures = [
            ("ndcg_at_10", "NDCG@10"), ("recall_at_20", "Recall@20"), ("coverage_at_100", "coverage@100"),
        ]

        func line(nameWidth: Int) -> String {
            let mark = isActive ? Terminal.green("● serves ") : "         "
            let names = aliases.isEmpty ? "" : " (\(aliases.map(\.rawValue).joined(separator: ", ")))"
            let place = stage.map { $0.rawValue + names } ?? ""
            let told = Self.figures.compactMap { name, label in
                metrics[name].map { "\(label) \(String(format: "%.3f", $0))" }
            }
            let columns = [padded("\(name)/\(version)", to: nameWidth), padded(place, to: 21)]
            return mark + columns.joined(separator: "  ") + "  " + Terminal.dim(told.joined(separator: "  "))
        }

        private func padded(_ text: String, to width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
    }
}
