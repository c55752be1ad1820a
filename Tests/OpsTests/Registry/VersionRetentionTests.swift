import Actors
import Foundation
import Models
import TestSupport
import Testing

@testable import Ops

@Suite struct `Version retention` {
    private let folder: TemporaryFolder
    private let home: HomeFolder
    private let operations: OperationsDatabase
    private let registry: ModelRegistry
    private let artefacts: ArtefactStore
    private let versions: [ModelVersion]

    /// Six versions of one name, a day apart and oldest first.
    init() throws {
        folder = try TemporaryFolder()
        home = HomeFolder(folder.url)
        try home.prepare()
        operations = try OperationsDatabase(home: home.url)
        registry = ModelRegistry(operations)
        artefacts = ArtefactStore(folder: home.models)
        var versions: [ModelVersion] = []
        for number in 0..<6 {
            let training = TrainingSet.checkerboard(users: 20 + number, items: 20)
            let model = PopularityModel(counting: training)
            let artefact = ModelArtefact(
                model: model, users: training.users, items: training.items, seen: training.seen, popularity: model,
                details: ArtefactDetails(of: training, codeVersion: "test"))
            let moment = Date(timeIntervalSince1970: 1_700_000_000 + Double(number) * 86_400)
            let version = try artefacts.publish(artefact.encoded(), name: "popularity", at: moment)
            try registry.register(version, lineage: .unknown)
            versions.append(version)
        }
        self.versions = versions
    }

    private func retention(_ keep: Int) -> VersionRetention {
        VersionRetention(home: home, operations: operations, keep: keep)
    }

    private let later = Date(timeIntervalSinceNow: 7_200)

    @Test func `the newest stay, and so does everything that is needed`() throws {
        try ActivationRecord(active: versions[2], earlier: [versions[0]]).write(to: home.models)
        try registry.move(versions[1], to: .staging, reason: "test")
        let gone = try retention(1).prune(now: later).map(\.version)
        #expect(gone == [versions[3], versions[4]])
        #expect(artefacts.versions().map(\.version) == [versions[0], versions[1], versions[2], versions[5]])
        let change = try #require(try registry.history(of: versions[3]).last)
        #expect(change.kind == .artefact && change.to == "removed" && change.reason.contains("artefact removed"))
        #expect(try registry.version(versions[3])?.stage == ModelStage.none)
        #expect(try retention(1).prune(now: later).isEmpty)
    }

    @Test func `looking removes nothing`() throws {
        let removable = try retention(4).removable(now: later)
        #expect(removable.map(\.version) == [versions[0], versions[1]] && removable.allSatisfy { $0.bytes > 0 })
        #expect(artefacts.versions().count == 6)
    }

    @Test func `what was written within the hour stays`() throws {
        #expect(try retention(1).removable(now: Date()).isEmpty)
    }

    @Test func `nothing goes while the record of what serves cannot be read`() throws {
        try Data("{".utf8).write(to: home.models.appending(path: "ACTIVE.json"))
        #expect(throws: ActivationError.self) { try retention(1).prune(now: later) }
        #expect(artefacts.versions().count == 6)
    }

    @Test func `a version that is needed after all comes back`() throws {
        try artefacts.remove(versions[0]) { true }
        #expect(artefacts.versions().count == 6)
        try artefacts.remove(versions[0]) { false }
        #expect(artefacts.versions().map(\.version) == Array(versions[1...]))
    }
}
