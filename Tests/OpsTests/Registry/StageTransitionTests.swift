import Actors
import Foundation
import Models
import Ops
import Testing

/// A registry in a file of its own.
struct RegistryBench {
    let folder: TemporaryFolder
    let registry: ModelRegistry
    let version = ModelVersion(name: "als", version: "1")

    init() throws {
        folder = try TemporaryFolder()
        registry = ModelRegistry(try OperationsDatabase(home: folder.url))
    }

    static let lineage = Lineage(
        dataHash: "d1", settings: ["factors": .integer(8)], codeVersion: "1.0", metrics: ["ndcg_at_10": 0.25])

    /// Brings a version to `stage` the way a version comes there.
    func bring(_ version: ModelVersion, to stage: ModelStage) throws {
        try registry.register(version, lineage: Self.lineage)
        let way: [ModelStage] =
            switch stage {
            case .none: []
            case .staging: [.staging]
            case .production: [.staging, .production]
            case .archived: [.staging, .production, .archived]
            }
        for step in way { try registry.move(version, to: step, reason: "test") }
    }
}

@Suite struct `Stage transitions` {
    /// The whole table, written out: from, to, whether it is allowed.
    static let table: [(ModelStage, ModelStage, Bool)] = [
        (.none, .none, true), (.none, .staging, true), (.none, .production, false), (.none, .archived, true),
        (.staging, .none, false), (.staging, .staging, true), (.staging, .production, true),
        (.staging, .archived, true),
        (.production, .none, false), (.production, .staging, false), (.production, .production, true),
        (.production, .archived, true),
        (.archived, .none, false), (.archived, .staging, true), (.archived, .production, true),
        (.archived, .archived, true),
    ]

    @Test(arguments: table) func `each pair of stages is allowed or refused as the table says`(
        from: ModelStage, to: ModelStage, isAllowed: Bool
    ) throws {
        let bench = try RegistryBench()
        try bench.bring(bench.version, to: from)
        if isAllowed {
            try bench.registry.move(bench.version, to: to, reason: "test")
            #expect(try bench.registry.version(bench.version)?.stage == to)
        } else {
            let error = #expect(throws: RegistryError.self) {
                try bench.registry.move(bench.version, to: to, reason: "test")
            }
            #expect(error?.code == .refusedTransition)
            #expect(error?.message.contains("als/1 is in \(from.rawValue) and cannot go to \(to.rawValue)") == true)
            #expect(try bench.registry.version(bench.version)?.stage == from)
        }
    }

    @Test(arguments: ModelStage.allCases) func `staying in a stage writes no history`(stage: ModelStage) throws {
        let bench = try RegistryBench()
        try bench.bring(bench.version, to: stage)
        let before = try bench.registry.history(of: bench.version)
        try bench.registry.move(bench.version, to: stage, reason: "again")
        #expect(try bench.registry.history(of: bench.version) == before)
    }
}
