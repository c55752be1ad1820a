public import Foundation

/// Publishes files so that a reader sees the old one or the new one, and a power cut loses neither.
///
/// Written aside in the same folder, synced, renamed, and the folder synced: without the last step a rename can be
/// undone by a power cut.
public enum DurableFile {
    /// Replaces `url` by `content`.
    /// - Throws: `FileError`; `url` is then as it was.
    public static func write(_ content: some DataProtocol, to url: URL) throws(FileError) {
        let aside = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(UUID().uuidString)")
        do throws(FileError) {
            try create(aside, content: content)
            try rename(aside, to: url)
        } catch {
            unlink(aside.path)
            throw error
        }
    }

    /// Creates `url`, which must not exist, with `content`, and syncs it (not its folder).
    public static func create(_ url: URL, content: some DataProtocol) throws(FileError) {
        let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError("create", url, errno) }
        defer { close(descriptor) }
        for region in content.regions {
            var written = 0
            while written < region.count {
                let result = region.withUnsafeBytes { bytes in
                    Foundation.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
                }
                if result < 0, errno == EINTR { continue }
                guard result > 0 else { throw FileError("write", url, errno) }
                written += result
            }
        }
        guard fsync(descriptor) == 0 else { throw FileError("sync", url, errno) }
    }

    /// Renames and makes the rename last.
    public static func rename(_ source: URL, to target: URL) throws(FileError) {
        guard Foundation.rename(source.path, target.path) == 0 else { throw FileError("rename", target, errno) }
        try syncFolder(target.deletingLastPathComponent())
    }

    /// Makes creations, renames and removals in `folder` last.
    public static func syncFolder(_ folder: URL) throws(FileError) {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", folder, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError("sync", folder, errno) }
    }

    /// Makes `folder` and its missing parents, each lasting.
    public static func makeFolder(_ folder: URL) throws(FileError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw FileError("make folder", folder, ENOTDIR) }
            return
        }
        let parent = folder.deletingLastPathComponent()
        if parent.path != folder.path { try makeFolder(parent) }
        guard mkdir(folder.path, 0o755) == 0 || errno == EEXIST else { throw FileError("make folder", folder, errno) }
        try syncFolder(parent)
    }
}
