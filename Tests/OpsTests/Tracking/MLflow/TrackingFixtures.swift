import Actors
import Foundation
import Ops

/// The entries of one training run, as trackers are told them.
struct TrackedStory {
    let run: RunID
    let version: ModelVersion
    let folder: URL
    static let start = Date(timeIntervalSince1970: 1_700_000_000)

    /// Makes a small version's files and a report in `folder`.
    init(_ name: String, in parent: URL) throws {
        run = RunID(rawValue: "run-\(name)")
        version = ModelVersion(name: "als", version: "20260102-\(name)")
        folder = parent.appending(path: "story-\(name)")
        let files = folder.appending(path: "files")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        try Data("{\"story\": \"\(name)\"}".utf8).write(to: files.appending(path: "manifest.json"))
        // More than one block of an upload.
        try Data(repeating: 7, count: 600_000).write(to: files.appending(path: "tensors.safetensors"))
        try Data("# Report of \(name)\n".utf8).write(to: folder.appending(path: "report.md"))
    }

    var beginning: [TrackingEntry] {
        [
            .runStarted(
                run, experiment: "learning loop", name: "als of tonight", at: Self.start, tags: ["trigger": "drift"]),
            .parameters(run, ["factors": "64", "regularization": "0.1"]),
        ]
    }

    func metrics(_ values: [Double], named name: String = "loss") -> TrackingEntry {
        .metrics(
            run,
            values.enumerated().map { step, value in
                MetricPoint(name: name, value: value, step: step, at: Self.start.addingTimeInterval(Double(step)))
            })
    }

    var end: [TrackingEntry] {
        [
            .tags(run, ["decision": "promote"]),
            .artefact(run, file: folder.appending(path: "report.md"), name: "reports/report of tonight.md"),
            .registered(run, version, folder: folder.appending(path: "files")),
            .runFinished(run, .finished, at: Self.start.addingTimeInterval(60)),
        ]
    }

    var promotion: [TrackingEntry] { [.stage(version, .production), .alias(.champion, name: "als", version)] }

    var everything: [TrackingEntry] { beginning + [metrics([3, 2, 1])] + end + promotion }
}
