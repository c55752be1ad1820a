import Actors
import Foundation
import Models
import Testing

@testable import Ops

@Suite struct RatingTallyTests {
    private let folder: TemporaryFolder
    private let database: EventDatabase
    private let store: SQLiteEventStore
    private let tally: RatingTally

    init() throws {
        folder = try TemporaryFolder()
        database = try EventDatabase(home: folder.url)
        store = SQLiteEventStore(database: database)
        tally = RatingTally(database)
    }

    @Test func `imported and arrived ratings are counted together, by half stars`() async throws {
        try importing([("1", 5), ("2", 4.5), ("3", 5)])
        _ = try await store.append([event("a", 0.5), event("b", 5)])
        #expect(try await tally.ratings(of: "50") == [1, 0, 0, 0, 0, 0, 0, 0, 1, 3])
        #expect(try await tally.ratings(of: "51") == [Int](repeating: 0, count: 10))
    }

    @Test func `a rating is counted as soon as it is stored, and once`() async throws {
        #expect(try await tally.ratings(of: "50").reduce(0, +) == 0)
        for round in 1...3 {
            _ = try await store.append([event("\(round)", 4)])
            #expect(try await tally.ratings(of: "50")[7] == round)
            #expect(try await tally.ratings(of: "50")[7] == round)
        }
    }

    @Test func `an import beside it is counted too, and nothing twice`() async throws {
        _ = try await store.append([event("a", 3)])
        #expect(try await tally.ratings(of: "50") == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
        try importing([("1", 3), ("2", 2)])
        #expect(try await tally.ratings(of: "50") == [0, 0, 0, 1, 0, 2, 0, 0, 0, 0])
    }

    @Test func `only ratings count, and what is between half stars goes to the nearest`() async throws {
        let watch = Interaction(user: "9", item: "50", kind: .watch, value: 5, timestamp: 5)
        _ = try Importer(into: database).store(Dataset(interactions: [watch]), named: "watch")
        try importing([("1", 3.7), ("2", 9), ("3", 0)])
        #expect(try await tally.ratings(of: "50") == [1, 0, 0, 0, 0, 0, 1, 0, 0, 1])
    }

    @Test func `many may ask at once`() async throws {
        try importing((0..<50).map { (UserID("\($0)"), 4) })
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { try await tally.ratings(of: "50")[7] } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == [Int](repeating: 50, count: 50))
    }

    private func event(_ id: String, _ stars: Double) -> ViewerEvent {
        ViewerEvent(
            eventID: id, hasClientID: true,
            interaction: Interaction(user: "1", item: "50", kind: .rating, value: stars, timestamp: 1_000),
            receivedAt: 1_000_000)
    }

    private func importing(_ ratings: [(user: UserID, stars: Double)]) throws {
        let given = ratings.map {
            Interaction(user: $0.user, item: "50", kind: .rating, value: $0.stars, timestamp: 5)
        }
        _ = try Importer(into: database).store(Dataset(interactions: given), named: "test")
    }
}
