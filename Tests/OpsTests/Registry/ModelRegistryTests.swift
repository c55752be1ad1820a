import Actors
import Foundation
import Ops
import Testing

@Suite struct `Model registry` {
    private let first = ModelVersion(name: "als", version: "1")
    private let second = ModelVersion(name: "blend", version: "2")

    @Test func `a version is registered once, with its lineage, in stage None`() throws {
        let bench = try RegistryBench()
        let moment = Date(timeIntervalSince1970: 1_800_000_000.25)
        try bench.registry.register(first, lineage: RegistryBench.lineage, at: moment)
        try bench.registry.register(first, lineage: Lineage(dataHash: "other", codeVersion: "2"), at: Date())
        #expect(
            try bench.registry.versions() == [
                RegisteredVersion(
                    version: first, stage: .none, lineage: RegistryBench.lineage, registeredAt: moment)
            ])
        #expect(try bench.registry.history(of: first).map(\.kind) == [.registered])
    }

    @Test func `a version found in the folder learns its run when the run tells it`() throws {
        let bench = try RegistryBench()
        try bench.registry.register(first, lineage: RegistryBench.lineage)
        var told = RegistryBench.lineage
        told.parent = second
        told.runID = RunID(rawValue: "run-1")
        try bench.registry.register(first, lineage: told)
        #expect(try bench.registry.version(first)?.lineage == told)
        told.runID = RunID(rawValue: "run-2")
        try bench.registry.register(first, lineage: told)
        #expect(try bench.registry.version(first)?.lineage.runID == RunID(rawValue: "run-1"))
    }

    @Test func `one version is in production: the old one is archived with it, and loses its alias`() throws {
        let bench = try RegistryBench()
        try bench.bring(first, to: .production)
        try bench.bring(second, to: .staging)
        #expect(try bench.registry.version(called: .challenger) == second)
        #expect(try bench.registry.version(called: .champion) == first)

        try bench.registry.move(second, to: .production, reason: "better")
        #expect(try bench.registry.production()?.version == second)
        #expect(try bench.registry.version(first)?.stage == .archived)
        #expect(try bench.registry.version(second)?.aliases == [.champion])
        #expect(try bench.registry.version(first)?.aliases == [])
        #expect(try bench.registry.version(called: .challenger) == nil)
    }

    @Test func `history tells each step with its reason and time`() throws {
        let bench = try RegistryBench()
        let times = (1...4).map { Date(timeIntervalSince1970: Double($0)) }
        try bench.registry.register(first, lineage: RegistryBench.lineage, at: times[0])
        try bench.registry.move(first, to: .staging, reason: "candidate", at: times[1])
        try bench.registry.move(first, to: .production, reason: "gain of 3 %", at: times[2])
        try bench.registry.move(first, to: .archived, reason: "drift", at: times[3])
        let lines = try bench.registry.history(of: first).map {
            "\(Int($0.at.timeIntervalSince1970)) \($0.kind) \($0.from ?? "-") \($0.to ?? "-"): \($0.reason)"
        }
        #expect(
            lines == [
                "1 registered - None: registered", "2 stage None Staging: candidate",
                "2 alias - challenger: candidate", "3 stage Staging Production: gain of 3 %",
                "3 alias - champion: gain of 3 %", "3 alias challenger -: gain of 3 %",
                "4 stage Production Archived: drift", "4 alias champion -: drift",
            ])
    }

    @Test func `an archived version goes back into production`() throws {
        let bench = try RegistryBench()
        try bench.bring(first, to: .production)
        try bench.bring(second, to: .production)
        try bench.registry.move(first, to: .production, reason: "rollback")
        #expect(try bench.registry.production()?.version == first)
        #expect(try bench.registry.version(second)?.stage == .archived)
    }

    @Test func `an unknown version is said, and nothing changes`() throws {
        let bench = try RegistryBench()
        try bench.bring(first, to: .production)
        let error = #expect(throws: RegistryError.self) {
            try bench.registry.move(second, to: .staging, reason: "test")
        }
        #expect(error?.code == .unknownVersion)
        #expect(try bench.registry.versions().map(\.version) == [first])
    }

    @Test func `aliases belong to the stage they name`() throws {
        let bench = try RegistryBench()
        try bench.bring(first, to: .production)
        try bench.bring(second, to: .none)
        for (alias, version) in [(ModelAlias.champion, second), (.challenger, first)] {
            let error = #expect(throws: RegistryError.self) {
                try bench.registry.setAlias(alias, to: version, reason: "test")
            }
            #expect(error?.code == .refusedAlias)
        }
        try bench.registry.setAlias(.challenger, to: second, reason: "shadow")
        #expect(try bench.registry.version(second)?.aliases == [.challenger])
        try bench.registry.setAlias(.challenger, to: nil, reason: "over")
        #expect(try bench.registry.version(called: .challenger) == nil)
    }

    @Test func `a decision is kept with its paragraph, once, and found by its version`() throws {
        let bench = try RegistryBench()
        let hold = DecisionRecord(
            at: Date(timeIntervalSince1970: 10), kind: "hold", challenger: second, champion: first, policy: "guarded",
            reasons: ["ndcg_at_10 +0.4 %, within noise"], paragraph: "Held: the gain is within noise.",
            details: #"{"interval":[-0.01,0.02]}"#, runID: RunID(rawValue: "run-1"))
        let skip = DecisionRecord(
            at: Date(timeIntervalSince1970: 20), kind: "skip", policy: "retrain", reasons: ["12 new events"],
            paragraph: "Not yet.")
        for decision in [hold, skip, hold] { try bench.registry.record(decision) }
        #expect(try bench.registry.decisions(limit: 10) == [skip, hold])
        #expect(try bench.registry.decisions(limit: 1) == [skip])
        #expect(try bench.registry.decisions(about: second, limit: 10) == [hold])
    }

    @Test func `what was written is there when the file is opened again`() throws {
        let bench = try RegistryBench()
        try bench.bring(first, to: .production)
        let again = ModelRegistry(try OperationsDatabase(home: bench.folder.url))
        #expect(try again.versions() == bench.registry.versions())
        #expect(try again.history(of: first) == bench.registry.history(of: first))
    }

    @Test func `two handles that promote at once leave one version in production, and a whole history`() async throws {
        let bench = try RegistryBench()
        let versions = (0..<20).map { ModelVersion(name: "als", version: "\($0)") }
        for version in versions { try bench.bring(version, to: .staging) }
        let home = bench.folder.url
        try await withThrowingTaskGroup(of: Void.self) { group in
            for half in 0..<2 {
                group.addTask { @concurrent in
                    let registry = ModelRegistry(try OperationsDatabase(home: home))
                    for index in stride(from: half, to: versions.count, by: 2) {
                        try registry.move(versions[index], to: .production, reason: "process \(half)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let stages = try bench.registry.versions().map(\.stage)
        #expect(stages.count { $0 == .production } == 1)
        #expect(stages.count { $0 == .archived } == 19)
        for version in versions {
            let steps = try bench.registry.history(of: version).filter { $0.kind == .stage }.compactMap(\.to)
            #expect(steps.prefix(2) == ["Staging", "Production"])
        }
    }
}
