import Actors
import Foundation
import Models
import Ops
import Testing

@Suite struct `A data snapshot` {
    private let folder: TemporaryFolder
    private let home: HomeFolder
    private let database: EventDatabase
    private let snapshots: DataSnapshotStore

    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        try home.prepare()
        database = try EventDatabase(home: home.url)
        snapshots = DataSnapshotStore(home: home)
        _ = try Importer(into: database).store(DemoDataSet.generate(viewerCount: 150), named: "viewers")
    }

    private static func event(_ number: Int, stars: Double = 5) -> ViewerEvent {
        let interaction = Interaction(
            user: UserID("new\(number % 7)"), item: ItemID("\(number % 30 + 1)"), kind: .rating, value: stars,
            timestamp: 1_735_689_600 + Int64(number))
        return ViewerEvent(
            eventID: "e\(number)", hasClientID: true, interaction: interaction,
            receivedAt: (1_735_689_600 + Int64(number)) * 1_000)
    }

    private func arrive(_ numbers: Range<Int>) async throws {
        _ = try await SQLiteEventStore(database: database).append(numbers.map { Self.event($0) })
    }

    private func build(
        _ settings: PreprocessingSettings = PreprocessingSettings(), at second: TimeInterval = 0
    ) throws -> BuiltTrainingSet {
        try TrainingSetBuilder(database: database, settings: settings)
            .build(now: Date(timeIntervalSince1970: second))
    }

    private var settings: TrainingRunSettings {
        var settings = TrainingRunSettings()
        settings.model = "als"
        settings.given = ["factors": .integer(8), "sweeps": .integer(2)]
        settings.evaluates = false
        settings.activates = false
        settings.workerCount = 1
        return settings
    }

    private func manifest(_ outcome: TrainingRunOutcome) throws -> ArtefactManifest {
        try #require(
            ArtefactStore(folder: home.models).versions().first { $0.version == outcome.version }?.manifest)
    }

    @Test func `two runs over the same events have one name and the same bytes, also when others came between`()
        async throws
    {
        try await arrive(0..<50)
        let first = try await TrainingRun(home: home, settings: settings).run()
        let second = try await TrainingRun(home: home, settings: settings).run()
        #expect(try manifest(first) == manifest(second))
        #expect(first.snapshot == second.snapshot && first.snapshot.lastEventSequence == 50)
        #expect(first.descriptor.dataHash == first.snapshot.hash)

        try await arrive(50..<120)
        let now = try await TrainingRun(home: home, settings: settings).run()
        #expect(now.snapshot.hash != first.snapshot.hash)
        var settings = settings
        settings.snapshot = try snapshots.read(first.snapshot.hash)
        let again = try await TrainingRun(home: home, settings: settings).run()
        #expect(try manifest(again) == manifest(first))
        #expect(snapshots.list().count == 2)
    }

    @Test func `it says how much of what, and how far`() async throws {
        try await arrive(0..<50)
        var settings = PreprocessingSettings()
        settings.window = .days(1_000)
        let built = try build(settings, at: 9)
        let snapshot = built.snapshot
        #expect(snapshot.counts.arrivedEvents == 50)
        #expect(snapshot.counts.importedEvents == built.log.log.count - 50)
        #expect(snapshot.counts.positives == built.trainingSet.positives.entryCount)
        #expect(snapshot.newestEvent == 1_735_689_649 && snapshot.windowStart == 1_735_689_649 - 1_000 * 86_400 + 1)
        #expect(snapshot.createdAt == 9)
        let read = try JSONDecoder().decode(DataSnapshot.self, from: JSONEncoder().encode(snapshot))
        #expect(read == snapshot)
        #expect(snapshot.imbalance[.genre]?.groups.isEmpty == false)
    }

    @Test func `events that were imported and events that arrived make one set, in any order`() async throws {
        try await arrive(0..<40)
        let other = HomeFolder(folder.url.appending(path: "other"))
        let second = try EventDatabase(home: other.url)
        _ = try await SQLiteEventStore(database: second).append((0..<40).reversed().map { Self.event($0) })
        _ = try Importer(into: second).store(DemoDataSet.generate(viewerCount: 150), named: "viewers")
        let built = try TrainingSetBuilder(database: second, settings: PreprocessingSettings()).build()
        #expect(try build().snapshot.hash == built.snapshot.hash)
    }

    @Test func `a later import is told when the data are made again`() throws {
        let snapshot = try snapshots.write(build().snapshot)
        #expect(try snapshots.rebuild(from: snapshot).snapshot.hash == snapshot.hash)
        let late = Interaction(user: "1", item: "2", kind: .watch, value: 90, timestamp: 1_700_000_000)
        _ = try Importer(into: database).store(Dataset(interactions: [late]), named: "late")
        let error = #expect(throws: DataSnapshotError.self) { try snapshots.rebuild(from: snapshot) }
        #expect(error?.code == .differs)
        let count = snapshot.counts.importedEvents
        #expect(error?.message.contains("imported events: \(count) then, \(count + 1) now") == true)
    }

    @Test func `another description is told when the data are made again`() throws {
        let snapshot = try snapshots.write(build().snapshot)
        let item = try #require(build().trainingSet.items.ids.first)
        try database.store([Movie(id: item, title: "Another Title")])
        let error = #expect(throws: DataSnapshotError.self) { try snapshots.rebuild(from: snapshot) }
        #expect(error?.message.contains("films are described otherwise") == true)
    }

    @Test func `it keeps the moment it was first made, is found by its beginning, and damage is told`() throws {
        let first = try snapshots.write(build(at: 100).snapshot)
        #expect(try snapshots.write(build(at: 200).snapshot) == first)
        var settings = PreprocessingSettings()
        settings.halfLifeDays = 30
        let second = try snapshots.write(build(settings, at: 300).snapshot)
        #expect(snapshots.list() == [second, first])
        #expect(try snapshots.find(String(first.hash.prefix(10))) == first)
        let unknown = #expect(throws: DataSnapshotError.self) { try snapshots.read("../x") }
        #expect(unknown?.code == .unknown)

        let file = home.snapshots.appending(path: "\(first.hash)/snapshot.json")
        try Data("{".utf8).write(to: file)
        let unreadable = #expect(throws: DataSnapshotError.self) { try snapshots.read(first.hash) }
        #expect(unreadable?.code == .damaged)
        var damaged: [DataSnapshotError.Code] = []
        #expect(snapshots.list { damaged.append($0.code) } == [second])
        #expect(damaged == [.damaged])
        #expect(try snapshots.write(build(at: 400).snapshot).createdAt == 400)
    }
}
