import Actors
import Foundation

/// The vectors of a version as a file for a tracker: `exports/<name>-<version>/factors.npz`, with the ids of its rows.
///
/// The last four versions' stay, for a tracker that is away; `marquee export` can write them again.
struct VersionEmbeddings {
    private let home: HomeFolder
    private static let kept = 4

    init(_ home: HomeFolder) { self.home = home }

    /// - Returns: files by their names in the tracker; none for a model without vectors.
    /// - Throws: what `ModelExport.run` throws.
    func write(_ version: ModelVersion) throws -> [String: URL] {
        let folder = home.exports.appending(path: "\(version.name)-\(version.version)", directoryHint: .isDirectory)
        do {
            _ = try ModelExport(home: home).run(version: version.description, formats: [.npz], to: folder)
        } catch let error as ExportError where error.code == .noFactors {
            return [:]
        }
        try removeOld(but: folder)
        return Dictionary(
            uniqueKeysWithValues: ["factors.npz", "export.json"].map {
                ("embeddings/\($0)", folder.appending(path: $0))
            })
    }

    private func removeOld(but newest: URL) throws {
        let folders = try FileManager.default.contentsOfDirectory(at: home.exports, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent != newest.lastPathComponent }
            .sorted { Self.moment(of: $0) > Self.moment(of: $1) }
        for folder in folders.dropFirst(Self.kept - 1) { try FileManager.default.removeItem(at: folder) }
    }

    /// `als-20260102-030405-1f3a9c` → `20260102-030405-1f3a9c`: versions begin with the moment they were made.
    private static func moment(of folder: URL) -> String {
        folder.lastPathComponent.split(separator: "-").suffix(3).joined(separator: "-")
    }
}

extension HomeFolder {
    /// The vectors of a version that came of a run, where the tracker takes files away.
    /// - Throws: what `ModelExport.run` throws.
    func embeddings(of version: ModelVersion, run: RunID, for tracker: any Tracker) throws -> [TrackingEntry] {
        guard tracker.takesFiles else { return [] }
        return try VersionEmbeddings(self).write(version).sorted { $0.key < $1.key }
            .map { .artefact(run, file: $0.value, name: $0.key) }
    }

    /// An evaluation's page and figures, by the name they have in `reports`.
    func reportEntries(_ name: String, run: RunID) -> [TrackingEntry] {
        ["\(name).md", "\(name).json"].map {
            .artefact(run, file: reports.appending(path: $0), name: "reports/\($0)")
        }
    }
}
