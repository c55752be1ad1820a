import Actors
import Foundation
import Models
import Ops
import Testing

@Suite struct `A backup` {
    private let folder: TemporaryFolder
    private let home: HomeFolder
    private let database: EventDatabase
    private let copy: URL
    private let second: HomeFolder

    init() async throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url.appending(path: "home"))
        copy = folder.url.appending(path: "copy")
        second = HomeFolder(folder.url.appending(path: "second"))
        try home.prepare()
        database = try EventDatabase(home: home.url)
        _ = try Importer(into: database).store(DemoDataSet.generate(viewerCount: 60), named: "viewers")
        var settings = TrainingRunSettings()
        settings.model = "als"
        settings.given = ["factors": .integer(8), "sweeps": .integer(1)]
        settings.evaluates = false
        _ = try await TrainingRun(home: home, settings: settings).run()
        // Hidden: something that another process is just writing.
        try Data("half".utf8).write(to: home.models.appending(path: ".under-way"))
    }

    private func files(in folder: URL) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `what is restored has the same data, model and snapshots`() throws {
        // The database is open and its log is not written back.
        let written = try Backup(of: home).write(to: copy)
        let restored = try Backup(of: second).restore(from: copy)
        #expect(written == restored && written.files >= 5)
        let snapshot = try #require(DataSnapshotStore(home: second).list().first)
        #expect(try DataSnapshotStore(home: second).rebuild(from: snapshot).snapshot.hash == snapshot.hash)
        let versions = ArtefactStore(folder: second.models).versions().map(\.version)
        #expect(versions == ArtefactStore(folder: home.models).versions().map(\.version) && versions.count == 1)
        #expect(try ActivationRecord.read(from: second.models) == ActivationRecord.read(from: home.models))
        #expect(try !files(in: second.url).contains { $0.contains("under-way") || $0.hasSuffix("-wal") })
    }

    @Test func `one changed byte, a missing file and an added one are refused, and nothing is made`() throws {
        _ = try Backup(of: home).write(to: copy)
        let active = copy.appending(path: "models/ACTIVE.json")
        let original = try Data(contentsOf: active)
        var changed = original
        changed[changed.count / 2] ^= 1
        let alterations: [() throws -> Void] = [
            { try changed.write(to: active) }, { try FileManager.default.removeItem(at: active) },
            { try Data().write(to: copy.appending(path: "extra")) },
        ]
        for alter in alterations {
            try alter()
            let error = #expect(throws: BackupError.self) { try Backup(of: second).restore(from: copy) }
            #expect(error?.code == .altered)
            #expect(error?.message.contains("models/ACTIVE.json") == true || error?.message.contains("extra") == true)
            #expect(try files(in: folder.url).filter { !$0.contains("/") } == ["copy", "home"])
            try original.write(to: active)
        }
        try FileManager.default.removeItem(at: copy.appending(path: "extra"))
        _ = try Backup(of: second).restore(from: copy)
    }

    /// Ten lists of each home, as they would be served.
    private func answers(of home: HomeFolder) async throws -> [[ItemID: Float]] {
        let service = try await InProcessService(home: home).recommendations
        var lists: [[ItemID: Float]] = []
        for number in 1...10 {
            let answer = try await service.recommend(
                RecommendationRequest(requestID: "r", user: UserID("\(number)"), count: 20))
            lists.append(
                Dictionary(uniqueKeysWithValues: answer.items.map { (answer.snapshot.items.id(of: $0.item), $0.score) })
            )
        }
        return lists
    }

    private func event(_ number: Int) -> ViewerEvent {
        ViewerEvent(
            eventID: "e\(number)", hasClientID: true,
            interaction: Interaction(
                user: UserID("\(number % 10 + 1)"), item: "1", kind: .click, value: 1, timestamp: Int64(number)),
            receivedAt: Int64(number))
    }

    @Test func `one made while events arrive has every one that was acknowledged before it, and answers alike`()
        async throws
    {
        let store = SQLiteEventStore(database: database)
        for number in 0..<50 { _ = try await store.append([event(number)]) }
        let before = try database.size().events
        let writing = Task {
            var number = 50
            while !Task.isCancelled {
                _ = try await store.append([event(number)])
                number += 1
            }
        }
        while try database.size().events < before + 10 { await Task.yield() }
        _ = try Backup(of: home).write(to: copy)
        writing.cancel()
        try await writing.value
        try await store.close()
        _ = try Backup(of: second).restore(from: copy)
        let restored = try EventDatabase(home: second.url)
        let count = try restored.size().events
        #expect(count >= before + 10)
        #expect(try count <= database.size().events)
        // All of them up to one moment, and none after it.
        let arrived = try restored.arrivedEvents(after: 0)
        #expect(arrived.interactions.map(\.timestamp) == (0..<Int64(arrived.interactions.count)).map { $0 })
    }

    @Test func `a restored home answers as the one it was made of`() async throws {
        _ = try Backup(of: home).write(to: copy)
        _ = try Backup(of: second).restore(from: copy)
        let lists = try await answers(of: second)
        #expect(try await answers(of: home) == lists)
        let trained = [home, second].map { home in
            let store = ArtefactStore(folder: home.models)
            return store.versions().map { store.trainedAt($0.version) }
        }
        #expect(trained[0] == trained[1])
    }

    @Test func `a database with one changed byte is refused by name`() throws {
        _ = try Backup(of: home).write(to: copy)
        let file = copy.appending(path: "marquee.sqlite")
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        let error = #expect(throws: BackupError.self) { try Backup(of: second).restore(from: copy) }
        #expect(error?.message.contains("marquee.sqlite is not what it was") == true)
        #expect(!FileManager.default.fileExists(atPath: second.url.path))
    }

    @Test func `nothing that is in use is overwritten`() throws {
        _ = try Backup(of: home).write(to: copy)
        let again = #expect(throws: BackupError.self) { try Backup(of: home).write(to: copy) }
        #expect(again?.code == .notEmpty)
        let used = #expect(throws: BackupError.self) { try Backup(of: home).restore(from: copy) }
        #expect(used?.code == .notEmpty)
        try FileManager.default.createDirectory(at: second.url, withIntermediateDirectories: true)
        _ = try Backup(of: second).restore(from: copy)
    }

    @Test(arguments: ["../x", "/etc/x", "a//b", ".hidden", "a/../b"])
    func `a list that leads out of the folder is refused`(path: String) throws {
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        let sum = String(repeating: "0", count: 64)
        try Data("\(sum)  \(path)\n".utf8).write(to: copy.appending(path: "SHA256SUMS"))
        let error = #expect(throws: BackupError.self) { try Backup(of: second).restore(from: copy) }
        #expect(error?.code == .altered && error?.message.contains("cannot be understood") == true)
    }
}
