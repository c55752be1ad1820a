import Crypto
import Foundation

/// A file of a backup and the SHA-256 of its bytes.
struct CheckedCopy: Sendable, Equatable {
    /// Relative, with `/` between its parts.
    var path: String
    /// 64 lower-case hexadecimal digits.
    var sha256: String
    var byteCount: Int

    /// Of a file as it is, made to last.
    init(of path: String, in folder: URL) throws {
        self = try Self.read(path, in: folder) { _ in }
        let handle = try FileHandle(forUpdating: folder.appending(path: path))
        try handle.synchronize()
        try handle.close()
    }

    /// Copies a file piece by piece, durably, with the time it was written, and tells what was copied.
    static func copy(_ path: String, from source: URL, to target: URL) throws -> CheckedCopy {
        let written = try FileManager.default.attributesOfItem(atPath: source.appending(path: path).path)
        let writer = try DurableFile.Writer(creating: target.appending(path: path))
        let copy = try read(path, in: source) { piece in
            var failure: FileError?
            piece.withUnsafeBytes { bytes in
                do throws(FileError) { try writer.write(bytes) } catch { failure = error }
            }
            if let failure { throw failure }
        }
        // A version was trained when its manifest was written.
        if let moment = written[.modificationDate] {
            try FileManager.default.setAttributes(
                [.modificationDate: moment], ofItemAtPath: target.appending(path: path).path)
        }
        try writer.finish()
        try DurableFile.syncFolder(target.appending(path: path).deletingLastPathComponent())
        return copy
    }

    private init(path: String, sha256: String, byteCount: Int) {
        self.path = path
        self.sha256 = sha256
        self.byteCount = byteCount
    }

    private static func read(_ path: String, in folder: URL, each: (Data) throws -> Void) throws -> CheckedCopy {
        let handle = try FileHandle(forReadingFrom: folder.appending(path: path))
        defer { try? handle.close() }
        var function = SHA256()
        var count = 0
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            function.update(data: piece)
            count += piece.count
            try each(piece)
        }
        return CheckedCopy(path: path, sha256: hexadecimal(function.finalize()), byteCount: count)
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
