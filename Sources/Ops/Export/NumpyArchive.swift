import Foundation
import Models

/// Arrays as `numpy.savez` writes them: a zip archive, not compressed, of one `.npy` each.
///
/// The same arrays give the same bytes: no time is written.
struct NumpyArchive: Sendable {
    private let arrays: [NumpyArray]

    /// - Throws: `ExportError.Code.tooLarge` when it would need the 64-bit form of zip.
    init(_ arrays: [NumpyArray]) throws(ExportError) {
        let total = arrays.reduce(0) { $0 + $1.byteCount + 2 * (64 + $1.name.utf8.count) }
        guard total < Int(UInt32.max), arrays.count < Int(UInt16.max) else {
            throw ExportError(.tooLarge, "\(total) bytes are too many for an npz file; use safetensors")
        }
        self.arrays = arrays
    }

    func write(to url: URL) throws(FileError) {
        try DurableFile.replace(url) { (writer) throws(FileError) in
            var directory: [UInt8] = []
            var offset = 0
            for array in arrays {
                let entry = Entry(array)
                directory += entry.directoryLine(at: offset)
                try writer.write(entry.head + array.header)
                try writer.write(array.body)
                offset += entry.head.count + array.byteCount
            }
            try writer.write(directory + Self.end(count: arrays.count, directory: directory.count, offset: offset))
        }
    }

    private static func end(count: Int, directory: Int, offset: Int) -> [UInt8] {
        bytes(0x0605_4b50, 4) + bytes(0, 4) + bytes(count, 2) + bytes(count, 2) + bytes(directory, 4) + bytes(offset, 4)
            + bytes(0, 2)
    }

    /// One array as a member of the archive.
    private struct Entry {
        /// From the version that reads it up to the sizes: the same in both places.
        private let facts: [UInt8]
        private let name: [UInt8]

        init(_ array: NumpyArray) {
            var checksum = Checksum()
            array.header.withUnsafeBytes { checksum.add($0) }
            array.body.withUnsafeBufferPointer { checksum.add(UnsafeRawBufferPointer($0)) }
            name = Array("\(array.name).npy".utf8)
            // Version 2.0, no flags, stored, and the first moment that zip knows: 1980-01-01.
            facts =
                bytes(20, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0x21, 2)
                + bytes(Int(checksum.value), 4) + bytes(array.byteCount, 4) + bytes(array.byteCount, 4)
                + bytes(name.count, 2) + bytes(0, 2)
        }

        var head: [UInt8] { bytes(0x0403_4b50, 4) + facts + name }

        func directoryLine(at offset: Int) -> [UInt8] {
            bytes(0x0201_4b50, 4) + bytes(20, 2) + facts + bytes(0, 2) + bytes(0, 2) + bytes(0, 2) + bytes(0, 4)
                + bytes(offset, 4) + name
        }
    }
}

/// The lowest bytes of a number, little-endian.
private func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
