import Actors
import Foundation
import GRDB
import Logging
import Models
import Testing

@testable import Ops

/// A server without a network over a home: the parts that make answers, take events and write both down.
private struct SmallServer {
    let service: RecommendationService
    let intake: EventIntake
    let models: ModelServing
    private let writing: Task<Void, any Error>

    init(_ home: HomeFolder, shards: Int) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let database = try EventDatabase(home: home.url)
        let requests = try SQLiteRecordStore(home: home.url)
        let counters = CounterBoard()
        let router = ShardRouter(shardCount: shards, counters: counters)
        models = try ModelServing(
            home, database, router: router, maximumCount: 100, counters: counters, logger: logger,
            journal: LiveStateJournal(requests, shardCount: shards, logger: logger))
        _ = try await models.activator.restore()
        let buffer = RecordBuffer(counters: counters)
        service = RecommendationService(store: models.store, router: router, records: buffer, counters: counters)
        intake = EventIntake(
            store: SQLiteEventStore(database: database), router: router, counters: counters)
        let writer = RecordWriter(buffer: buffer, store: requests, counters: counters, logger: logger)
        writing = Task { try await writer.run() }
    }

    func did(_ kind: InteractionKind, _ user: UserID, _ item: ItemID, value: Double) async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let event = ViewerEvent(
            eventID: UUID().uuidString, hasClientID: false,
            interaction: Interaction(user: user, item: item, kind: kind, value: value, timestamp: now / 1000),
            receivedAt: now)
        #expect(try await intake.accept([event]) == [.accepted])
    }

    /// What was answered is then in the log.
    func stop() async throws {
        writing.cancel()
        try await writing.value
    }
}

@Suite struct `Making answers again` {
    private let folder: TemporaryFolder
    private let home: HomeFolder

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        try home.prepare()
    }

    @discardableResult private func train() async throws -> ModelVersion {
        var settings = TrainingRunSettings()
        settings.model = "als"
        settings.given = ["factors": .integer(8), "sweeps": .integer(3)]
        settings.evaluates = false
        settings.workerCount = 1
        return try await TrainingRun(home: home, settings: settings).run().version
    }

    private func importViewers() throws {
        _ = try Importer(into: EventDatabase(home: home.url)).store(
            DemoDataSet.generate(viewerCount: 120), named: "viewers")
    }

    private func texts(_ sql: String, in file: URL) throws -> [String] {
        try DatabaseQueue(path: file.path).read { try String.fetchAll($0, sql: sql) }
    }

    /// Viewers, trained and new, ask in every way there is, and do something with the last film of their list.
    private func live(_ server: SmallServer, round: String, turns: Int) async throws {
        let known = try texts("SELECT id FROM users ORDER BY key LIMIT 6", in: home.database)
        for turn in 0..<turns {
            let user = UserID(turn % 3 == 0 ? "new-\(turn % 4)" : known[turn % known.count])
            var request = RecommendationRequest(requestID: "\(round)-\(turn)", user: user)
            switch turn % 5 {
            case 1: request.excludeSeen = false
            case 2: request.genres = ["drama"]
            case 3: (request.count, request.yearMin, request.explain) = (4, 1980, true)
            case 4: (request.seeds, request.exclude) = (["7", "50"], ["12"])
            default: break
            }
            let answer = try await server.service.recommend(request)
            let film = try #require(answer.items.last.map { answer.snapshot.items.id(of: $0.item) })
            switch turn % 4 {
            case 0: try await server.did(.rating, user, film, value: 5)
            case 1: try await server.did(.watch, user, film, value: 45)
            case 2: try await server.did(.rating, user, film, value: 1)
            default: try await server.did(.click, user, film, value: 1)
            }
        }
        let film = try #require(texts("SELECT id FROM items ORDER BY key LIMIT 1", in: home.database).first)
        _ = try await server.service.similar(to: ItemID(film), count: 5, requestID: "\(round)-similar")
        _ = try await server.service.popular(genre: "Drama", count: 10, requestID: "\(round)-popular")
        _ = try await server.service.recommend(likeTitle: "the", count: 10, requestID: "\(round)-title")
    }

    /// Two processes, a model trained on what came meanwhile, and a way back to the one before.
    private func liveThroughEverything() async throws {
        try importViewers()
        let first = try await train()
        let morning = try await SmallServer(home, shards: 2)
        try await live(morning, round: "morning", turns: 20)
        try await morning.stop()
        let noon = try await SmallServer(home, shards: 3)
        try await live(noon, round: "noon", turns: 10)
        let second = try await train()
        await noon.models.activator.followRecord()
        #expect(noon.models.store.current?.version == second && first != second)
        try await live(noon, round: "second", turns: 10)
        try await noon.stop()
        // A process that begins with the newer model has not told its shards what the older one needs.
        let evening = try await SmallServer(home, shards: 1)
        try await live(evening, round: "evening", turns: 10)
        _ = try await evening.models.activator.goBack(because: "test")
        try await live(evening, round: "back", turns: 10)
        try await evening.stop()
    }

    @Test func `every logged answer is made again, the same to the last digit`() async throws {
        try await liveThroughEverything()
        let requests = try texts("SELECT request_id FROM requests ORDER BY sequence", in: home.requestLog)
        #expect(requests.count == 60 + 5 * 3)
        let replay = try AnswerReplay(home: home)
        var toldEvents: Set<Int> = []
        for request in requests {
            let answers = try await replay.recompute(requestID: request)
            #expect(answers.map(\.verdict) == [.same], "\(answers)")
            #expect(answers.first.map { $0.logged == $0.recomputed && !$0.logged.isEmpty } == true)
            toldEvents.formUnion(answers.map(\.eventCount))
        }
        #expect(toldEvents.count > 30)
    }

    @Test func `what cannot be made again is told with its reason`() async throws {
        try importViewers()
        let version = try await train()
        let server = try await SmallServer(home, shards: 1)
        for number in 0..<5 {
            _ = try await server.service.recommend(RecommendationRequest(requestID: "r\(number)", user: "new"))
            try await server.did(.rating, "new", ItemID("\(number + 1)"), value: 5)
        }
        _ = try await server.service.recommend(RecommendationRequest(requestID: "last", user: "new"))
        try await server.stop()
        let replay = try AnswerReplay(home: home)
        #expect(try await replay.recompute(requestID: "last").map(\.verdict) == [.same])
        await #expect(throws: ReplayError.self) { try await replay.recompute(requestID: "never") }

        try await DatabaseQueue(path: home.database.path).write { try $0.execute(sql: "DELETE FROM events") }
        let erased = try #require(try await AnswerReplay(home: home).recompute(requestID: "last").first)
        #expect(erased.verdict == .different && erased.reasons.first?.contains("5 events") == true)

        try FileManager.default.removeItem(at: home.models.appending(path: version.name))
        let gone = try #require(try await AnswerReplay(home: home).recompute(requestID: "last").first)
        #expect(gone.verdict == .impossible && gone.reasons.first?.contains("\(version)") == true)

        try await DatabaseQueue(path: home.requestLog.path).write { try $0.execute(sql: "DELETE FROM live_states") }
        let old = try #require(try await AnswerReplay(home: home).recompute(requestID: "last").first)
        #expect(old.verdict == .impossible && old.reasons.first?.contains("older") == true)
    }

    /// The event had arrived before the answer by the clock, and was stored after it.
    @Test func `an event that was still on its way is found not to have been known`() async throws {
        try importViewers()
        try await train()
        let server = try await SmallServer(home, shards: 1)
        try await server.did(.rating, "new", "1", value: 5)
        let answer = try await server.service.recommend(RecommendationRequest(requestID: "r", user: "new"))
        let film = try #require(answer.items.first.map { answer.snapshot.items.id(of: $0.item) })
        try await server.did(.rating, "new", film, value: 1)
        try await server.stop()
        try await DatabaseQueue(path: home.requestLog.path).write { database in
            try database.execute(sql: "UPDATE requests SET timestamp = timestamp + 2000")
        }
        let again = try #require(try await AnswerReplay(home: home).recompute(requestID: "r").first)
        #expect(again.verdict == .same && again.eventCount == 1)
        #expect(again.reasons.first?.contains("1 of the viewer's events") == true)
    }
}
