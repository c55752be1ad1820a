import Foundation
import GRDB
import Models
import Ops
import Testing

@Suite struct `Event database` {
    private let folder: TemporaryFolder
    private let database: EventDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try EventDatabase(home: folder.url)
    }

    private let dataset = Dataset(
        movies: [
            Movie(
                id: "50", title: "Amélie", year: 2001, genres: ["Comedy", "Romance"], releaseDate: "2001-04-25",
                overview: "A \"text\".", ageRating: "R"),
            Movie(id: "7", title: "Seven"),
        ],
        viewers: [Viewer(id: "u1", age: 32, gender: "F", occupation: "artist"), Viewer(id: "u2")],
        interactions: [
            Interaction(user: "u1", item: "50", kind: .rating, value: 4.5, timestamp: 100),
            Interaction(user: "u1", item: "7", kind: .watch, value: 42, timestamp: 90),
            Interaction(user: "u2", item: "50", kind: .click, value: 1, timestamp: 95),
            Interaction(user: "u3", item: "99", kind: .skip, value: 1, timestamp: 96),
        ])

    @Test func `what is stored comes back as it was`() throws {
        let report = try Importer(into: database).store(dataset, named: "test")
        #expect(report.accepted(.events) == 4 && report.duplicateCount == 0)
        #expect(report.eventsOfUnknownMovies == 1)
        #expect(try database.movies() == dataset.movies)
        #expect(try database.viewers() == dataset.viewers)
        let loaded = try database.load()
        #expect(loaded.log.rows == InteractionLog(dataset.interactions).rows)
        #expect(loaded.log.users.ids == ["u1", "u2", "u3"])
        #expect(loaded.damagedRows == 0)
        #expect(try database.size() == DataSize(movies: 2, viewers: 2, users: 3, events: 4))
    }

    @Test func `an import repeated doubles nothing`() throws {
        _ = try Importer(into: database).store(dataset, named: "test")
        let again = try Importer(into: database, batchSize: 1).store(dataset, named: "test")
        #expect(again.duplicateCount == 4)
        #expect(try database.size().events == 4)
    }

    @Test func `a later catalogue fills in and erases nothing`() throws {
        try database.store(dataset.movies)
        try database.store([Movie(id: "7", title: "Se7en", year: 1995), Movie(id: "50", title: "Amélie")])
        let movies = try database.movies()
        #expect(movies[0] == dataset.movies[0])
        #expect(movies[1] == Movie(id: "7", title: "Se7en", year: 1995))
    }

    @Test func `training can stop at a moment`() throws {
        _ = try Importer(into: database).store(dataset, named: "test")
        #expect(try database.load(until: 96).log.rows.timestamps == [90, 95])
    }

    @Test func `a row that was changed behind our back is left out and counted`() throws {
        _ = try Importer(into: database).store(dataset, named: "test")
        let other = try DatabaseQueue(path: database.path)
        try other.write { try $0.execute(sql: "UPDATE imported_events SET value = 2.5 WHERE timestamp = 100") }
        let loaded = try database.load()
        #expect(loaded.damagedRows == 1)
        #expect(loaded.log.count == 3)
    }

    @Test func `unknown films are kept over a restart`() async throws {
        try await database.noteUnknownItems(["x": 2, "y": 1], at: 10)
        try await database.noteUnknownItems(["y": 4], at: 20)
        let reopened = try EventDatabase(path: database.path)
        #expect(try reopened.unknownItems().map(\.item) == ["y", "x"])
        #expect(try reopened.unknownItems().map(\.count) == [5, 2])
    }

    @Test func `the list of unknown films keeps to its length, and those asked for most`() async throws {
        try await database.noteUnknownItems(["a": 3, "b": 1, "c": 2], at: 10, keeping: 3)
        try await database.noteUnknownItems(["d": 1], at: 20, keeping: 3)
        #expect(try database.unknownItems().map(\.item) == ["a", "c", "d"], "b is as rare as d, and older")
    }

    @Test func `a home that is not there is told, and not made`() throws {
        let home = HomeFolder(folder.url.appending(path: "misspelt"))
        let error = try #require(throws: StorageError.self) { try home.existingDatabase() }
        #expect(error.code == .cannotOpen)
        #expect(!FileManager.default.fileExists(atPath: home.url.path))
    }

    @Test func `commits are synced and logged ahead`() throws {
        let modes = try database.pragmas(["journal_mode", "synchronous"])
        #expect(modes == ["wal", "2"])
    }

    @Test func `a file that is no database is refused with what to do`() throws {
        let file = try folder.file("text.sqlite", String(repeating: "no database at all. ", count: 100))
        let error = #expect(throws: StorageError.self) { try EventDatabase(path: file.path) }
        #expect(error?.code == .damaged)
        #expect(error?.message.contains("backup") == true)
    }
}
