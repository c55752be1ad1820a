public import Foundation
import GRDB

/// A copy of a home folder, made while a server works on it.
///
/// A folder of the same shape with `SHA256SUMS` beside it, which `sha256sum -c` understands too. Databases are copied
/// by SQLite's online backup, each in one consistent state; everything else is a file that is only ever replaced.
/// Databases come first and versions after them, so that no copy names a version that it does not hold.
public struct Backup: Sendable {
    let home: HomeFolder

    public init(of home: HomeFolder) { self.home = home }

    /// What a backup held when it was made or restored.
    public struct Summary: Sendable, Equatable, Codable {
        public var files = 0
        public var bytes = 0
    }

    /// Writes the copy; it is there whole, or not at all.
    /// - Parameter folder: must not be there yet.
    /// - Throws: `BackupError`, `FileError`, `StorageError`.
    public func write(to folder: URL) throws -> Summary {
        guard FileManager.default.fileExists(atPath: home.url.path) else {
            throw BackupError(.nothingThere, "there is no home folder at \(home.url.path)")
        }
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw BackupError(.notEmpty, "\(folder.path) is there already; name a folder that is not")
        }
        let aside = folder.deletingLastPathComponent()
            .appending(path: ".\(folder.lastPathComponent).\(UUID().uuidString)", directoryHint: .isDirectory)
        try DurableFile.makeFolder(aside)
        do {
            let sums = try copyDatabases(to: aside) + copyFiles(to: aside)
            try DurableFile.create(
                aside.appending(path: BackupList.fileName), content: Data(BackupList(sums).text.utf8))
            try DurableFile.syncFolder(aside)
            try DurableFile.rename(aside, to: folder)
            return Summary(sums)
        } catch {
            try? FileManager.default.removeItem(at: aside)
            throw error
        }
    }

    /// Each of the databases that are there, as one file without a log beside it.
    private func copyDatabases(to folder: URL) throws -> [CheckedCopy] {
        var copies: [CheckedCopy] = []
        for source in [home.database, home.operations, home.requestLog]
        where FileManager.default.fileExists(atPath: source.path) {
            let target = folder.appending(path: source.lastPathComponent)
            do {
                let from = try DatabaseQueue(path: source.path, configuration: .marquee())
                let to = try DatabaseQueue(path: target.path)
                try from.backup(to: to)
                try to.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
                try to.close()
                try from.close()
            } catch {
                throw StorageError(error, path: source.path)
            }
            copies.append(try CheckedCopy(of: source.lastPathComponent, in: folder))
        }
        return copies
    }

    /// What serves, then the versions: the version it names is there when they are listed.
    private func copyFiles(to folder: URL) throws -> [CheckedCopy] {
        func copy(_ path: String) throws -> CheckedCopy {
            try DurableFile.makeFolder(folder.appending(path: path).deletingLastPathComponent())
            return try CheckedCopy.copy(path, from: home.url, to: folder)
        }
        let record = "models/ACTIVE.json"
        let isThere = FileManager.default.fileExists(atPath: home.url.appending(path: record).path)
        let active = isThere ? [try copy(record)] : []
        return try active + otherFiles().filter { $0 != record }.map(copy)
    }

    /// Relative paths: versions, snapshots, reports. Files under way are hidden and left out.
    private func otherFiles() throws -> [String] {
        var found: [String] = []
        for folder in [home.models, home.snapshots, home.reports] {
            guard FileManager.default.fileExists(atPath: folder.path) else { continue }
            let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            found += names.filter { name in
                var isFolder: ObjCBool = false
                let isThere = FileManager.default.fileExists(
                    atPath: folder.appending(path: name).path, isDirectory: &isFolder)
                return isThere && !isFolder.boolValue && !name.split(separator: "/").contains { $0.hasPrefix(".") }
            }.map { "\(folder.lastPathComponent)/\($0)" }
        }
        return found
    }
}

extension Backup.Summary {
    init(_ copies: [CheckedCopy]) {
        self.init(files: copies.count, bytes: copies.reduce(0) { $0 + $1.byteCount })
    }
}

/// Why there is no backup, or none was restored.
public struct BackupError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Code: Sendable, Equatable {
        private enum Kind: Equatable { case nothingThere, notEmpty, altered }
        private let kind: Kind
        /// The folder to read from is not there, or is no backup.
        public static let nothingThere = Code(kind: .nothingThere)
        /// The folder to write to is in use.
        public static let notEmpty = Code(kind: .notEmpty)
        /// A file is not what it was when the backup was made.
        public static let altered = Code(kind: .altered)
    }

    public var code: Code
    /// What, where, and what to try.
    public var message: String
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
    public var description: String { message }
}
