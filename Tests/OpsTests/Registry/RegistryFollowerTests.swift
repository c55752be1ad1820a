import Actors
import Foundation
import GRDB
import Gateway
import Logging
import Models
import Ops
import TestSupport
import Testing

/// A home with models, a registry that follows, and an activator that tells it.
private struct FollowedHome {
    let folder: TemporaryFolder
    let operations: OperationsDatabase
    let follower: RegistryFollower
    let store: ModelStore
    let activator: ModelActivator

    init(_ folder: TemporaryFolder, tracker: (any Tracker)? = nil) throws {
        self.folder = folder
        operations = try OperationsDatabase(home: folder.url)
        let models = folder.url.appending(path: "models", directoryHint: .isDirectory)
        try DurableFile.makeFolder(models)
        follower = RegistryFollower(ModelRegistry(operations), models: models, tracker: tracker)
        let loader = ModelLoader(store: ArtefactStore(folder: models), maximumCount: 100, movies: { [] })
        store = ModelStore(loader: loader)
        activator = ModelActivator(
            folder: models, loader: loader, store: store, follower: follower,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The same home in another process.
    func reopened() throws -> FollowedHome { try FollowedHome(folder) }

    var models: URL { folder.url.appending(path: "models", directoryHint: .isDirectory) }
    var registry: ModelRegistry { follower.registry }

    func publish(users: Int) throws -> ModelVersion {
        let trainingSet = TrainingSet.checkerboard(users: users, items: 20)
        let model = PopularityModel(counting: trainingSet)
        let artefact = ModelArtefact(
            model: model, users: trainingSet.users, items: trainingSet.items, seen: trainingSet.seen, popularity: model,
            details: ArtefactDetails(of: trainingSet, metrics: ["ndcg_at_10": 0.5], codeVersion: "test"))
        return try ArtefactStore(folder: models).publish(artefact.encoded(), name: "popularity")
    }

    func productionFollowsRecord() throws -> Bool {
        let record = try ActivationRecord.read(from: models)
        return try registry.production()?.version == record?.active
            && registry.version(called: .champion) == record?.active
    }
}

@Suite struct `Registry beside the record of what serves` {
    private let home: FollowedHome

    init() throws { home = try FollowedHome(TemporaryFolder()) }

    @Test func `an activation is told with its reason, from None by way of Staging`() async throws {
        let version = try home.publish(users: 20)
        _ = try await home.activator.activate(version: version.version, because: "first of all")
        let history = try home.registry.history(of: version)
        #expect(history.filter { $0.kind == .stage }.compactMap(\.to) == ["Staging", "Production"])
        #expect(history.last?.reason == "first of all")
        #expect(try home.registry.version(version)?.lineage.metrics == ["ndcg_at_10": 0.5])
        #expect(try home.productionFollowsRecord())
    }

    @Test func `a rollback brings the version before back into production`() async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        for version in [first, second] { _ = try await home.activator.activate(version: version.version) }
        _ = try await home.activator.rollback(to: nil, because: "error rate")
        #expect(try home.registry.production()?.version == first)
        #expect(try home.registry.version(second)?.stage == .archived)
        #expect(try home.registry.history(of: first).last?.reason == "error rate")
        #expect(try home.productionFollowsRecord())
    }

    @Test func `a rollback goes to any earlier version, and never forth again`() async throws {
        let versions = try [20, 30, 40].map { try home.publish(users: $0) }
        for version in versions { _ = try await home.activator.activate(version: version.version) }
        _ = try await home.activator.rollback(to: versions[0].version, because: "test")
        #expect(home.store.current?.version == versions[0])
        #expect(try ActivationRecord.read(from: home.models) == ActivationRecord(active: versions[0]))
        #expect(try home.productionFollowsRecord())

        _ = try await home.activator.activate(version: versions[1].version)
        let tool = try home.reopened()
        _ = try await tool.activator.goBackInRecord(to: versions[2].version)
        #expect(
            try ActivationRecord.read(from: home.models)
                == ActivationRecord(active: versions[2], earlier: [versions[0]]))
        await home.activator.followRecord()
        #expect(home.store.current?.version == versions[2])
        #expect(try home.productionFollowsRecord())
    }

    /// Where a process may end around an activation of `second` while `first` serves.
    enum CrashPoint: CaseIterable {
        case beforeRecord, afterRecord, registryWithoutRecord, recordGone
    }

    @Test(arguments: CrashPoint.allCases)
    func `after a crash anywhere the version in production is the one that serves again`(
        _ point: CrashPoint
    ) async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        _ = try await home.activator.activate(version: first.version)
        switch point {
        case .beforeRecord: break
        case .afterRecord: try ActivationRecord(active: second, earlier: [first]).write(to: home.models)
        case .registryWithoutRecord:
            try home.registry.register(second, lineage: .unknown)
            try home.registry.move(second, to: .staging, reason: "test")
            try home.registry.move(second, to: .production, reason: "test")
        case .recordGone: try FileManager.default.removeItem(at: home.models.appending(path: "ACTIVE.json"))
        }
        let restarted = try home.reopened()
        let served = try await restarted.activator.restore()
        let expected: ModelVersion? =
            switch point {
            case .beforeRecord, .registryWithoutRecord: first
            case .afterRecord: second
            case .recordGone: nil
            }
        #expect(served == expected)
        #expect(try restarted.registry.production()?.version == expected)
        #expect(try restarted.productionFollowsRecord())
        #expect(Set(try restarted.registry.versions().map(\.version)) == [first, second])
    }

    @Test func `a registry that was lost is made anew from the folder`() async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        _ = try await home.activator.activate(version: second.version)
        try home.operations.checkpoint()
        for name in try FileManager.default.contentsOfDirectory(atPath: home.folder.url.path)
        where name.hasPrefix(OperationsDatabase.fileName) {
            try FileManager.default.removeItem(at: home.folder.url.appending(path: name))
        }
        let restarted = try home.reopened()
        _ = try await restarted.activator.restore()
        #expect(try restarted.registry.version(first)?.stage == ModelStage.none)
        #expect(try restarted.registry.production()?.version == second)
    }

    @Test func `a registry that takes nothing keeps nobody from serving, and is told later`() async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        _ = try await home.activator.activate(version: first.version)
        try home.operations.write { try $0.execute(sql: "ALTER TABLE registry_changes RENAME TO away") }
        _ = try await home.activator.activate(version: second.version, because: "while it was away")
        #expect(home.store.current?.version == second)
        try home.operations.write { try $0.execute(sql: "ALTER TABLE away RENAME TO registry_changes") }
        #expect(try home.registry.production()?.version == first)
        await home.activator.followRecord()
        #expect(try home.registry.production()?.version == second)
        #expect(try home.registry.history(of: second).last?.reason == "while it was away")
    }

    @Test func `what another process made active is followed`() async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        _ = try await home.activator.activate(version: first.version)
        try ActivationRecord(active: second, earlier: [first]).write(to: home.models)
        await home.activator.followRecord()
        #expect(try home.productionFollowsRecord())
        #expect(try home.registry.history(of: second).last?.reason == "recorded as active by another process")
    }

    @Test func `a version set aside at start stays in production as long as the record names it`() async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        for version in [first, second] { _ = try await home.activator.activate(version: version.version) }
        try FileManager.default.removeItem(
            at: home.models.appending(path: "\(second.name)/\(second.version)/tensors.safetensors"))
        let restarted = try home.reopened()
        #expect(try await restarted.activator.restore() == first)
        #expect(try restarted.productionFollowsRecord())
    }

    @Test func `administrators see stages and aliases`() async throws {
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        for version in [first, second] { _ = try await home.activator.activate(version: version.version) }
        let summaries = try await home.activator.versions()
        #expect(summaries.first { $0.version == second }?.stage == "Production")
        #expect(summaries.first { $0.version == second }?.aliases == ["champion"])
        #expect(summaries.first { $0.version == first }?.stage == "Archived")
    }

    @Test func `a tracker is told of stages and aliases`() async throws {
        let told = RecordingTracker()
        let home = try FollowedHome(TemporaryFolder(), tracker: told)
        let first = try home.publish(users: 20), second = try home.publish(users: 30)
        for version in [first, second] { _ = try await home.activator.activate(version: version.version) }
        #expect(
            await told.entries == [
                .stage(first, .staging), .alias(.challenger, name: "popularity", first),
                .stage(first, .production), .alias(.champion, name: "popularity", first),
                .alias(.challenger, name: "popularity", nil),
                .stage(second, .staging), .alias(.challenger, name: "popularity", second),
                .stage(first, .archived), .stage(second, .production), .alias(.champion, name: "popularity", nil),
                .alias(.champion, name: "popularity", second), .alias(.challenger, name: "popularity", nil),
            ])
    }
}

private actor RecordingTracker: Tracker {
    private(set) var entries: [TrackingEntry] = []
    func record(_ entries: [TrackingEntry]) { self.entries += entries }
}
