import ArgumentParser
import Foundation
import Models
import Ops

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Train and compare the models on a data set, under a named protocol.",
        discussion: """
            Settings are chosen on the validation part, models fitted on train + validation, figures taken on \
            the test part: the whole catalogue is ranked, nothing is sampled.

            Examples:
              marquee evaluate                      what is in the home folder
              marquee evaluate --data ml-100k/ --protocol per-user-random
              marquee evaluate --models all --output leaderboard.html
                                                    every model, as a page that opens offline
              marquee evaluate --train train.csv --test test.csv
                                                    a split made elsewhere: user,item pairs
              marquee evaluate --folds u1..u5 --data ml-100k/
                                                    errors of predicted stars on given folds
              marquee evaluate --folds 5 --models baseline,svd
                                                    the same on five folds drawn by the seed
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: ArgumentHelp("A folder or file of ratings, instead of the home folder's data.", valueName: "folder"))
    var data: String?
    @Option(help: ArgumentHelp("A ready-made training part: user,item pairs.", valueName: "file")) var train: String?
    @Option(help: ArgumentHelp("Its test part.", valueName: "file")) var test: String?
    @Option(help: ArgumentHelp("Its validation part, if there is one.", valueName: "file")) var validation: String?
    @Option(name: .customLong("protocol"), help: "\(SplitProtocol.names.joined(separator: ", ")), or all.")
    var protocolName = "global-time"
    @Option(
        help: ArgumentHelp(
            "Predicted stars instead of lists: how many folds to draw, or folds that lie in --data: u1..u5.",
            valueName: "folds"))
    var folds: String?
    @Option(help: "The models, separated by commas, or all; popularity is always there. With --folds: models of stars.")
    var models = ModelComparison.standardModels.joined(separator: ",")
    @OptionGroup var settings: ModelSettingsArgument
    @OptionGroup var dataOptions: PreprocessingArgument
    @Flag(inversion: .prefixedNo, help: "Choose settings on validation.") var tune = true
    @Option(help: "The seed of everything random.") var seed: UInt64 = 42
    @Option(help: "Tasks that work at once; the figures do not depend on it.") var workers: Int?
    @Flag(help: "Print JSON.") var json = false
    @Option(
        help: ArgumentHelp(
            "Also write the report to a file: .html with pictures, .md, .json or .txt. May be given again.",
            valueName: "file"))
    var output: [String] = []

    func validate() throws {
        guard (train == nil) == (test == nil) else { throw ValidationError("--train and --test go together") }
        guard train == nil || data == nil else { throw ValidationError("give --data, or --train and --test") }
        guard validation == nil || train != nil else {
            throw ValidationError("--validation goes with --train and --test")
        }
        for file in output where Self.format(of: file) == nil {
            throw ValidationError("--output takes a file ending in .html, .md, .json or .txt, not '\(file)'")
        }
        guard folds == nil || train == nil else { throw ValidationError("--folds goes without --train and --test") }
        guard folds != nil || settings.given.isEmpty else {
            throw ValidationError("--set goes with --folds; without it settings are chosen on validation")
        }
        guard folds == nil else {
            guard !output.contains(where: { Self.format(of: $0) == .html }) else {
                throw ValidationError("with --folds, --output takes .md, .json or .txt")
            }
            return
        }
        // Before anything is trained: the models are compared one after the other.
        let known = CommandModels.catalogue.names
        for name in modelNames where !known.contains(name) {
            throw ValidationError("there is no model '\(name)'; there are \(known.joined(separator: ", "))")
        }
    }

    /// Whether --models was left alone, or asks for all.
    var asksForStandardModels: Bool { models == Self.standardModels || models == "all" }
    private static let standardModels = ModelComparison.standardModels.joined(separator: ",")

    var modelNames: [String] {
        models == "all" ? CommandModels.catalogue.names : models.split(separator: ",").map(String.init)
    }

    func run() async throws {
        if let folds { return try await compareRatings(folds) }
        var reports: [EvaluationReport] = []
        let (splits, viewers) = try splits()
        for split in splits { reports.append(try await compare(split, viewers: viewers)) }
        for file in output { try write(reports, to: file) }
        if json { return Terminal.print(try JSONText.encode(reports)) }
        Terminal.print(Self.text(reports))
    }

    enum Format: String { case html, md, json, txt }

    static func format(of file: String) -> Format? {
        Format(rawValue: URL(filePath: file).pathExtension.lowercased())
    }

    private static func text(_ reports: [EvaluationReport]) -> String {
        reports.map(\.text).joined(separator: "\n\n")
    }

    private func write(_ reports: [EvaluationReport], to file: String) throws {
        let board = Leaderboard(reports, command: CommandText.typed)
        let text =
            switch Self.format(of: file) {
            case .html: board.html
            case .md: board.markdown
            case .json: try JSONText.encode(reports) + "\n"
            case .txt, nil: Self.text(reports)
            }
        try DurableFile.write(Data(text.utf8), to: URL(filePath: file))
        Terminal.say("written: \(file)")
    }

    private func compare(_ split: Split, viewers: [Viewer]) async throws -> EvaluationReport {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let training = TrainingOptions(seed: seed, workerCount: max(1, min(workers ?? cores, 1_024)))
        var options = ModelComparison.Options(
            models: modelNames, selection: ModelSelection.Options(training: training), tunes: tune)
        options.viewers = viewers
        options.memory = ProcessMemory()
        options.newcomerLikes = [0, 1, 5, 10]
        let progress = ProgressLine()
        let report = try await ModelComparison.run(
            split: split, plugins: CommandModels.catalogue, options: options
        ) { step in
            let line = StepText(step)
            progress.show(line.text, fraction: line.fraction)
        }
        progress.show("compared under \(split.description.splitProtocol.name)", fraction: 1, isLast: true)
        return report
    }

    private func splits() throws -> ([Split], viewers: [Viewer]) {
        if let train, let test {
            let split = Split(
                train: try readPairs(train), validation: try validation.map(readPairs), test: try readPairs(test))
            return ([split], [])
        }
        let stored = try storedLog()
        let names = protocolName == "all" ? SplitProtocol.names : [protocolName]
        let settings = try dataOptions.settings()
        let splits = try names.map { name in
            Split(
                stored.log, movies: stored.movies, viewers: stored.viewers,
                protocol: try SplitArgument.parse(name, seed: seed), settings: settings)
        }
        return (splits, stored.viewers)
    }

    func storedLog() throws -> StoredLog { try StoredRatings.read(data, or: homeOptions) }

    func readPairs(_ path: String) throws -> InteractionLog {
        let (stored, report) = try Importer.readPairs(URL(filePath: path))
        for line in report.files.flatMap(\.firstRejected) {
            Terminal.say("\(path), line \(line.line), is left out, \(line.reason.explanation): \(line.excerpt)")
        }
        return stored.log
    }
}
