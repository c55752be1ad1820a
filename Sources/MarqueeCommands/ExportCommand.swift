import ArgumentParser
import Foundation
import Ops

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a model's vectors and id maps for other tools.",
        discussion: """
            users.csv and items.csv say which id each row has; factors.safetensors, factors.npz, user_factors.csv and \
            item_factors.csv hold the vectors of viewers and films; export.json says what it is. A viewer's dot product \
            with a film's is the model's score, the cosine of two films how much they are alike.

            --format faiss writes items.faiss, an index of similar films for FAISS: its ids are the rows of items.csv, its \
            inner product is the cosine. It needs a build with `--traits FAISS`.

            Examples:
              marquee export --output vectors --format npz,csv
              marquee export --output vectors --format faiss --index flat
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: "The folder to write to; it is made where it is missing.") var output: String
    @Option(help: "safetensors, npz, csv, faiss, or several with commas between.") var format = "safetensors,npz,csv"
    @Option(help: "What items.faiss is: hnsw (a graph, quick) or flat (exact).") var index = "hnsw"
    @Option(help: "The version, as `marquee models` prints it; the one that serves unless said otherwise.")
    var model: String?
    @Flag(help: "Print what was written as JSON.") var json = false

    private var formats: [ExportFormat?] { format.split(separator: ",").map { ExportFormat(rawValue: String($0)) } }

    func validate() throws {
        guard !formats.isEmpty, !formats.contains(nil) else {
            let names = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--format takes \(names), with commas between, not “\(format)”")
        }
        guard SimilarIndexKind(rawValue: index) != nil else {
            throw ValidationError("--index takes hnsw or flat, not “\(index)”")
        }
    }

    func run() async throws {
        let folder = URL(filePath: output, directoryHint: .isDirectory)
        let report = try ModelExport(home: homeOptions.folder)
            .run(
                version: model, formats: Set(formats.compactMap { $0 }),
                indexKind: SimilarIndexKind(rawValue: index) ?? .hnsw, to: folder)
        if json { return Terminal.print(try JSONText.encode(report)) }
        Terminal.say(
            """
            \(report.name)/\(report.version): \(report.users) viewers and \(report.items) films, vectors of \
            \(report.factors)
            """)
        if let index = report.index {
            let recall = index.recallAt10.map { "recall@10 \($0.formatted(.number.precision(.fractionLength(3))))" }
            Terminal.say("index of similar films: \(index.kind), \(recall ?? "of films that are like none")")
        }
        for file in report.files + ["export.json"] { Terminal.print(folder.appending(path: file).path) }
    }
}
