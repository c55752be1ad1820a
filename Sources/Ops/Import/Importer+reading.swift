public import Foundation
public import Models

extension Importer {
    /// Reads a folder or a file into memory, without a database: for comparing models on a data set.
    /// - Throws: `ImportError`.
    public static func read(_ source: URL) throws(ImportError) -> (stored: StoredLog, report: ImportReport) {
        try read(ImportSource(source), named: source.path)
    }

    /// Reads one part of a ready-made split into memory: a list of users and items, with or without a header.
    /// - Throws: `ImportError`.
    public static func readPairs(_ file: URL) throws(ImportError) -> (stored: StoredLog, report: ImportReport) {
        try read(ImportSource(pairs: file), named: file.path)
    }

    private static func read(
        _ source: ImportSource, named name: String
    ) throws(ImportError) -> (stored: StoredLog, report: ImportReport) {
        var report = ImportReport(source: name, layout: source.layout)
        report.ignoredFiles = source.ignored
        var collector = DatasetCollector()
        for file in source.files {
            var reader = TableReader(file: file.url.lastPathComponent, format: file.format)
            var chunks = try FileChunks(file.url)
            var isLast = false
            while !isLast {
                isLast = try !chunks.fill()
                chunks.consume { reader.read($0, isLast: isLast, into: &collector) }
            }
            report.files.append(reader.report)
        }
        let (movies, viewers) = collector.takeDescriptions()
        let log = collector.log.build()
        return (
            StoredLog(log: log, movies: movies, viewers: viewers, damagedRows: 0, importedEvents: log.count), report
        )
    }
}
