import Foundation
import Models
import Ops
import Testing

@Suite struct `Importing the first part` {
    private let folder: TemporaryFolder
    private let database: EventDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try EventDatabase(home: folder.url.appending(path: "home"))
    }

    private func write() throws -> DataSource {
        let lines = (0..<10).map { "u\($0 % 3),i\($0),4,\(100 + $0 / 2)\n" }.joined()
        return .files(try folder.file("ratings.csv", "user,item,rating,timestamp\n" + lines))
    }

    @Test func `stores what came before the moment, and says what it held back`() throws {
        let source = try write()
        let moment = try source.time(after: 0.7)
        #expect(moment == 103, "events 6 and 7 are of one second and stay together")
        let report = try Importer(into: database, until: moment).run(source)
        #expect(report.files[0].accepted == 10 && report.files[0].heldBack == 4)
        #expect(try database.size().events == 6)
        #expect(report.description.contains("4 of later held back"))
        var dry = try Importer.dryRun(source, until: moment)
        #expect(dry.isDryRun)
        dry.isDryRun = false
        #expect(dry == report)
    }

    @Test func `the rest can be imported afterwards and doubles nothing`() throws {
        let source = try write()
        _ = try Importer(into: database, until: try source.time(after: 0.5)).run(source)
        let report = try Importer(into: database).run(source)
        #expect(report.files[0].duplicates == 4 && report.files[0].heldBack == 0)
        #expect(try database.size().events == 10)
    }

    @Test func `the built-in data set is a source like any other`() throws {
        #expect(DataSource("demo") == .demo)
        // 2022-01-01, between the first and the last of its ratings.
        let report = try Importer(into: database, until: 1_640_995_200).run(.demo)
        let events = try #require(report.files.first { $0.kind == .events })
        #expect(try database.size().events + events.heldBack == events.accepted)
        #expect(events.heldBack > 0 && events.heldBack < events.accepted)
    }
}
