import Foundation
import Models
import Ops
import Synchronization
import TestSupport
import Testing

@Suite struct `Importing` {
    private let folder: TemporaryFolder
    private let database: EventDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try EventDatabase(home: folder.url.appending(path: "home"))
    }

    private func makeFiles() throws -> URL {
        let source = try TemporaryFolder(in: folder.url)
        let inner = source.url.appending(path: "export")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        let files = [
            "films.csv": "id,title,genre,overview\n1,\"Third Man, The (1949)\",Film-Noir,Vienna.\n2,,x,\n",
            "people.jsonl": #"{"user_id":"a","age":30,"gender":"M"}"# + "\n",
            "ratings.tsv": "user\titem\trating\ttimestamp\na\t1\t5\t100\na\t1\t5\t100\nb\t9\t7\t100\nb\t9\t3\t101\n",
            "links.csv": "movieId,imdbId\n1,2\n", "notes.txt": "hello",
        ]
        for (name, content) in files { try Data(content.utf8).write(to: inner.appending(path: name)) }
        // The folder outlives this function inside the suite's own.
        let kept = folder.url.appending(path: "source")
        try FileManager.default.moveItem(at: source.url, to: kept)
        return kept
    }

    @Test func `a folder of tables is understood, and every line accounted for`() throws {
        let report = try Importer(into: database).run(try makeFiles())
        #expect(report.layout == .tables)
        #expect(report.files.map(\.file) == ["films.csv", "people.jsonl", "ratings.tsv"])
        #expect(report.ignoredFiles == ["links.csv", "notes.txt"])
        #expect(report.files[0].rejected == [.missingTitle: 1])
        #expect(report.files[2].accepted == 3 && report.files[2].duplicates == 1)
        #expect(
            report.files[2].firstRejected == [RejectedLine(line: 4, reason: .ratingOutOfRange, excerpt: "b\t9\t7\t100")]
        )
        #expect(report.eventsOfUnknownMovies == 1)
        #expect(
            try database.movies() == [
                Movie(id: "1", title: "The Third Man", year: 1949, genres: ["Film-Noir"], overview: "Vienna.")
            ])
        #expect(try database.size() == DataSize(movies: 1, viewers: 1, users: 2, events: 2))
        #expect(report.description.contains("ratings.tsv: 3 events, of which 1 were known already, 1 lines rejected"))
        #expect(report.description.contains("line 4: a rating outside 0.5…5: b\t9\t7\t100"))
    }

    @Test(arguments: [
        "196,242\n186,302\n", "\u{FEFF}196,242\n186,302\n", "user,item\n196,242\n186,302\n",
        "u,i\r\n196,242\r\n186,302\r\n",
        "196\t242\t3\t881250949\n186\t302\t5\t891717742", "196::242::3\n186::302::5\n",
        "196;242;4;7;more\n186;302;4;8;more\n", "rating,movieId,userId\n4,242,196\n5,302,186\n",
    ])
    func `a part of a ready-made split is pairs, with or without a header`(text: String) throws {
        let file = folder.url.appending(path: "u1.base")
        try Data(text.utf8).write(to: file)
        let (stored, report) = try Importer.readPairs(file)
        #expect(report.rejectedCount == 0)
        #expect(stored.log.users.ids == ["186", "196"] && stored.log.items.ids == ["242", "302"])
        #expect(stored.log.count == 2)
        #expect(stored.log.rows.values.contains { $0.isNaN } == false)
    }

    @Test(arguments: ["", "one column\n", "id,title\n1,Heat\n"])
    func `what holds no pairs is refused with its first line`(text: String) throws {
        let file = folder.url.appending(path: "part.txt")
        try Data(text.utf8).write(to: file)
        let error = try #require(throws: ImportError.self) { try Importer.readPairs(file) }
        #expect(error.message.contains("part.txt") && error.message.contains("user in the first column"))
    }

    @Test func `the report is JSON for programs`() throws {
        let report = try Importer(into: database).run(try makeFiles())
        let json = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(ImportReport.self, from: json) == report)
        #expect(String(decoding: json, as: UTF8.self).contains(#""rejected":{"rating_out_of_range":1}"#))
    }

    @Test func `a dry run says the same and stores nothing`() throws {
        let source = try makeFiles()
        var dry = try Importer.dryRun(.files(source))
        #expect(dry.isDryRun)
        #expect(try database.size().events == 0)
        let real = try Importer(into: database).run(source)
        dry.isDryRun = false
        #expect(dry == real)
    }

    @Test func `small batches and repetition change nothing`() throws {
        let source = try makeFiles()
        _ = try Importer(into: database, batchSize: 1).run(source)
        let again = try Importer(into: database).run(source)
        #expect(again.duplicateCount == 3)
        #expect(try database.size().events == 2)
    }

    @Test func `what cannot be read at all says why and what to try`() throws {
        let missing = #expect(throws: ImportError.self) {
            try Importer(into: database).run(folder.url.appending(path: "nowhere"))
        }
        #expect(missing?.code == .notFound)
        let text = try folder.file("table.csv", "a;b\n1;2\n")
        let columns = #expect(throws: ImportError.self) { try Importer(into: database).run(text) }
        #expect(columns?.message.contains("table.csv:1:") == true)
        let wide = folder.url.appending(path: "wide.csv")
        try Data([0xff, 0xfe, 0x75, 0x00]).write(to: wide)
        let encoding = #expect(throws: ImportError.self) { try Importer(into: database).run(wide) }
        #expect(encoding?.message.contains("UTF-8") == true)
        let empty = try TemporaryFolder()
        let layout = #expect(throws: ImportError.self) { try Importer(into: database).run(empty.url) }
        #expect(layout?.code == .unknownLayout)
    }

    @Test(.enabled(if: TestData.has("ml-100k"), TestData.absence))
    func `MovieLens 100K goes in, twice, and comes out`() throws {
        let source = TestData.folder.appending(path: "ml-100k")
        let chunks = Mutex(0)
        let importer = Importer(into: database) { _ in chunks.withLock { $0 += 1 } }
        let report = try importer.run(source)
        #expect(report.layout == .movieLens100K)
        #expect(report.files.map(\.accepted) == [1682, 943, 100_000])
        #expect(report.rejectedCount == 0 && report.duplicateCount == 0 && report.eventsOfUnknownMovies == 0)
        #expect(chunks.withLock { $0 } >= 3)
        #expect(try importer.run(source).duplicateCount == 100_000)
        let stored = try database.load()
        #expect(stored.log.count == 100_000 && stored.damagedRows == 0)
        let set = Preprocessor(stored.log, movies: stored.movies).trainingSet()
        #expect(set.userCount == 943 && set.itemCount == 1152)
        #expect(set.seen.entryCount == 97_953)
    }
}
