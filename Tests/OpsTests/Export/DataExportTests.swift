import Actors
import Foundation
import Models
import Testing

@testable import Ops

@Suite struct `Data export` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func database(_ name: String) throws -> EventDatabase {
        try EventDatabase(home: folder.url.appending(path: name))
    }

    private func snapshot(_ database: EventDatabase) throws -> DataSnapshot {
        var settings = PreprocessingSettings()
        settings.minimumUserInteractions = 1
        settings.minimumItemInteractions = 1
        return try TrainingSetBuilder(database: database, settings: settings).build().snapshot
    }

    @Test func `what is imported again is the same training data, by the same hash`() async throws {
        let first = try database("first"), second = try database("second")
        _ = try Importer(into: first).store(DemoDataSet.generate(viewerCount: 60), named: "viewers")
        try first.store([
            Movie(id: "odd \"1\"", title: "2001, A Space Odyssey (1968)", year: 1968, genres: ["Sci-Fi", "Film-Noir"]),
            Movie(
                id: "ü/2", title: "The Kid", year: 1921, overview: "Two\nlines", directors: ["Charles Chaplin"],
                actors: ["Charles Chaplin", "Jackie Coogan"], keywords: ["tramp"]),
        ])
        let store = SQLiteEventStore(database: first)
        let kinds: [(InteractionKind, Double)] = [(.rating, 4.5), (.watch, 33.25), (.click, 1), (.skip, 1)]
        _ = try await store.append(
            kinds.enumerated().map { number, kind in
                ViewerEvent(
                    eventID: "\(number)", hasClientID: true,
                    interaction: Interaction(
                        user: "new, one", item: "ü/2", kind: kind.0, value: kind.1, timestamp: 1_700_000_000),
                    receivedAt: 1)
            })
        try await store.close()

        let report = try DataExport(first).write(to: folder.url.appending(path: "out"))
        #expect(report.repeatedEvents == 0 && report.damagedRows == 0 && report.ambiguousTitles == 0)
        let imported = try Importer(into: second).run(DataSource(folder.url.appending(path: "out").path))
        #expect(imported.rejectedCount == 0)
        let before = try snapshot(first), after = try snapshot(second)
        #expect(before.hash == after.hash && before.sources.events == after.sources.events)
        #expect(try second.load().movies.count == first.load().movies.count)
    }

    @Test func `events that an import would take for one are counted`() async throws {
        let database = try database("one")
        let store = SQLiteEventStore(database: database)
        _ = try await store.append(
            (0..<3).map { number in
                ViewerEvent(
                    eventID: "\(number)", hasClientID: true,
                    interaction: Interaction(user: "u", item: "i", kind: .watch, value: 10, timestamp: 5), receivedAt: 1
                )
            })
        try await store.close()
        let report = try DataExport(database).write(to: folder.url.appending(path: "out"))
        #expect(report.events == 3 && report.repeatedEvents == 2)
    }
}
