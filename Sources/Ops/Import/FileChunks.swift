import Foundation

/// A file read piece by piece: what the reader did not use stays in front of the next piece.
struct FileChunks: ~Copyable {
    private let descriptor: Int32
    private let url: URL
    private var buffer: [UInt8]
    private var filled = 0
    private(set) var bytesRead = 0

    init(_ url: URL, chunkSize: Int = 1 << 20) throws(ImportError) {
        self.url = url
        buffer = [UInt8](repeating: 0, count: chunkSize)
        descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ImportError(.unreadableFile, "\(url.path): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Reads on, behind what is left over.
    /// - Returns: false at the end of the file.
    mutating func fill() throws(ImportError) -> Bool {
        if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes in
                Foundation.read(descriptor, bytes.baseAddress! + filled, bytes.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw ImportError(
                    .unreadableFile, "\(url.path): \(String(cString: strerror(errno))), after \(bytesRead) bytes")
            }
            filled += count
            bytesRead += count
            return count > 0
        }
    }

    /// Hands over what is there; `body` says how many bytes it used.
    mutating func consume(_ body: (UnsafeBufferPointer<UInt8>) -> Int) {
        let filled = filled
        let used = buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<filled])) }
        buffer.withUnsafeMutableBytes { bytes in
            guard used < filled, let start = bytes.baseAddress else { return }
            memmove(start, start + used, filled - used)
        }
        self.filled = filled - used
    }
}
