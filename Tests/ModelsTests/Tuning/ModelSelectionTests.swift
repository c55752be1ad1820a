import Models
import Synchronization
import Testing

@Suite struct ModelSelectionTests {
    private let split = Split(tinyLog(), protocol: .globalTime, settings: .keepAll)

    private func options(_ candidates: [String: [ModelSettings]]) -> ModelSelection.Options {
        ModelSelection.Options(
            training: TrainingOptions(workerCount: 1), evaluation: Evaluator.Options(depth: 10, workerCount: 1),
            candidates: candidates)
    }

    private func choose(
        _ plugin: any ModelPlugin, _ candidates: [ModelSettings], given: ModelSettings = [:]
    ) async throws -> TuningReport? {
        let selection = ModelSelection(
            split: split, plugins: PluginCatalogue([plugin]), options: options([plugin.name: candidates]))
        return try await selection.choose(plugin.name, given: given)
    }

    @Test func `the setting with the best validation figures is chosen, with a reason`() async throws {
        // The films a viewer may still meet are the newest ones: a short half-life must win over a very long one.
        let report = try #require(
            try await choose(TrendingPlugin(), [["halfLifeDays": .number(5_000)], ["halfLifeDays": .number(2)]]))
        #expect(report.chosen == ["halfLifeDays": .number(2)])
        #expect(report.trials.map(\.isChosen) == [false, true])
        #expect(report.trials[1].ndcg > report.trials[0].ndcg)
        #expect(!report.reason.isEmpty)
    }

    @Test func `what is given is not tried`() async throws {
        let report = try await choose(
            TrendingPlugin(), [["halfLifeDays": .number(7)], ["halfLifeDays": .number(2)]],
            given: ["halfLifeDays": .number(30)])
        #expect(report == nil)
    }

    @Test func `a base is trained once for all blends of it`() async throws {
        let base = CountingPlugin()
        let candidates: [ModelSettings] = [
            ["counting.round": .integer(1), "weight": .integer(0)],
            ["counting.round": .integer(1), "weight": .integer(1), "halfLifeDays": .integer(3)],
            ["counting.round": .integer(2), "weight": .integer(0)],
            ["counting.round": .integer(2), "weight": .integer(1)],
        ]
        let report = try #require(try await choose(BlendPlugin(bases: [base]), candidates))
        #expect(report.trials.map(\.settings) == candidates)
        #expect(base.trainings.withLock { $0 } == 2)
    }

    @Test func `settings of a base that is not asked for are not tried`() async throws {
        let other = CountingPlugin()
        let candidates: [ModelSettings] = [
            ["counting.round": .integer(1), "weight": .integer(0)],
            ["counting.round": .integer(2), "weight": .integer(0)],
            ["counting.round": .integer(2), "weight": .integer(1)],
        ]
        let blend = BlendPlugin(bases: [other, ItemCFPlugin()])
        let report = try #require(try await choose(blend, candidates, given: ["base": .text("itemcf")]))
        #expect(
            report.trials.map(\.settings) == [
                ["base": .text("itemcf"), "weight": .integer(0)], ["base": .text("itemcf"), "weight": .integer(1)],
            ])
        #expect(other.trainings.withLock { $0 } == 0)
    }

    @Test func `a blend reweighted is the blend trained so`() async throws {
        let blend = BlendPlugin(bases: [ItemCFPlugin()])
        let settings: ModelSettings = ["weight": .number(2), "halfLifeDays": .number(3)]
        let after = try #require(try await choose(blend, [["weight": .integer(0)], settings]))
        let alone = try #require(try await choose(blend, [settings, ["weight": .integer(0)]]))
        #expect(after.trials[1].ndcg == alone.trials[0].ndcg)
        #expect(after.trials[1].coverage == alone.trials[0].coverage)
    }

    @Test func `a setting out of range is told, not passed over`() async {
        await #expect(throws: SettingError.self) {
            try await choose(
                BlendPlugin(bases: [ItemCFPlugin()]), [["weight": .integer(0)], ["weight": .integer(-1)]])
        }
    }

    @Test func `without anybody to judge by there is nothing to choose`() async throws {
        let log = InteractionLog([
            Interaction(user: "a", item: "x", kind: .rating, value: 5, timestamp: 1),
            Interaction(user: "b", item: "x", kind: .rating, value: 5, timestamp: 2),
        ])
        let split = Split(train: log, validation: nil, test: log)
        let selection = ModelSelection(
            split: split, plugins: .standard, options: options(ModelSelection.standardCandidates))
        #expect(try await selection.choose("trending") == nil)
    }
}

/// Popularity, which counts how often it is trained.
private final class CountingPlugin: ModelPlugin {
    let name = "counting"
    let summary = ""
    let settings = [SettingDescription("round", default: .integer(1), "changes nothing")]
    let trainings = Mutex(0)

    func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        trainings.withLock { $0 += 1 }
        return try PopularityPlugin().makeTrainer([:])
    }

    func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try PopularityPlugin().load(tensors, descriptor: descriptor)
    }
}
