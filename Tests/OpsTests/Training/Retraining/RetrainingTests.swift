import Actors
import Foundation
import GRDB
import Gateway
import Models
import Testing

@testable import Ops

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

    @Test func `a challenger asked for with settings that are no good is refused in words a person understands`()
        async throws
    {
        try world.live(season: 0)
        let good = try await world.retraining(world.settings(models: ["als"])).run(RunID(), because: ["first"])
        let request = TrainingRequest(
            models: ["als"],
            settings: ["als": ["factors": .integer(1), "sweeps": .integer(1), "regularization": .number(10_000)]])
        let bad = try await world.retraining(world.settings())
            .run(RunID(), because: ["a seeded bad challenger"], asking: request)
        #expect(bad.decision == .refuse, "\(bad.paragraph)")
        #expect(bad.paragraph.hasPrefix("Refused: \(bad.version) loses "), "\(bad.paragraph)")
        #expect(bad.paragraph.contains("in NDCG@10 against \(good.version)"))
        #expect(bad.paragraph.contains("clearly worse: "))
        let verdict = try JSONDecoder().decode(
            GateVerdict.self, from: Data(try #require(try world.registry.decisions(limit: 1).first).details.utf8))
        #expect(try #require(verdict.comparison?.difference).high < 0)
        #expect(try world.active == good.version)
        #expect(try world.registry.version(bad.version)?.stage == .archived)
    }

    @Test func `a version that cannot be put into service is set aside, and what serves goes on`() async throws {
        try world.live(season: 0)
        let good = try await world.retraining(world.settings()).run(RunID(), because: ["first"])
        try world.live(season: 1)
        let failure = ActivationError(.damaged, "its tensors are damaged")
        let bad = try await world.retraining(world.settings(), activationFailure: failure)
            .run(RunID(), because: ["new events"])
        #expect(bad.decision == .refuse && bad.paragraph.contains("its tensors are damaged"), "\(bad.paragraph)")
        #expect(bad.paragraph.hasSuffix("\(good.version) goes on."))
        #expect(try world.active == good.version)
        let registered = try #require(try world.registry.version(bad.version))
        #expect(registered.stage == .archived && registered.aliases.isEmpty)
        let outcome = try await world.retraining(world.settings()).run(RunID(), because: ["again"])
        #expect(outcome.decision == .promote && outcome.version != bad.version)
    }

    @Test func `a run that is taken up goes on with what it was asked`() async throws {
        try world.live(season: 0)
        let id = RunID()
        await #expect(throws: Retraining.Interruption.self) {
            try await world.retraining(world.settings()) { _ in throw Retraining.Interruption() }
                .run(id, because: ["by hand"], asking: TrainingRequest(models: ["itemcf"]))
        }
        let outcome = try await world.retraining(world.settings()).run(id, because: ["taken up"])
        #expect(outcome.version.name == "itemcf")
        let ended = try #require(try RunJournal(world.operations).ended(limit: 1).first)
        #expect(ended.reasons == ["by hand"])
    }

    @Test func `a setting there is not fails the run and names it`() async throws {
        try world.live(season: 0)
        let error = await #expect(throws: TrainingRequestError.self) {
            try await world.retraining(world.settings())
                .run(RunID(), because: ["by hand"], asking: TrainingRequest(settings: ["als": ["factor": .integer(8)]]))
        }
        #expect(error?.field == "settings.als.factor" && error?.message.contains("factors") == true)
    }

    @Test func `two runs of a home are kept apart`() async throws {
        try world.live(season: 0)
        let other = try world.retraining(world.settings()).lock()
        await #expect(throws: TrainingRunError.self) {
            try await world.retraining(world.settings()).run(RunID(), because: ["beside it"])
        }
        #expect(try RunJournal(world.operations).unfinished() == nil)
        other.release()
        _ = try await world.retraining(world.settings()).run(RunID(), because: ["after it"])
        #expect(try world.home.lockForTraining() != nil)
    }

    @Test func `a run that ends its process every time is given up`() async throws {
        try world.live(season: 0)
        let id = RunID()
        let journal = RunJournal(world.operations)
        for _ in 0..<3 { _ = try journal.begin(id, at: Date()) }
        let error = await #expect(throws: TrainingRunError.self) {
            try await world.retraining(world.settings()).run(id, because: ["taken up"])
        }
        #expect(error?.message.contains("given up: the process ended 3 times in the step 'snapshot'") == true)
        #expect(try journal.ended(limit: 1).first?.status == .failed && journal.unfinished() == nil)
    }

    @Test func `each whole step, and each stop in good order, counts as no failed attempt`() async throws {
        try world.live(season: 0)
        let id = RunID()
        let journal = RunJournal(world.operations)
        for step in RunStep.allCases {
            _ = try journal.begin(id, at: Date())
            await #expect(throws: Retraining.Interruption.self, "\(step)") {
                try await world.retraining(world.settings()) { done in
                    if done == step { throw Retraining.Interruption() }
                }.run(id, because: ["new events"])
            }
        }
        for _ in 0..<10 {
            _ = try journal.begin(id, at: Date())
            try journal.leave(id)
        }
        #expect(try await world.retraining(world.settings()).run(id, because: ["taken up"]).decision == .promote)
    }

    @Test func `what a failed run read is still new, what a stopped one read is not`() async throws {
        try world.live(season: 0)
        let store = SQLiteEventStore(database: world.events)
        let event = Interaction(user: "u1", item: "f1", kind: .click, value: 1, timestamp: 1_000)
        _ = try await store.append([
            ViewerEvent(eventID: "e1", hasClientID: true, interaction: event, receivedAt: 1_000_000)
        ])
        let journal = RunJournal(world.operations)
        await #expect(throws: TrainingRunError.self) {
            try await world.retraining(world.settings()) { _ in throw TrainingRunError(message: "out of luck") }
                .run(RunID(), because: ["1 new event"])
        }
        #expect(try journal.lastSequence() == 0 && journal.failures() == 1)
        await #expect(throws: CancellationError.self) {
            try await world.retraining(world.settings()) { _ in throw CancellationError() }
                .run(RunID(), because: ["1 new event"])
        }
        #expect(try journal.lastSequence() == 1 && journal.failures() == 1)
        _ = try await world.retraining(world.settings()).run(RunID(), because: ["by hand"])
        #expect(try journal.failures() == 0)
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
        _ = try world.home.artefacts.open(serving)
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
