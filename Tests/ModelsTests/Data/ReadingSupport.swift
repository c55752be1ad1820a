import Foundation
import Models

/// Reads `bytes` as one file, in chunks of `chunkSize` bytes.
func collect(_ bytes: [UInt8], format: TableFormat, chunkSize: Int = .max) -> (DatasetCollector, FileReport) {
    var reader = TableReader(file: "test", format: format)
    var collector = DatasetCollector()
    var pending: [UInt8] = []
    var start = 0
    repeat {
        let end = min(bytes.count, start + min(chunkSize, bytes.count))
        pending += bytes[start..<end]
        start = end
        let used = pending.withUnsafeBufferPointer {
            reader.read($0, isLast: end == bytes.count, into: &collector)
        }
        pending.removeFirst(used)
    } while start < bytes.count
    return (collector, reader.report)
}

/// Reads text whose first line names its columns.
func collect(csv text: String, name: String = "table.csv", chunkSize: Int = .max) throws -> (
    DatasetCollector, FileReport
) {
    let bytes = Array(text.utf8)
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let format = Array(line).withUnsafeBufferPointer { DataLayout.format(fileName: name, firstLine: $0) }
    struct NoFormat: Error {}
    guard let format else { throw NoFormat() }
    return collect(bytes, format: format, chunkSize: chunkSize)
}

/// Reads files of a folder into one collector.
func collect(folder: URL, _ files: [(String, TableFormat)]) throws -> (DatasetCollector, [FileReport]) {
    var collector = DatasetCollector()
    var reports: [FileReport] = []
    for (name, format) in files {
        let data = try Data(contentsOf: folder.appending(path: name))
        var reader = TableReader(file: name, format: format)
        _ = data.withUnsafeBytes { reader.read($0.assumingMemoryBound(to: UInt8.self), isLast: true, into: &collector) }
        reports.append(reader.report)
    }
    return (collector, reports)
}
