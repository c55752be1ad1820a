import Actors
import Foundation
import Logging
import Models

/// Writes one `marquee train` down: in the tracker as it goes, in the registry when a version came of it.
///
/// What cannot be written is told in the log and stops no training.
struct TrainingJournal: Sendable {
    let id: RunID
    private let registry: ModelRegistry?
    private let tracker: (any Tracker)?
    private let logger: Logger

    static let experiment = "marquee"

    /// - Parameter tracker: nil for the embedded one.
    init(_ home: HomeFolder, id: RunID = RunID(), tracker: (any Tracker)?, logger: Logger) {
        self.id = id
        self.logger = logger
        let operations = Self.open(home, logger)
        registry = operations.map { ModelRegistry($0) }
        self.tracker = tracker ?? operations.map { SQLiteTracker($0) }
    }

    private static func open(_ home: HomeFolder, _ logger: Logger) -> OperationsDatabase? {
        do {
            let operations = try OperationsDatabase(home: home.url)
            try SQLiteTracker(operations).closeAbandonedRuns()
            return operations
        } catch {
            logger.warning("this run is not written down", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    func began(_ settings: TrainingRunSettings) async {
        await tell([
            .runStarted(
                id, experiment: Self.experiment, name: settings.model, at: Date(), tags: ["kind": "training"]),
            .parameters(
                id,
                [
                    "model": settings.model, "seed": "\(settings.seed)",
                    "instruction_set": settings.instructionSet.rawValue,
                    "minimum_user": "\(settings.preprocessing.minimumUserInteractions)",
                    "minimum_item": "\(settings.preprocessing.minimumItemInteractions)",
                ]),
        ])
    }

    private func embeddings(of version: ModelVersion, in home: HomeFolder) -> [TrackingEntry] {
        do {
            return try tracker.map { try home.embeddings(of: version, run: id, for: $0) } ?? []
        } catch {
            logger.warning(
                "the vectors of a version are not tracked",
                metadata: ["version": "\(version)", "reason": "\(error)"])
            return []
        }
    }

    /// A version was published: its lineage for the registry, its settings, figures and files for the tracker.
    /// - Parameter report: the name of its evaluation in `reports`.
    func published(_ version: ModelVersion, _ artefact: ModelArtefact, in home: HomeFolder, report: String?) async {
        let card = artefact.model.descriptor, details = artefact.details
        register(
            version,
            Lineage(
                dataHash: card.dataHash, settings: card.settings, codeVersion: details.codeVersion,
                metrics: details.metrics, parent: parent(in: home), runID: id, startedFrom: card.startedFrom))
        var tags = ["data_hash": card.dataHash, "code_version": details.codeVersion]
        tags["started_from"] = card.startedFrom
        let folder = home.models.appending(path: version.name).appending(path: version.version)
        let files = [ArtefactStore.manifestFile, ArtefactStore.tensorsFile]
        await tell(
            [
                .parameters(id, card.settings.mapValues { "\($0)" }),
                .tags(id, tags),
                .metrics(
                    id,
                    details.metrics.sorted { $0.key < $1.key }.map { MetricPoint(name: $0.key, value: $0.value) }),
            ] + files.map { .artefact(id, file: folder.appending(path: $0), name: "model/\($0)") }
                + (report.map { home.reportEntries($0, run: id) } ?? []) + embeddings(of: version, in: home)
                + [.registered(id, version, folder: folder)])
    }

    func ended(_ status: RunStatus) async { await tell([.runFinished(id, status, at: Date())]) }

    /// What serves; a damaged record is the activator's to tell.
    private func parent(in home: HomeFolder) -> ModelVersion? { try? ActivationRecord.read(from: home.models)?.active }

    private func register(_ version: ModelVersion, _ lineage: Lineage) {
        do {
            try registry?.register(version, lineage: lineage)
        } catch {
            logger.warning(
                "a version is registered at the next start, without its run",
                metadata: ["version": "\(version)", "reason": "\(error)"])
        }
    }

    private func tell(_ entries: [TrackingEntry]) async {
        do {
            try await tracker?.record(entries)
        } catch {
            logger.warning("a run could not be tracked", metadata: ["run": "\(id)", "reason": "\(error)"])
        }
    }
}
