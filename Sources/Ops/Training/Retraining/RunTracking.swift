import Actors
import Foundation
import Logging
import Models

/// Tells the tracker of a run. A tracker that fails is told of in the log and stops nothing.
struct RunTracking: Sendable {
    let tracker: any Tracker
    let logger: Logger

    static let experiment = "marquee"

    func began(_ id: RunID, because reasons: [String], _ settings: RetrainingSettings, at moment: Date) async {
        await tell([
            .runStarted(id, experiment: Self.experiment, name: id.rawValue, at: moment, tags: ["kind": "retraining"]),
            .tags(id, ["reasons": reasons.joined(separator: "; ")]),
            .parameters(
                id,
                [
                    "models": settings.models.joined(separator: ","), "policy": settings.policy.name,
                    "seed": "\(settings.seed)", "minimum_user": "\(settings.preprocessing.minimumUserInteractions)",
                    "minimum_item": "\(settings.preprocessing.minimumItemInteractions)",
                ]),
        ])
    }

    /// A run of its own for each model, with its settings and figures.
    func judged(_ id: RunID, _ report: EvaluationReport, in home: HomeFolder) async {
        await tell(home.reportEntries(id.rawValue, run: id))
        for model in report.models {
            let run = RunID(rawValue: "\(id)-\(model.name)")
            var metrics: [String: Double] = [
                "training_seconds": model.trainingSeconds, "model_bytes": Double(model.modelBytes),
            ]
            for (metric, estimate) in model.warm?.metrics ?? [:] { metrics[MetricName.of(metric)] = estimate.mean }
            metrics["coverage_at_\(report.rules.depth)"] = model.warm?.coverage
            metrics.merge(model.similarity?.metrics ?? [:]) { _, new in new }
            await tell([
                .runStarted(
                    run, experiment: Self.experiment, name: model.name, at: Date(),
                    tags: ["kind": "candidate", "parent_run": id.rawValue]),
                .parameters(run, model.settings.mapValues { "\($0)" }),
                .metrics(
                    run,
                    metrics.filter { $0.value.isFinite }.sorted { $0.key < $1.key }
                        .map { MetricPoint(name: $0.key, value: $0.value) }),
                .runFinished(run, .finished, at: Date()),
            ])
        }
    }

    /// The final fit: what each sweep or epoch came to.
    func fitted(_ id: RunID, _ steps: [TrainingProgress]) async {
        let points = steps.flatMap { step in
            [
                MetricPoint(name: "fitting_seconds", value: step.secondsElapsed, step: step.step),
                step.loss.map { MetricPoint(name: "loss", value: $0, step: step.step) },
            ].compactMap { $0 }
        }
        if !points.isEmpty { await tell([.metrics(id, points.filter { $0.value.isFinite })]) }
    }

    /// Before it is staged or served: a tracker must know a version to move it.
    func published(_ id: RunID, _ version: ModelVersion, in home: HomeFolder) async {
        let files = home.models.appending(path: version.name).appending(path: version.version)
        let names = [ArtefactStore.manifestFile, ArtefactStore.tensorsFile]
        await tell(
            names.map { .artefact(id, file: files.appending(path: $0), name: "model/\($0)") }
                + embeddings(of: version, id, home) + [.registered(id, version, folder: files)])
    }

    private func embeddings(of version: ModelVersion, _ id: RunID, _ home: HomeFolder) -> [TrackingEntry] {
        do {
            return try home.embeddings(of: version, run: id, for: tracker)
        } catch {
            logger.warning(
                "the vectors of a version are not tracked",
                metadata: ["version": "\(version)", "reason": "\(error)"])
            return []
        }
    }

    /// What serves is told by whoever activates it.
    func decided(_ id: RunID, _ outcome: RetrainingOutcome) async {
        let version = outcome.version
        var entries: [TrackingEntry] = [
            .tags(id, ["decision": outcome.decision.rawValue, "why": outcome.paragraph])
        ]
        switch outcome.decision {
        case .promote: break
        case .hold: entries += [.stage(version, .staging), .alias(.challenger, name: version.name, version)]
        case .refuse: entries.append(.stage(version, .archived))
        }
        await tell(entries)
    }

    func ended(_ id: RunID, _ status: RunStatus) async { await tell([.runFinished(id, status, at: Date())]) }

    private func tell(_ entries: [TrackingEntry]) async {
        do {
            try await tracker.record(entries)
        } catch {
            logger.warning("a run could not be tracked", metadata: ["reason": "\(error)"])
        }
    }
}
