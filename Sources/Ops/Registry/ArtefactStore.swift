public import Actors
public import Foundation
public import Models

/// The model directory: `models/<name>/<version>/{manifest.json,tensors.safetensors}`.
///
/// A version is written aside, synced and renamed, so that a reader sees all of it or nothing. Nothing here is ever
/// changed in place: running servers have the files mapped.
public struct ArtefactStore: Sendable {
    public let folder: URL
    private let plugins: PluginCatalogue

    static let manifestFile = "manifest.json"
    static let tensorsFile = "tensors.safetensors"

    /// - Parameter plugins: load what `open` opens.
    public init(folder: URL, plugins: PluginCatalogue = .standard) {
        self.folder = folder
        self.plugins = plugins
    }

    /// Publishes an artefact under a new version.
    ///
    /// The version is the moment and the beginning of the tensors' checksum: `20260102-030405-1f3a9c`.
    /// - Throws: `FileError`; nothing is then visible.
    public func publish(
        _ artefact: EncodedArtefact, name: String, at moment: Date = Date()
    ) throws(FileError) -> ModelVersion {
        let family = folder.appending(path: name, directoryHint: .isDirectory)
        try DurableFile.makeFolder(family)
        let aside = family.appending(path: ".aside-\(UUID().uuidString)", directoryHint: .isDirectory)
        do throws(FileError) {
            try DurableFile.makeFolder(aside)
            try DurableFile.create(aside.appending(path: Self.manifestFile), content: artefact.manifest)
            try write(artefact.tensors, to: aside.appending(path: Self.tensorsFile))
            try DurableFile.syncFolder(aside)
            let version = ModelVersion(name: name, version: freeVersion(artefact, at: moment, in: family))
            try DurableFile.rename(aside, to: family.appending(path: version.version))
            return version
        } catch {
            try? FileManager.default.removeItem(at: aside)
            throw error
        }
    }

    /// Every complete version, oldest first.
    ///
    /// Folders whose manifest cannot be read are listed too, without one: a person should see them.
    public func versions() -> [StoredVersion] {
        subfolders(of: folder).flatMap { family in
            subfolders(of: family).map { directory in
                let manifest = (try? Data(contentsOf: directory.appending(path: Self.manifestFile)))
                    .flatMap { try? ArtefactManifest(parsing: Array($0)) }
                let version = ModelVersion(name: family.lastPathComponent, version: directory.lastPathComponent)
                return StoredVersion(version: version, manifest: manifest, trainedAt: trainedAt(version))
            }
        }
        .sorted { ($0.version.version, $0.version.name) < ($1.version.version, $1.version.name) }
    }

    /// The stored version called `version`, whatever its name; `name/version` is understood too.
    public func find(_ version: String) -> ModelVersion? {
        versions().map(\.version).last { $0.version == version || $0.description == version }
    }

    /// What a version says of itself; nil when it cannot be read.
    func manifest(of version: ModelVersion) -> ArtefactManifest? {
        (try? Data(contentsOf: directory(of: version).appending(path: Self.manifestFile)))
            .flatMap { try? ArtefactManifest(parsing: Array($0)) }
    }

    /// The version that is `artefact`, byte for byte, and was written at `moment` or after.
    func version(of artefact: EncodedArtefact, name: String, since moment: Date) -> ModelVersion? {
        let earliest = Int64(moment.timeIntervalSince1970)
        return versions().last { stored in
            stored.version.name == name && (stored.trainedAt ?? 0) >= earliest && stored.manifest != nil
                && stored.manifest?.checksum == (try? ArtefactManifest(parsing: artefact.manifest))?.checksum
        }?.version
    }

    /// When a version was written, seconds since 1970; nil when it is not there.
    public func trainedAt(_ version: ModelVersion) -> Int64? {
        let manifest = directory(of: version).appending(path: Self.manifestFile)
        let values = try? manifest.resourceValues(forKeys: [.contentModificationDateKey])
        return values?.contentModificationDate.map { Int64($0.timeIntervalSince1970) }
    }

    /// Maps a version, checks every byte of it, and makes it a model.
    /// - Throws: `ArtefactError` when it is damaged, `FileError` when it cannot be read.
    public func open(_ version: ModelVersion) throws -> ModelArtefact {
        let directory = directory(of: version)
        let manifest = try MappedFile.map(directory.appending(path: Self.manifestFile))
        let tensors = try MappedFile.map(directory.appending(path: Self.tensorsFile))
        return try ModelArtefact.decode(manifest: Array(manifest), tensors: tensors, catalogue: plugins)
    }

    /// Removes what a crash left half written. Folders younger than an hour may be another process's work.
    public func removeLeftovers(now: Date = Date()) {
        for family in subfolders(of: folder) {
            let entries = (try? FileManager.default.contentsOfDirectory(atPath: family.path)) ?? []
            for entry in entries where entry.hasPrefix(".aside-") {
                let leftover = family.appending(path: entry)
                let changed = try? leftover.resourceValues(forKeys: [.contentModificationDateKey])
                    .contentModificationDate
                guard let changed, now.timeIntervalSince(changed) > 3_600 else { continue }
                try? FileManager.default.removeItem(at: leftover)
            }
        }
    }

    private func directory(of version: ModelVersion) -> URL {
        folder.appending(path: version.name).appending(path: version.version)
    }

    private func write(_ file: SafetensorsFile, to url: URL) throws(FileError) {
        let writer = try DurableFile.Writer(creating: url)
        try file.forEachPiece { (piece) throws(FileError) in try writer.write(piece) }
        try writer.finish()
    }

    /// A version that is not taken: two models made in one second differ by content, or get a number.
    private func freeVersion(_ artefact: EncodedArtefact, at moment: Date, in family: URL) -> String {
        let digits = Self.stamp(moment)
        let content = (try? ArtefactManifest(parsing: artefact.manifest))?.tensors.sha256.prefix(6) ?? "000000"
        let base = "\(digits)-\(content)"
        var candidate = base
        var number = 2
        while FileManager.default.fileExists(atPath: family.appending(path: candidate).path) {
            candidate = "\(base)-\(number)"
            number += 1
        }
        return candidate
    }

    /// `20260102-030405`, in UTC.
    private static func stamp(_ moment: Date) -> String {
        moment.formatted(.iso8601).filter(\.isNumber).prefix(14).enumerated()
            .map { $0.offset == 8 ? "-\($0.element)" : "\($0.element)" }.joined()
    }

    private func subfolders(of folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
            .map { folder.appending(path: $0, directoryHint: .isDirectory) }
            .filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true }
    }
}

/// A version in the model directory.
public struct StoredVersion: Sendable {
    public var version: ModelVersion
    /// Nil when it cannot be read.
    public var manifest: ArtefactManifest?
    /// When it was written, seconds since 1970.
    public var trainedAt: Int64?
}
