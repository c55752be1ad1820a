import Actors
import Foundation
import Logging
import Models

/// One training run over a home folder: data → settings chosen on validation → judged on test → fit on everything →
/// artefact and report.
///
/// Nothing is visible until it is whole: the artefact is published by one rename, and made active by another.
public struct TrainingRun: Sendable {
    private let home: HomeFolder
    private let settings: TrainingRunSettings
    private let tracker: (any Tracker)?
    private let progress: @Sendable (TrainingRunProgress) -> Void

    /// - Parameter tracker: nil for the embedded one.
    public init(
        home: HomeFolder, settings: TrainingRunSettings,
        tracker: (any Tracker)? = nil, progress: @escaping @Sendable (TrainingRunProgress) -> Void = { _ in }
    ) {
        self.home = home
        self.settings = settings
        self.tracker = tracker
        self.progress = progress
    }

    /// - Throws: `TrainingRunError` when there is nothing to train on; `StorageError`, `SettingError`,
    ///   `TrainingError`, `FileError`, `DataSnapshotError`.
    @concurrent public func run() async throws -> TrainingRunOutcome {
        guard let plugin = home.plugins[settings.model] else {
            throw TrainingRunError(
                message:
                    "there is no model '\(settings.model)'; there are \(home.plugins.names.joined(separator: ", "))")
        }
        try home.prepare()
        let journal = TrainingJournal(home, tracker: tracker, logger: Logger(label: "marquee.training"))
        await journal.began(settings)
        do {
            let outcome = try await make(plugin, journal)
            await journal.ended(.finished)
            return outcome
        } catch {
            let isCancelled = error is CancellationError || (error as? TrainingError)?.code == .cancelled
            await journal.ended(isCancelled ? .killed : .failed)
            throw error
        }
    }

    private func make(_ plugin: any ModelPlugin, _ journal: TrainingJournal) async throws -> TrainingRunOutcome {
        progress(.loading)
        let start = try start(for: plugin)
        let built = try build()
        let everything = try checked(built)
        let snapshot = try DataSnapshotStore(home: home).write(built.snapshot)
        let report = settings.evaluates ? try await judge(built) : nil
        if let refusal = report?.refusal(of: settings.model) {
            throw TrainingRunError(
                message: "\(refusal) Train that part, or give --no-evaluate to train \(settings.model) all the same")
        }
        let chosen = report?.tuning.first { $0.model == settings.model }?.chosen ?? settings.given
        let foldInPrior = settings.evaluates ? try await chooseFoldInPrior(plugin, chosen, everything) : nil
        var fitting = training { progress(.fitting($0)) }
        fitting.start = start
        let model = try await plugin.makeTrainer(chosen).train(on: everything, options: fitting)
        progress(.publishing)
        var details = ArtefactDetails(
            of: everything, metrics: report.map { Self.metrics($0, of: settings.model) } ?? [:],
            codeVersion: Release.version)
        details.foldInPrior = foldInPrior
        details.positives = snapshot.settings.positives
        details.lastEventSequence = snapshot.lastEventSequence
        details.golden = GoldenAnswer.record(model, seen: everything.seen)
        return try await publish(
            ModelArtefact(model, trainedOn: everything, details: details), report, snapshot, journal)
    }

    /// The version to begin from, if one is wanted; refused before anything is trained.
    private func start(for plugin: any ModelPlugin) throws -> WarmStart? {
        guard let wanted = settings.warmStart else { return nil }
        let store = home.artefacts
        let isActive = wanted == "active"
        let found = isActive ? try ActivationRecord.read(from: home.models)?.active : store.find(wanted)
        guard let found else {
            throw TrainingRunError(
                message: isActive
                    ? "no model serves that training could begin from; train one without a warm start first"
                    : "there is no version '\(wanted)' to begin from; `marquee models` lists those there are")
        }
        let start = WarmStart(version: "\(found)", try store.open(found))
        try plugin.makeTrainer(settings.given).check(start)
        return start
    }

    /// The data of the snapshot that is asked for, or all that the store holds now.
    private func build() throws -> BuiltTrainingSet {
        if let snapshot = settings.snapshot { return try DataSnapshotStore(home: home).rebuild(from: snapshot) }
        let database = try EventDatabase(home: home.url)
        return try TrainingSetBuilder(database: database, settings: settings.preprocessing).build()
    }

    private func checked(_ built: BuiltTrainingSet) throws -> TrainingSet {
        let set = built.trainingSet
        guard set.positives.entryCount > 0 else {
            throw TrainingRunError(
                message:
                    "\(home.url.path) has nothing to train on (\(built.log.log.count) events, no likes left after "
                    + "window, caps and thresholds); bring data with `marquee import`, or lower --minimum-user and "
                    + "--minimum-item")
        }
        return set
    }

    private func training(_ told: @escaping @Sendable (TrainingProgress) -> Void) -> TrainingOptions {
        TrainingOptions(
            seed: settings.seed, workerCount: settings.workerCount, instructionSet: settings.instructionSet,
            progress: told)
    }

    /// The model beside popularity, on data that it was not trained on; nil when there is too little to part.
    private func judge(_ built: BuiltTrainingSet) async throws -> EvaluationReport? {
        let split = built.split(settings.splitProtocol)
        guard split.train.positives.entryCount > 0, split.test.entryCount > 0 else { return nil }
        let options = ModelComparison.Options(
            models: [settings.model], plugins: home.plugins,
            selection: ModelSelection.Options(training: training { _ in }))
        return try await ModelComparison.run(
            split: split, plugins: home.plugins, settings: [settings.model: settings.given], options: options
        ) { progress(.comparing($0)) }
    }

    /// How soon a new viewer's own likes count for more than popularity.
    private func chooseFoldInPrior(
        _ plugin: any ModelPlugin, _ chosen: ModelSettings, _ everything: TrainingSet
    ) async throws -> Double? {
        guard let tuning = FoldInTuning(everything) else { return nil }
        return try await tuning.choose(plugin, settings: chosen, options: training { _ in })?.foldInPrior
    }

    private func publish(
        _ artefact: ModelArtefact, _ report: EvaluationReport?, _ snapshot: DataSnapshot, _ journal: TrainingJournal
    ) async throws -> TrainingRunOutcome {
        let version = try home.artefacts.publish(artefact.encoded(), name: settings.model)
        let name = "\(version.name)-\(version.version)"
        let page = home.reports.appending(path: "\(name).md")
        if let report {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try DurableFile.write(encoder.encode(report), to: home.reports.appending(path: "\(name).json"))
            try DurableFile.write(Data("# Training of \(version)\n\n\(report.markdown)\n".utf8), to: page)
        }
        await journal.published(version, artefact, in: home, report: report == nil ? nil : name)
        if settings.activates {
            _ = try await ModelActivator(offlineIn: home)
                .activate(version: version.version, because: "trained by \(journal.id)")
        }
        return TrainingRunOutcome(
            runID: journal.id, version: version, descriptor: artefact.model.descriptor, report: report,
            reportFile: report == nil ? nil : page, snapshot: snapshot, isActive: settings.activates)
    }

    /// The few figures that a list of models shows: warm viewers.
    private static func metrics(_ report: EvaluationReport, of model: String) -> [String: Double] {
        guard let row = report[model: model], let warm = row.warm else { return [:] }
        var metrics: [String: Double] = [:]
        metrics["ndcg_at_10"] = warm.metrics[.discountedGain(10)]?.mean
        metrics["recall_at_20"] = warm.metrics[.recall(20)]?.mean
        metrics["coverage_at_100"] = warm.coverage
        return metrics.merging(row.similarity?.metrics ?? [:]) { _, new in new }
    }
}
