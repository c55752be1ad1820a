import ArgumentParser
import Foundation
import Models
import Ops

struct TuneCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "tune", abstract: "Search a model's settings for the best on the validation part of the data.",
            discussion: """
                Halving tries many settings on a ninth of the viewers, the best third of them on a third, and the best of \
                those on everybody; random tries every one on everybody. The defaults take part to the end. The test part \
                of the data is never looked at.

                What was tried is kept in the home folder: a search that is cut off goes on where it stopped.

                Examples:
                  marquee tune --model als              27 settings, by halving
                  marquee tune --model ease --trials 60 --save
                  marquee train --model ease --tuned    train with what was found and saved

                Models and what is searched:
                \(Self.spaces)
                """)
    }

    @OptionGroup var homeOptions: HomeOptions
    @Option(help: ArgumentHelp("A folder or file of ratings, instead of the home folder's data.", valueName: "folder"))
    var data: String?
    @Option(help: "The model: \(CommandModels.catalogue.names.joined(separator: ", ")).") var model = "als"
    @OptionGroup var settingOptions: ModelSettingsArgument
    @OptionGroup var dataOptions: PreprocessingArgument
    @Option(
        name: .customLong("protocol"),
        help: "How data are parted: \(SplitProtocol.names.joined(separator: ", ")).")
    var protocolName = "per-user-random"
    @Option(help: "halving or random.", transform: Self.method) var method = SearchPlan.Method.halving
    @Option(help: "Settings to try, the defaults among them, 1…10000.") var trials = 27
    @Option(help: "Draws the settings and the viewers.") var seed: UInt64 = 42
    @Option(help: "Trials trained at once; without it as many as cores and memory allow.") var jobs: Int?
    @Flag(help: "Keep what is found, for `marquee train --tuned`.") var save = false
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard (1...10_000).contains(trials) else { throw ValidationError("--trials takes 1 to 10000, not \(trials)") }
        guard jobs.map({ (1...256).contains($0) }) ?? true else { throw ValidationError("--jobs takes 1 to 256") }
        guard let plugin = CommandModels.catalogue[model] else {
            throw ValidationError(
                "there is no model '\(model)'; there are \(CommandModels.catalogue.names.joined(separator: ", "))")
        }
        guard !plugin.searchSpace.isEmpty else { throw ValidationError("\(model) has no settings to search") }
    }

    func run() async throws {
        guard let plugin = CommandModels.catalogue[model] else { return }
        let stored = try StoredRatings.read(data, or: homeOptions)
        let split = Split(
            stored.log, movies: stored.movies, viewers: stored.viewers,
            protocol: try SplitArgument.parse(protocolName, seed: seed), settings: try dataOptions.settings())
        let store = try TrialFile(homeOptions.folder.tuning.appending(path: fileName(split)))
        if store.count > 0 { Terminal.say("\(store.count) trials of this search are known from before") }
        let progress = ProgressLine()
        let outcome = try await SettingSearch(
            split: split, plugin: plugin, options: try options(), store: store
        ).run { step in
            progress.show(Self.text(step), fraction: Double(step.done) / Double(step.count))
        }
        progress.show("searched \(model)", fraction: 1, isLast: true)
        try tell(outcome, split)
    }

    private func options() throws -> SettingSearch.Options {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        var options = SettingSearch.Options(
            plan: SearchPlan(method, trialCount: trials), seed: seed,
            training: TrainingOptions(seed: seed, workerCount: cores))
        options.given = try settingOptions.settings(of: model)
        options.memory = ProcessMemory()
        let wanted = jobs
        options.jobs = { bytes in
            wanted ?? TuningJobs.count(bytesOfOne: bytes, cores: cores, freeBytes: TuningJobs.freeBytes)
        }
        return options
    }

    /// Of one model, data, protocol, seed: what was tried under others says nothing here.
    private func fileName(_ split: Split) -> String {
        "\(model)-\(split.train.dataHash.prefix(12))-\(protocolName)-\(seed).trials.jsonl"
    }

    private func tell(_ outcome: SearchOutcome, _ split: Split) throws {
        let found = TunedSettings(
            outcome, dataHash: split.train.dataHash, splitProtocol: protocolName, seed: seed)
        // What must not be used is not kept for use.
        let file = save && outcome.refusal == nil ? try found.save(in: homeOptions.folder) : nil
        if json { return Terminal.print(try JSONText.encode(outcome)) }
        Terminal.print(SearchText(outcome).text)
        if let file { return Terminal.print("kept: \(file.path); `marquee train --model \(model) --tuned` uses them") }
        if outcome.refusal != nil { return Terminal.print("nothing is kept; train the best part instead") }
        Terminal.print("`--save` keeps them for `marquee train --model \(model) --tuned`")
    }

    private static func text(_ step: SettingSearch.Progress) -> String {
        let best = step.best?.ndcg.map { ", best NDCG@10 " + String(format: "%.4f", $0) } ?? ""
        return "round \(step.round) of \(step.roundCount): \(step.done) of \(step.count) settings tried\(best)"
    }

    private static func method(_ text: String) throws -> SearchPlan.Method {
        guard let method = SearchPlan.Method(rawValue: text) else {
            throw ValidationError("--method takes halving or random, not '\(text)'")
        }
        return method
    }

    private static var spaces: String {
        CommandModels.catalogue.names.compactMap { CommandModels.catalogue[$0] }.filter { !$0.searchSpace.isEmpty }
            .map { "  \($0.name): \($0.searchSpace.keys.sorted().joined(separator: ", "))" }
            .joined(separator: "\n")
    }
}
