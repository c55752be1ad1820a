import Actors
import Foundation
import Models
import Ops

/// A home with a few films, events and answers, all at times of a test's choosing.
struct MonitoringFixture {
    let folder: TemporaryFolder
    let home: HomeFolder
    let events: EventDatabase
    let operations: OperationsDatabase

    /// 2026-03-02T00:00:00Z.
    static let day = Date(timeIntervalSince1970: 1_772_409_600)
    static let milliseconds: Int64 = 1_772_409_600_000

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url)
        try home.prepare()
        events = try EventDatabase(home: home.url)
        operations = try OperationsDatabase(home: home.url)
        try events.store([
            Movie(id: "1", title: "Heat <1995> & \"friends\"", genres: ["Crime", "Drama"]),
            Movie(id: "2", title: "Solaris", genres: ["Drama", "Sci-Fi"]),
            Movie(id: "3", title: "Airplane!", genres: ["Comedy"]),
            Movie(id: "4", title: "Nobody asked", genres: ["Comedy"]),
        ])
    }

    /// Ratings that arrive one second apart, the first at `time`.
    func rate(_ ratings: [(user: UserID, item: ItemID, stars: Double)], at time: Int64) async throws {
        let store = SQLiteEventStore(database: events)
        let arrived = ratings.enumerated().map { index, rating in
            ViewerEvent(
                eventID: UUID().uuidString, hasClientID: false,
                interaction: Interaction(
                    user: rating.user, item: rating.item, kind: .rating, value: rating.stars, timestamp: time / 1_000),
                receivedAt: time + Int64(index) * 1_000)
        }
        _ = try await store.append(arrived)
        try await store.close()
    }

    /// One answer of the request log.
    static func answer(
        _ id: Int, at time: Int64, items: [ItemID], scores: [Float]? = nil, milliseconds: Int = 2,
        reason: FallbackReason? = nil, version: String = "v1", endpoint: Endpoint = .recommend
    ) -> ServedRecord {
        ServedRecord(
            requestID: "r\(id)", timestamp: time, user: UserID("u\(id % 3)"), endpoint: endpoint,
            version: ModelVersion(name: "als", version: version),
            places: items.enumerated().map { .init(item: $1, score: scores?[$0] ?? 0.5) },
            latency: .milliseconds(milliseconds), fallbackReason: reason)
    }
}
