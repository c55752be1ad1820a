import Models
import Synchronization
import TestSupport
import Testing

@Suite struct SettingSearchTests {
    private static func split() -> Split {
        Split(tinyLog(viewers: 90), protocol: .perUserRandom(seed: 7), settings: .keepAll)
    }

    private final class Memory: TrialStore {
        let trials = Mutex<[SearchTrial]>([])
        /// Trials after which the search is stopped; nil for never.
        let limit: Int?

        init(limit: Int? = nil, known: [SearchTrial] = []) {
            self.limit = limit
            trials.withLock { $0 = known }
        }

        struct Stopped: Error {}

        func trial(_ settings: ModelSettings, share: Double) -> SearchTrial? {
            trials.withLock { $0.first { $0.settings == settings && $0.share == share } }
        }

        func record(_ trial: SearchTrial) throws {
            try trials.withLock {
                if let limit, $0.count >= limit { throw Stopped() }
                $0.append(trial)
            }
        }
    }

    private func options(_ method: SearchPlan.Method, trials: Int) -> SettingSearch.Options {
        SettingSearch.Options(
            plan: SearchPlan(method, trialCount: trials), seed: 5, training: TrainingOptions(workerCount: 2))
    }

    private func search(
        _ options: SettingSearch.Options, _ store: Memory, plugin: any ModelPlugin = ItemCFPlugin()
    ) async throws -> SearchOutcome {
        try await SettingSearch(split: Self.split(), plugin: plugin, options: options, store: store).run()
    }

    @Test func `what is found is not worse than the defaults, which take part to the end`() async throws {
        let store = Memory()
        let outcome = try await search(options(.halving, trials: 12), store)
        let standard = try #require(outcome.standard?.ndcg)
        #expect(try #require(outcome.best.ndcg) >= standard)
        #expect(outcome.best.share == 1 && outcome.standard?.settings == [:])
        let shares = store.trials.withLock { $0.map(\.share) }
        #expect(shares.count { $0 < 0.2 } == 12 && shares.count { $0 > 0.3 && $0 < 0.4 } >= 4)
    }

    @Test func `the outcome does not depend on how many are trained at once`() async throws {
        var outcomes: [SearchOutcome] = []
        for jobs in [1, 3] {
            var options = options(.random, trials: 6)
            options.jobs = { _ in jobs }
            var outcome = try await search(options, Memory())
            for place in outcome.trials.indices { outcome.trials[place].seconds = 0 }
            outcome.best.seconds = 0
            outcome.standard?.seconds = 0
            outcomes.append(outcome)
        }
        #expect(outcomes[0] == outcomes[1])
    }

    @Test func `a blend no better than its part is found with the refusal that training would give it`() async throws {
        var options = options(.random, trials: 1)
        options.given = ["parts": .text("als"), "als.factors": .integer(4), "als.sweeps": .integer(2)]
        let plugin = try #require(PluginCatalogue.standard["weighted"])
        let outcome = try await search(options, Memory(), plugin: plugin)
        let parts = try #require(outcome.parts)
        #expect(parts.map(\.settings) == [["part": .text("als")]] && parts[0].ndcg == outcome.best.ndcg)
        #expect(outcome.refusal?.hasPrefix("Refused: weighted is not better than its best part on validation") == true)
        #expect(try await search(self.options(.random, trials: 2), Memory()).refusal == nil)
    }

    @Test func `a search that was cut off does nothing twice`() async throws {
        let options = options(.random, trials: 6)
        let cutOff = Memory(limit: 3)
        await #expect(throws: Memory.Stopped.self) { _ = try await search(options, cutOff) }
        let known = cutOff.trials.withLock { $0 }
        #expect(known.count == 3)
        let store = Memory(known: known)
        let outcome = try await search(options, store)
        #expect(store.trials.withLock { $0.count } == 6)
        #expect(known.allSatisfy { outcome.trials.contains($0) }, "with their times: they were not made again")
    }

    @Test func `settings that cannot be trained are told and passed over`() async throws {
        let outcome = try await search(options(.random, trials: 5), Memory(), plugin: Fragile())
        #expect(outcome.trials.contains { $0.failure?.contains("too heavy") == true && $0.ndcg == nil })
        #expect(outcome.best.ndcg != nil)
    }

    @Test func `a wrong setting that is given is refused at once`() async throws {
        var options = options(.random, trials: 5)
        options.given = ["neighbours": .integer(3)]
        await #expect(throws: SettingError.self) { _ = try await search(options, Memory()) }
    }

    /// Item cosine that cannot be trained with much shrinkage.
    private struct Fragile: ModelPlugin {
        let base = ItemCFPlugin()
        var name: String { base.name }
        var summary: String { base.summary }
        var settings: [SettingDescription] { base.settings }
        var searchSpace: [String: SearchRange] { ["shrinkage": .choices([.number(1), .number(500), .number(501)])] }

        func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
            if case .number(let shrinkage)? = settings["shrinkage"], shrinkage > 100 { return Failing() }
            return try base.makeTrainer(settings)
        }

        func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
            try base.load(tensors, descriptor: descriptor)
        }

        private struct Failing: Trainer {
            func train(
                on trainingSet: TrainingSet, options: TrainingOptions
            ) async throws(TrainingError) -> any Recommender {
                throw TrainingError(.diverged, "too heavy")
            }
        }
    }
}
