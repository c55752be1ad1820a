public import Foundation
public import Models

/// Maps a file read-only.
///
/// The bytes are those of the file as it was opened: a file that replaces it by rename does not change them. Files
/// that are mapped are never truncated or rewritten in place (that would be a bus error); `DurableFile` renames.
public enum MappedFile {
    /// - Throws: `FileError` when the file cannot be opened, is no regular file, or cannot be mapped.
    /// - Complexity: O(1); pages are read when first touched.
    public static func map(_ url: URL) throws(FileError) -> FrozenArray<UInt8> {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", url, errno) }
        defer { close(descriptor) }
        // Not by `fstat`: which module declares its fields differs between debug and release builds. Folders end at
        // the largest offset, pipes nowhere.
        let byteCount = Int(lseek(descriptor, 0, SEEK_END))
        guard byteCount >= 0 else { throw FileError("seek", url, errno) }
        guard byteCount < Int(Int32.max) << 20 else { throw FileError("open", url, EINVAL) }
        guard byteCount > 0 else { return FrozenArray([]) }
        guard let address = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw FileError("map", url, errno)
        }
        let storage = FrozenStorage(adopting: UnsafeRawBufferPointer(start: address, count: byteCount)) { bytes in
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        }
        return FrozenArray(storage: storage, byteOffset: 0, count: byteCount)
    }
}

/// A file operation that failed.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `open`, `write`, `fsync`, `rename`, …
    public var operation: String
    /// Its path.
    public var file: String
    public var code: Int32

    public init(_ operation: String, _ url: URL, _ code: Int32) {
        self.operation = operation
        self.file = url.path
        self.code = code
    }

    public var description: String { "cannot \(operation) \(file): \(String(cString: strerror(code)))" }
}
