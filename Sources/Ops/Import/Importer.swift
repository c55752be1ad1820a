public import Foundation
public import Models

/// How far an import is.
public struct ImportProgress: Sendable, Equatable {
    public var file: String
    public var bytesRead: Int
    public var byteCount: Int
    /// Records accepted so far in this file.
    public var accepted: Int
    public var rejected: Int
}

/// Brings a folder, a file or a ready data set into the database, in batches, and says what became of every line.
///
/// Repeating an import doubles nothing: an imported event is known by user, movie, kind and time. An import that was
/// cut short is completed by repeating it.
public struct Importer: Sendable {
    private let database: EventDatabase
    private let batchSize: Int
    private let until: Int64
    private let progress: @Sendable (ImportProgress) -> Void

    /// - Parameters:
    ///   - batchSize: events of one transaction.
    ///   - until: events from this moment on, in seconds since 1970, are held back: read, counted and not stored.
    ///   - progress: called after each chunk of a file.
    public init(
        into database: EventDatabase, batchSize: Int = 200_000, until: Int64 = .max,
        progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) {
        precondition(batchSize > 0, "a batch holds at least one event")
        self.database = database
        self.batchSize = batchSize
        self.until = until
        self.progress = progress
    }

    /// Reads everything, checks everything, and stores nothing: the work goes to a temporary database.
    /// - Throws: `ImportError`.
    public static func dryRun(
        _ source: DataSource, until: Int64 = .max, progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
    ) throws(ImportError) -> ImportReport {
        let folder = FileManager.default.temporaryDirectory.appending(path: "marquee-dry-run-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let database: EventDatabase
        do { database = try EventDatabase(home: folder) } catch { throw ImportError(error) }
        var report = try Importer(into: database, until: until, progress: progress).run(source)
        report.isDryRun = true
        return report
    }

    /// Imports files, or the built-in data set.
    /// - Throws: `ImportError`.
    public func run(_ source: DataSource) throws(ImportError) -> ImportReport {
        switch source {
        case .files(let url): try run(url)
        case .demo: try store(DemoDataSet.generate(), named: DataSource.demoName)
        }
    }

    /// Imports a folder or a file whose layout is found out.
    /// - Throws: `ImportError`: nothing readable, the disk, or cancellation (what was stored until then stays).
    public func run(_ source: URL) throws(ImportError) -> ImportReport {
        let files = try ImportSource(source)
        var report = ImportReport(source: source.path, layout: files.layout)
        report.ignoredFiles = files.ignored
        var run = ImportRun(database: database, batchSize: batchSize, until: until)
        for file in files.files {
            report.files.append(try read(file, &run))
        }
        return try finish(&run, report)
    }

    /// Imports values that are there already, such as the demo data set.
    public func store(_ dataset: Dataset, named name: String) throws(ImportError) -> ImportReport {
        var report = ImportReport(source: name, layout: .tables)
        var run = ImportRun(database: database, batchSize: batchSize, until: until)
        try run.store(dataset.movies, dataset.viewers)
        for event in dataset.interactions {
            run.collector.log.append(event)
            try run.flushIfFull()
        }
        try run.flush()
        for (kind, count) in [
            (TableKind.movies, dataset.movies.count), (.viewers, dataset.viewers.count),
            (.events, dataset.interactions.count),
        ] {
            var file = FileReport(file: kind.rawValue, kind: kind)
            file.read = count
            file.accepted = count
            if kind == .events {
                file.duplicates = run.duplicates
                file.heldBack = run.heldBack
            }
            report.files.append(file)
        }
        return try finish(&run, report)
    }

    private func finish(_ run: inout ImportRun, _ report: ImportReport) throws(ImportError) -> ImportReport {
        var report = report
        report.eventsOfUnknownMovies = try run.countEventsOfUnknownMovies()
        do {
            let json = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
            try database.noteImport(source: report.source, report: json, at: Int64(Date().timeIntervalSince1970))
        } catch {
            throw ImportError(.storage, "the import is stored, but not its report: \(error)")
        }
        return report
    }

    private func read(_ file: ImportSource.File, _ run: inout ImportRun) throws(ImportError) -> FileReport {
        var reader = TableReader(file: file.url.lastPathComponent, format: file.format)
        var chunks = try FileChunks(file.url)
        run.duplicates = 0
        run.heldBack = 0
        var isLast = false
        while !isLast {
            guard !Task.isCancelled else {
                throw ImportError(.cancelled, "the import was cancelled; repeat it to complete it")
            }
            isLast = try !chunks.fill()
            chunks.consume { reader.read($0, isLast: isLast, into: &run.collector) }
            try run.flushIfFull()
            progress(
                ImportProgress(
                    file: reader.report.file, bytesRead: chunks.bytesRead, byteCount: file.byteCount,
                    accepted: reader.report.accepted, rejected: reader.report.rejectedCount))
        }
        try run.flush()
        try run.storeDescriptions()
        var report = reader.report
        report.duplicates = run.duplicates
        report.heldBack = run.heldBack
        return report
    }
}
