import Actors
import Foundation
import GRDB
import Models
import Ops
import Testing

@Suite struct `A retraining run` {
    private let world: RetrainingWorld

    init() throws { world = try RetrainingWorld() }

    @Test func `the first model that is not worse than popularity serves`() async throws {
        try world.live(season: 0)
        let outcome = try await world.retraining(world.settings()).run(RunID(), because: ["a first model"])
        #expect(outcome.decision == .promote)
        #expect(try world.active == outcome.version)
        #expect(outcome.version.name == "als")
    }

    @Test func `what viewers did since is worth a promotion, and the same data again are not`() async throws {
        try world.live(season: 0)
        let retraining = world.retraining(world.settings())
        let first = try await retraining.run(RunID(), because: ["a first model"])
        try world.live(season: 1)
        let second = try await retraining.run(RunID(), because: ["960 new events"])
        #expect(second.decision == .promote, "\(second.paragraph)")
        #expect(try world.active == second.version)
        let third = try await retraining.run(RunID(), because: ["by hand"])
        #expect(third.decision == .hold, "\(third.paragraph)")
        #expect(try world.active == second.version)
        #expect(first.version != second.version && third.version != second.version)
    }

    @Test func `a bad challenger is refused with numbers, and archived`() async throws {
        try world.live(season: 0)
        let good = try await world.retraining(world.settings(models: ["als"])).run(RunID(), because: ["first"])
        let bad = try await world.retraining(world.settings(models: ["popularity"]))
            .run(RunID(), because: ["a seeded bad challenger"])
        #expect(bad.decision == .refuse, "\(bad.paragraph)")
        #expect(bad.paragraph.contains("NDCG@10") && bad.paragraph.contains(good.version.description))
        #expect(try world.active == good.version)
        #expect(try world.registry.version(bad.version)?.stage == .archived)
        let decision = try #require(try world.registry.decisions(limit: 1).first)
        #expect(decision.kind == "refuse" && decision.paragraph == bad.paragraph && !decision.reasons.isEmpty)
    }

    @Test func `a candidate is registered with where it came from`() async throws {
        try world.live(season: 0)
        let retraining = world.retraining(world.settings())
        let first = try await retraining.run(RunID(), because: ["first"])
        let id = RunID()
        let held = try await retraining.run(id, because: ["again"])
        let registered = try #require(try world.registry.version(held.version))
        #expect(registered.stage == .staging && registered.aliases == [.challenger])
        #expect(registered.lineage.parent == first.version && registered.lineage.runID == id)
        #expect(registered.lineage.metrics["ndcg_at_10"] != nil)
    }

    @Test func `the tracker is told of the run and of every model`() async throws {
        try world.live(season: 0)
        let tracker = TrackedEntries()
        let id = RunID()
        _ = try await world.retraining(world.settings(), tracker: tracker).run(id, because: ["first"])
        let started = tracker.entries.compactMap { if case .runStarted(let run, _, _, _, _) = $0 { run } else { nil } }
        #expect(started == [id, RunID(rawValue: "\(id)-popularity"), RunID(rawValue: "\(id)-als")])
        guard case .runFinished(id, .finished, _)? = tracker.entries.last else {
            Issue.record("the run's end comes last, not \(String(describing: tracker.entries.last))")
            return
        }
    }

    @Test(arguments: RunStep.allCases)
    func `a run that is cut off after a step goes on there, and does nothing twice`(step: RunStep) async throws {
        try world.live(season: 0)
        let champion = try await world.retraining(world.settings()).run(RunID(), because: ["first"])
        try world.live(season: 1)
        let id = RunID()
        await #expect(throws: Retraining.Interruption.self) {
            try await world.retraining(world.settings()) { done in
                if done == step { throw Retraining.Interruption() }
            }.run(id, because: ["new events"])
        }
        // Whatever stopped it: what serves is one of the two, whole, and the run is known to be unfinished.
        let serving = try #require(try world.active)
        #expect(step == .apply || serving == champion.version)
        _ = try ArtefactStore(folder: world.home.models).open(serving, catalogue: .standard)
        let unfinished = try #require(try RunJournal(world.operations).unfinished())
        #expect(unfinished.id == id && unfinished.lastStep == step)

        let outcome = try await world.retraining(world.settings()).run(id, because: ["new events"])
        #expect(outcome.decision == .promote)
        #expect(try world.active == outcome.version)
        #expect(world.versions.count == 2)
        #expect(try world.registry.decisions(limit: 10).filter { $0.runID == id }.count == 1)
        #expect(try RunJournal(world.operations).unfinished() == nil)
    }

    @Test func `a run that is cut off between publishing and noting it publishes once`() async throws {
        try world.live(season: 0)
        let id = RunID()
        await #expect(throws: Retraining.Interruption.self) {
            try await world.retraining(world.settings()) { done in
                if done == .publish { throw Retraining.Interruption() }
            }.run(id, because: ["first"])
        }
        try world.operations.write {
            try $0.execute(sql: "DELETE FROM retraining_steps WHERE step = 'publish'")
        }
        _ = try await world.retraining(world.settings()).run(id, because: ["first"])
        #expect(world.versions.count == 1)
    }

    @Test func `a run whose champion was replaced meanwhile holds`() async throws {
        try world.live(season: 0)
        let first = try await world.retraining(world.settings()).run(RunID(), because: ["first"])
        let other = try await world.retraining(world.settings()).run(RunID(), because: ["again"])
        try world.live(season: 1)
        let outcome = try await world.retraining(world.settings()) { [world] step in
            guard step == .decide else { return }
            _ = try await ModelActivator(offlineIn: world.home).activate(version: other.version.version)
        }.run(RunID(), because: ["new events"])
        #expect(outcome.decision == .hold && outcome.paragraph.contains(first.version.description))
        #expect(try world.active == other.version)
    }

    @Test func `a cancelled run leaves the champion, and ends`() async throws {
        try world.live(season: 0)
        let task = Task { [world] in
            try await world.retraining(world.settings()) { step in
                if step == .snapshot { withUnsafeCurrentTask { $0?.cancel() } }
            }.run(RunID(), because: ["first"])
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try world.active == nil)
        #expect(try RunJournal(world.operations).unfinished() == nil)
    }

    @Test func `two runs over the same events make the same model`() async throws {
        try world.live(season: 0)
        let retraining = world.retraining(world.settings())
        let first = try await retraining.run(RunID(), because: ["first"])
        let second = try await retraining.run(RunID(), because: ["again"])
        let store = ArtefactStore(folder: world.home.models)
        let cards = [first, second].compactMap { outcome in
            store.versions().first { $0.version == outcome.version }?.manifest?.tensors.sha256
        }
        #expect(cards.count == 2 && cards[0] == cards[1])
    }
}
