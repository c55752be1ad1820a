public import Foundation
import Models

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

    /// Replaces `url` by what `fill` writes, piece by piece.
    /// - Throws: `FileError`; `url` is then as it was.
    static func replace(_ url: URL, _ fill: (borrowing Writer) throws(FileError) -> Void) throws(FileError) {
        let aside = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(UUID().uuidString)")
        do throws(FileError) {
            let writer = try Writer(creating: aside)
            try fill(writer)
            try writer.finish()
            try rename(aside, to: url)
        } catch {
            unlink(aside.path)
            throw error
        }
    }

    /// Creates `url`, which must not exist, with `content`, and syncs it (not its folder).
    public static func create(_ url: URL, content: some DataProtocol) throws(FileError) {
        let writer = try Writer(creating: url)
        for region in content.regions {
            var failure: FileError?
            region.withUnsafeBytes { bytes in
                do throws(FileError) { try writer.write(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
        }
        try writer.finish()
    }

    /// Writes a new file piece by piece.
    public struct Writer: ~Copyable {
        private let url: URL
        private let descriptor: Int32

        /// - Throws: `FileError`, also when `url` exists.
        public init(creating url: URL) throws(FileError) {
            self.url = url
            descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { throw FileError("create", url, errno) }
        }

        deinit { close(descriptor) }

        borrowing func write(_ bytes: [UInt8]) throws(FileError) { try write(FrozenArray(bytes)) }

        borrowing func write(_ bytes: FrozenArray<UInt8>) throws(FileError) {
            try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in try write(UnsafeRawBufferPointer(bytes)) }
        }

        public borrowing func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
            var rest = bytes
            while let start = rest.baseAddress, !rest.isEmpty {
                let written = Foundation.write(descriptor, start, rest.count)
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw FileError("write", url, errno) }
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            }
        }

        /// Makes the content last; the folder's entry is the caller's to sync.
        public borrowing func finish() throws(FileError) {
            guard fsync(descriptor) == 0 else { throw FileError("sync", url, errno) }
        }
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
