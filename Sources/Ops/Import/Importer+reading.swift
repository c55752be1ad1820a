public import Foundation
public import Models

extension Importer {
    /// Reads a folder or a file into memory, without a database: for comparing models on a data set.
    /// - Throws: `ImportError`.
    public static func read(_ source: URL) throws(ImportError) -> (stored: StoredLog, report: ImportReport) {
        let files = try ImportSource(source)
        var report = ImportReport(source: source.path, layout: files.layout)
        report.ignoredFiles = files.ignored
        var collector = DatasetCollector()
        for file in files.files {
            var reader = TableReader(file: file.url.lastPathComponent, format: file.format)
            var chunks = try FileChunks(file.url)
            var isLast = false
            while !isLast {
                isLast = try !chunks.fill()
                chunks.consume { reader.read($0, isLast: isLast, into: &collector) }
            }
            report.files.append(reader.report)
        }
        let (movies, _) = collector.takeDescriptions()
        return (StoredLog(log: collector.log.build(), movies: movies, damagedRows: 0), report)
    }
}
