import Actors
import Foundation
import Gateway
import Logging
import Models
import TestSupport
import Testing

@testable import Ops

/// A home with two models, of which the first serves.
private struct ShadowHome {
    let folder: TemporaryFolder
    let home: HomeFolder
    let events: EventDatabase
    let operations: OperationsDatabase
    let queue = ShadowQueue(share: 1, isOpen: false)
    let store = ModelStore()
    let first: ModelVersion
    let second: ModelVersion

    init() async throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url)
        try home.prepare()
        events = try EventDatabase(home: home.url)
        operations = try OperationsDatabase(home: home.url)
        first = try Self.publish(20, home)
        second = try Self.publish(30, home)
        let registry = ModelRegistry(operations)
        for version in [first, second] { try registry.register(version, lineage: .unknown) }
        let loader = ModelLoader(store: ArtefactStore(folder: home.models), maximumCount: 100, movies: { [] })
        await store.swap(to: try await loader.load(first))
    }

    private static func publish(_ users: Int, _ home: HomeFolder) throws -> ModelVersion {
        let training = TrainingSet.checkerboard(users: users, items: 20)
        let model = PopularityModel(counting: training)
        let artefact = ModelArtefact(
            model: model, users: training.users, items: training.items, seen: training.seen, popularity: model,
            details: ArtefactDetails(of: training, codeVersion: "test"))
        return try ArtefactStore(folder: home.models).publish(artefact.encoded(), name: "popularity")
    }

    func watch(_ wanted: ShadowModel = .challenger) -> ShadowWatch {
        ShadowWatch(
            queue: queue, wanted: wanted, home: home, events: events, operations: operations, store: store,
            interval: .milliseconds(1), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    var service: RecommendationService {
        RecommendationService(store: store, router: ShardRouter(shardCount: 1), shadow: queue)
    }

    func ask(_ number: Int) async throws -> RecommendationAnswer {
        try await service.recommend(
            RecommendationRequest(requestID: "r\(number)", user: UserID("u\(number)"), count: 5))
    }
}

@Suite struct `Shadow watch` {
    @Test func `without a challenger nothing is kept, and the state says why`() async throws {
        let world = try await ShadowHome()
        let watch = world.watch()
        await watch.look()
        _ = try await world.ask(1)
        let state = await watch.shadow()
        #expect(state.report == nil && state.note == "no version is the challenger" && state.share == 1)
    }

    @Test func `the registry's challenger answers unseen, and is followed when it changes`() async throws {
        let world = try await ShadowHome()
        let registry = ModelRegistry(world.operations)
        try registry.move(world.second, to: .staging, reason: "test")
        let watch = world.watch()
        await watch.look()
        for number in 0..<3 { #expect(try await world.ask(number).snapshot.version == world.first) }
        await watch.compare()
        let report = try #require(await watch.shadow().report)
        #expect(report.challenger == world.second && report.champion == world.first && report.compared == 3)

        try registry.move(world.second, to: .archived, reason: "test")
        await watch.look()
        #expect(await watch.shadow().report == nil)
        let record = try #require(try registry.decisions(limit: 1).first)
        #expect(record.kind == "shadow" && record.challenger == world.second)
        #expect(record.paragraph.contains("3 answers compared, 0 failed, 0 of 3 requests dropped"))
    }

    @Test func `a version named is taken, and one that cannot be loaded is told and left alone`() async throws {
        let world = try await ShadowHome()
        let watch = world.watch(.version(world.second.version))
        await watch.look()
        #expect(await watch.shadow().report?.challenger == world.second)

        let tensors = world.home.models.appending(
            path: "\(world.second.name)/\(world.second.version)/tensors.safetensors")
        try Data("nothing".utf8).write(to: tensors)
        let other = world.watch(.version(world.second.version))
        await other.look()
        let state = await other.shadow()
        #expect(state.report == nil && state.note?.contains("cannot be loaded") == true)
        #expect(try await world.ask(1).snapshot.version == world.first)
    }

    @Test func `the challenger knows what viewers did since it was trained`() async throws {
        let world = try await ShadowHome()
        let store = SQLiteEventStore(database: world.events)
        let answer = try await world.ask(9)
        let item = answer.snapshot.items.id(of: try #require(answer.items.first).item)
        _ = try await store.append([
            ViewerEvent(
                eventID: "1", hasClientID: true,
                interaction: Interaction(user: "u9", item: item, kind: .rating, value: 5, timestamp: 1),
                receivedAt: 1)
        ])
        let challenger = try await ShadowChallenger.load(
            world.second, home: world.home, events: world.events, maximumCount: 100)
        #expect(await challenger.router.liveState.events == 0)
        try await challenger.catchUp()
        try await challenger.catchUp()
        #expect(await challenger.router.liveState.events == 1)
        try await store.close()
    }

    @Test func `it works by itself, and writes down what it found when it stops`() async throws {
        let world = try await ShadowHome()
        let watch = world.watch(.version(world.second.version))
        let running = Task { try await watch.run() }
        while await watch.shadow().report == nil { await Task.yield() }
        _ = try await world.ask(1)
        while await watch.shadow().report?.compared == 0 { await Task.yield() }
        running.cancel()
        try await running.value
        #expect(try ModelRegistry(world.operations).decisions(limit: 1).first?.kind == "shadow")
    }
}
