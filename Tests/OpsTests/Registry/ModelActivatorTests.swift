import Actors
import Foundation
import Gateway
import Logging
import Models
import Ops
import Synchronization
import TestSupport
import Testing

/// A model directory in a temporary folder, with a store and an activator over it.
private struct Bench {
    let folder: URL
    let artefacts: ArtefactStore
    let store: ModelStore
    let activator: ModelActivator

    init(
        folder: URL = URL.temporaryDirectory.appending(path: "marquee-\(UUID().uuidString)"),
        log: some LogHandler = SwiftLogNoOpLogHandler()
    ) throws {
        self.folder = folder
        try DurableFile.makeFolder(folder)
        artefacts = ArtefactStore(folder: folder)
        let loader = ModelLoader(store: artefacts, maximumCount: 100, movies: { [] })
        store = ModelStore(loader: loader)
        activator = ModelActivator(
            folder: folder, loader: loader, store: store,
            logger: Logger(label: "test") { _ in log })
    }

    /// Publishes a popularity model; `users` makes its bytes differ from another's.
    func publish(users: Int = 20) throws -> ModelVersion {
        let trainingSet = TrainingSet.checkerboard(users: users, items: 20)
        let model = PopularityModel(counting: trainingSet)
        var details = ArtefactDetails(of: trainingSet, codeVersion: "test")
        details.golden = GoldenAnswer.record(model, seen: trainingSet.seen)
        let artefact = ModelArtefact(
            model: model, users: trainingSet.users, items: trainingSet.items, seen: trainingSet.seen, popularity: model,
            details: details)
        return try artefacts.publish(artefact.encoded(), name: "popularity")
    }

    func tensors(of version: ModelVersion) -> URL {
        folder.appending(path: "\(version.name)/\(version.version)/tensors.safetensors")
    }
}

@Suite struct `Model activator` {
    @Test func `a published version is listed, activated and comes back after a restart`() async throws {
        let bench = try Bench()
        let version = try bench.publish()
        #expect(bench.artefacts.versions().map(\.version) == [version])
        #expect(bench.store.current == nil)
        _ = try await bench.activator.activate(version: version.version)
        #expect(bench.store.current?.version == version)

        let restarted = try Bench(folder: bench.folder)
        #expect(try await restarted.activator.restore() == version)
        #expect(restarted.store.current?.version == version)
    }

    @Test func `a rollback serves the version before and survives a restart`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        _ = try await bench.activator.activate(version: second.version)
        #expect(try await bench.activator.rollback() == first)
        let restarted = try Bench(folder: bench.folder)
        #expect(try await restarted.activator.restore() == first)
    }

    @Test func `a rollback is possible after a restart`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        _ = try await bench.activator.activate(version: second.version)
        let restarted = try Bench(folder: bench.folder)
        _ = try await restarted.activator.restore()
        #expect(try await restarted.activator.rollback() == first)
    }

    @Test func `nothing to roll back to is said`() async throws {
        let bench = try Bench()
        _ = try await bench.activator.activate(version: bench.publish().version)
        await #expect { try await bench.activator.rollback() } throws: { error in
            (error as? AdministrationError)?.code == .nothingToRollBack
        }
    }

    @Test func `an altered model is refused and the one that serves goes on`() async throws {
        let bench = try Bench()
        let good = try bench.publish(users: 20), bad = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: good.version)
        var bytes = try Data(contentsOf: bench.tensors(of: bad))
        bytes[bytes.count - 7] ^= 0x40
        try bytes.write(to: bench.tensors(of: bad))
        await #expect { try await bench.activator.activate(version: bad.version) } throws: { error in
            (error as? AdministrationError)?.code == .rejected
        }
        #expect(bench.store.current?.version == good)
    }

    @Test func `a model altered since its activation is set aside at the next start`() async throws {
        let bench = try Bench()
        let good = try bench.publish(users: 20), bad = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: good.version)
        _ = try await bench.activator.activate(version: bad.version)
        var bytes = try Data(contentsOf: bench.tensors(of: bad))
        bytes[bytes.count - 7] ^= 0x40
        try bytes.write(to: bench.tensors(of: bad))
        let restarted = try Bench(folder: bench.folder)
        #expect(try await restarted.activator.restore() == good)
    }

    @Test func `a rollback that cannot be recorded changes nothing`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        _ = try await bench.activator.activate(version: second.version)
        // A folder in the record's place takes no rename.
        let record = bench.folder.appending(path: "ACTIVE.json")
        try FileManager.default.removeItem(at: record)
        try DurableFile.makeFolder(record.appending(path: "in the way"))
        await #expect { try await bench.activator.rollback() } throws: { error in
            (error as? AdministrationError)?.code == .notRecorded
        }
        #expect(bench.store.current?.version == second)
        #expect(await bench.store.rollbackVersions == [first])
    }

    @Test func `a rollback to a version that cannot be loaded is refused, and the other goes on`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        _ = try await bench.activator.activate(version: second.version)
        try FileManager.default.removeItem(at: bench.tensors(of: first))
        await #expect { try await bench.activator.rollback() } throws: { error in
            (error as? AdministrationError)?.code == .rejected
        }
        #expect(bench.store.current?.version == second)
    }

    @Test func `going back in the record leads one step away from a damaged version`() async throws {
        let bench = try Bench()
        let versions = try [20, 30, 40].map { try bench.publish(users: $0) }
        for version in versions { _ = try await bench.activator.activate(version: version.version) }
        try FileManager.default.removeItem(at: bench.tensors(of: versions[2]))
        let tool = try Bench(folder: bench.folder)
        #expect(try await tool.activator.goBackInRecord() == versions[1])
        #expect(
            try ActivationRecord.read(from: bench.folder)
                == ActivationRecord(active: versions[1], earlier: [versions[0]]))
        #expect(tool.store.current == nil)
    }

    @Test func `a damaged record is written anew by the next activation, with what serves here`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        try Data("{".utf8).write(to: bench.folder.appending(path: "ACTIVE.json"))
        _ = try await bench.activator.activate(version: second.version)
        #expect(
            try ActivationRecord.read(from: bench.folder) == ActivationRecord(active: second, earlier: [first]))
    }

    @Test func `a damaged record keeps nobody from activating a version without a server`() async throws {
        let bench = try Bench()
        let version = try bench.publish()
        try Data("{".utf8).write(to: bench.folder.appending(path: "ACTIVE.json"))
        _ = try await bench.activator.activate(version: version.version)
        #expect(try ActivationRecord.read(from: bench.folder) == ActivationRecord(active: version))
    }

    @Test func `a truncated model is refused`() async throws {
        let bench = try Bench()
        let version = try bench.publish()
        let handle = try FileHandle(forWritingTo: bench.tensors(of: version))
        try handle.truncate(atOffset: 100)
        try handle.close()
        await #expect { try await bench.activator.activate(version: version.version) } throws: { error in
            (error as? AdministrationError)?.code == .rejected
        }
        #expect(bench.store.current == nil)
    }

    @Test func `a model that answers otherwise than when it was made is refused`() async throws {
        let bench = try Bench()
        let trainingSet = TrainingSet.checkerboard(users: 20, items: 20)
        let model = PopularityModel(counting: trainingSet)
        var details = ArtefactDetails(of: trainingSet, codeVersion: "test")
        details.golden = GoldenAnswer.record(model, seen: trainingSet.seen)
        details.golden[0].scores[0] += 1
        let artefact = ModelArtefact(
            model: model, users: trainingSet.users, items: trainingSet.items, seen: trainingSet.seen, popularity: model,
            details: details)
        let version = try bench.artefacts.publish(artefact.encoded(), name: "popularity")
        await #expect { try await bench.activator.activate(version: version.version) } throws: { error in
            (error as? AdministrationError)?.code == .rejected
        }
    }

    @Test func `an unknown version is said`() async throws {
        let bench = try Bench()
        await #expect { try await bench.activator.activate(version: "../../etc/passwd") } throws: { error in
            (error as? AdministrationError)?.code == .unknownVersion
        }
    }

    @Test func `when the active model is damaged at start, an earlier one serves`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        _ = try await bench.activator.activate(version: second.version)
        try FileManager.default.removeItem(at: bench.tensors(of: second))
        let restarted = try Bench(folder: bench.folder)
        #expect(try await restarted.activator.restore() == first)
    }

    @Test func `what another process recorded as active is taken up`() async throws {
        let bench = try Bench()
        let first = try bench.publish(users: 20), second = try bench.publish(users: 30)
        _ = try await bench.activator.activate(version: first.version)
        try ActivationRecord(active: second, earlier: [first]).write(to: bench.folder)
        await bench.activator.followRecord()
        #expect(bench.store.current?.version == second)
    }

    @Test func `a damaged record is told once while it lasts, and what serves goes on`() async throws {
        let errors = CountingLog()
        let bench = try Bench(log: errors)
        let version = try bench.publish()
        _ = try await bench.activator.activate(version: version.version)
        for _ in 0..<2 {
            try Data("{".utf8).write(to: bench.folder.appending(path: "ACTIVE.json"))
            for _ in 0..<3 { await bench.activator.followRecord() }
            try ActivationRecord(active: version).write(to: bench.folder)
            await bench.activator.followRecord()
        }
        #expect(errors.count == 2)
        #expect(bench.store.current?.version == version)
    }

    @Test func `half-written leftovers are never listed, and removed when they are old`() async throws {
        let bench = try Bench()
        let version = try bench.publish()
        let leftover = bench.folder.appending(path: "popularity/.aside-crashed")
        try FileManager.default.createDirectory(at: leftover, withIntermediateDirectories: true)
        #expect(bench.artefacts.versions().map(\.version) == [version])
        bench.artefacts.removeLeftovers()
        #expect(FileManager.default.fileExists(atPath: leftover.path), "it may be another process's work")
        bench.artefacts.removeLeftovers(now: Date(timeIntervalSinceNow: 7_200))
        #expect(!FileManager.default.fileExists(atPath: leftover.path))
    }
}

/// Counts what is logged as an error.
private struct CountingLog: LogHandler {
    private let errors = Counter()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    var count: Int { errors.count.withLock { $0 } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { errors.count.withLock { $0 += 1 } }

    private final class Counter: Sendable {
        let count = Mutex(0)
    }
}
