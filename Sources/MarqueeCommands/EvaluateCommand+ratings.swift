import ArgumentParser
import Foundation
import Models
import Ops

extension EvaluateCommand {
    /// `--folds`: predicted stars instead of lists.
    func compareRatings(_ folds: String) async throws {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let progress = ProgressLine()
        let report = try await RatingComparison.run(
            try ratingFolds(folds), candidates: try ratingCandidates(), catalogue: CommandModels.catalogue,
            training: TrainingOptions(seed: seed, workerCount: max(1, min(workers ?? cores, 1_024))),
            memory: ProcessMemory()
        ) { step in
            progress.show("\(step.fold): \(step.candidate)", fraction: step.fraction)
        }
        progress.show("compared on \(report.rows.first?.folds.count ?? 0) folds", fraction: 1, isLast: true)
        for file in output {
            let text =
                switch Self.format(of: file) {
                case .md: report.markdown
                case .json: try JSONText.encode(report) + "\n"
                case .html, .txt, nil: report.text
                }
            try DurableFile.write(Data(text.utf8), to: URL(filePath: file))
            Terminal.say("written: \(file)")
        }
        Terminal.print(json ? try JSONText.encode(report) : report.text)
    }

    /// The rows asked for by name; all where the models were left at their default or are `all`.
    private func ratingCandidates() throws -> [RatingCandidate] {
        let standard = RatingCandidate.standard
        guard !asksForStandardModels else { return standard }
        return try modelNames.map { name in
            guard var candidate = standard.first(where: { $0.name == name }) ?? ownCandidate(name) else {
                throw ValidationError(
                    "'\(name)' predicts no stars; with --folds there are "
                        + standard.map(\.name).joined(separator: ", "))
            }
            let given = try settings.settings(of: candidate.model)
            candidate.settings.merge(given) { $1 }
            return candidate
        }
    }

    /// A model that did not come with the package; whether it predicts stars shows once it is trained.
    private func ownCandidate(_ name: String) -> RatingCandidate? {
        guard PluginCatalogue.standard[name] == nil, CommandModels.catalogue[name] != nil else { return nil }
        return RatingCandidate(name)
    }

    /// A number of folds to draw, or the names of folds that lie in `--data` as NAME.base and NAME.test.
    private func ratingFolds(_ text: String) throws -> RatingFolds {
        if let count = Int(text) {
            guard (2...100).contains(count) else { throw ValidationError("--folds takes 2 to 100 folds") }
            let stored = try storedLog()
            return RatingFolds(
                drawing: count, from: stored.log, movies: stored.movies, viewers: stored.viewers, seed: seed)
        }
        guard let data else { throw ValidationError("--folds \(text) takes the folder of the files: --data") }
        let folder = URL(filePath: data)
        let viewers = Self.viewers(in: folder)
        let parts = try Self.foldNames(text).map { name in
            (
                name: name, base: try readPairs(folder.appending(path: "\(name).base").path),
                test: try readPairs(folder.appending(path: "\(name).test").path)
            )
        }
        return RatingFolds(given: parts, viewers: viewers)
    }

    /// Who the viewers are, where the folder tells; folds can be compared without.
    private static func viewers(in folder: URL) -> [Viewer] {
        do {
            return try Importer.read(folder).stored.viewers
        } catch {
            Terminal.say("no figures by gender and age: \(folder.lastPathComponent) describes no viewers (\(error))")
            return []
        }
    }

    /// `u1..u5` or `u1,u2`.
    static func foldNames(_ text: String) throws -> [String] {
        let ends = text.components(separatedBy: "..")
        guard ends.count == 2 else { return text.split(separator: ",").map(String.init) }
        let stem = String(ends[0].prefix { !$0.isNumber })
        guard let first = Int(ends[0].dropFirst(stem.count)), ends[1].hasPrefix(stem),
            let last = Int(ends[1].dropFirst(stem.count)), first <= last, last - first < 100
        else { throw ValidationError("--folds takes a number, or names such as u1..u5 or u1,u2; not '\(text)'") }
        return (first...last).map { "\(stem)\($0)" }
    }
}
