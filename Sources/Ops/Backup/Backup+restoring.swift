public import Foundation

extension Backup {
    /// Makes the home folder of a backup, which is left as it is.
    ///
    /// Nothing is visible before every file has been copied and found to be what it was: one that was altered, is
    /// missing, or was added is refused.
    /// - Parameter folder: that `write(to:)` made.
    /// - Throws: `BackupError`, `FileError`.
    public func restore(from folder: URL) throws -> Summary {
        let list = try readList(of: folder)
        try refuseUsedHome()
        let added = try Self.files(in: folder).subtracting(list.sums.keys).subtracting([BackupList.fileName])
        if let path = added.min() {
            throw BackupError(.altered, "\(folder.path)/\(path) was not there when the backup was made; remove it")
        }
        let aside = home.url.deletingLastPathComponent()
            .appending(path: ".\(home.url.lastPathComponent).\(UUID().uuidString)", directoryHint: .isDirectory)
        try DurableFile.makeFolder(aside)
        do {
            let copies = try list.sums.sorted { $0.key < $1.key }.map { path, sum in
                try Self.restore(path, sum, from: folder, to: aside)
            }
            try DurableFile.rename(aside, to: home.url)
            return Summary(copies)
        } catch {
            try? FileManager.default.removeItem(at: aside)
            throw error
        }
    }

    private static func restore(_ path: String, _ sum: String, from folder: URL, to aside: URL) throws -> CheckedCopy {
        guard FileManager.default.fileExists(atPath: folder.appending(path: path).path) else {
            throw BackupError(.altered, "\(folder.path)/\(path) is missing; copy the backup again")
        }
        try DurableFile.makeFolder(aside.appending(path: path).deletingLastPathComponent())
        let copy = try CheckedCopy.copy(path, from: folder, to: aside)
        guard copy.sha256 == sum else {
            throw BackupError(
                .altered, "\(folder.path)/\(path) is not what it was when the backup was made; copy the backup again")
        }
        return copy
    }

    private func readList(of folder: URL) throws(BackupError) -> BackupList {
        let file = folder.appending(path: BackupList.fileName)
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw BackupError(.nothingThere, "\(folder.path) is no backup: it has no \(BackupList.fileName)")
        }
        guard let list = BackupList(parsing: String(decoding: data, as: UTF8.self)) else {
            throw BackupError(.altered, "\(file.path) cannot be understood; copy the backup again")
        }
        return list
    }

    /// An empty folder is as good as none.
    private func refuseUsedHome() throws(BackupError) {
        guard FileManager.default.fileExists(atPath: home.url.path) else { return }
        let names = try? FileManager.default.contentsOfDirectory(atPath: home.url.path)
        guard names?.isEmpty == true else {
            throw BackupError(
                .notEmpty, "\(home.url.path) is not empty; restore into a folder that is, or is not there")
        }
    }

    private static func files(in folder: URL) throws -> Set<String> {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return Set(
            names.filter { name in
                var isFolder: ObjCBool = false
                let path = folder.appending(path: name).path
                return !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) || !isFolder.boolValue
            })
    }
}
