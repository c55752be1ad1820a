@testable import Models
import TestSupport
import Testing

@Suite struct MixModelTests {
    /// Says the same to everybody.
    private struct Fixed: ScoresAllItems {
        let scores: [Float]
        let descriptor: ModelDescriptor

        init(_ scores: [Float]) {
            self.scores = scores
            descriptor = ModelDescriptor(
                algorithm: "fixed", settings: [:], userCount: 1, itemCount: scores.count, dataHash: "", seed: 0,
                instructionSet: "")
        }

        var itemCount: Int { scores.count }
        var needsHistory: Bool { false }
        func personalizes(_ query: borrowing Query) -> Bool { true }
        func tensors() -> [NamedTensor] { [] }

        func rank(
            _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
        ) {
            slate.removeAll(keepingCapacity: true)
            for (item, score) in scores.enumerated() where query.eligible.contains(ItemNumber(item)) {
                slate.append(ScoredItem(item: ItemNumber(item), score: score))
            }
            slate.sort { $0.precedes($1) }
            if slate.count > count { slate.removeSubrange(count...) }
        }

        func scoreAll(
            _ query: borrowing Query, scratch: inout RankingScratch, into target: UnsafeMutableBufferPointer<Float>
        ) {
            for item in scores.indices { target[item] = scores[item] }
        }
    }

    private func blend(_ scores: [[Float]], weights: [Float], rule: MixRule) throws -> MixModel {
        let models = scores.enumerated().map { (name: "m\($0)", model: Fixed($1) as any Recommender) }
        return MixModel(
            try [MixPart](models, weights: weights), rule: rule, descriptor: Fixed(scores[0]).descriptor)
    }

    private func known(_ itemCount: Int) -> Query {
        Query(subject: .known(UserNumber(0)), eligible: ItemMask(count: itemCount))
    }

    /// [1, 2, 3, 6]: mean 3, deviation √3.5; [0, 1, 0, 1]: 0.5 and 0.5; [7, 7, 7, 7] says nothing.
    @Test func `standardised scores are added by weight`() throws {
        let model = try blend(
            [[1, 2, 3, 6], [0, 1, 0, 1], [7, 7, 7, 7]], weights: [2, 0.5, 10], rule: .standardized)
        let slate = model.recommend(for: known(4), count: 4)
        let deviation = Float(3.5).squareRoot()
        let expected: [Int: Float] = [
            0: 2 * -2 / deviation - 0.5, 1: 2 * -1 / deviation + 0.5, 2: -0.5, 3: 2 * 3 / deviation + 0.5,
        ]
        for scored in slate { #expect(abs(scored.score - (expected[scored.item.index] ?? .nan)) < 1e-5) }
        #expect(slate.map(\.item.index) == [3, 1, 2, 0].sorted { expected[$0]! > expected[$1]! })
    }

    /// Lists 3, 2, 1, 0 and 1, 3, 0, 2 (ties by number); with k = 1: film 3 has 1/2 + 2·1/3, film 1 1/4 + 2·1/2, …
    @Test func `fused scores are sums over places in the lists`() throws {
        let model = try blend(
            [[1, 2, 3, 6], [0, 1, 0, 1]], weights: [1, 2], rule: .ranks(k: 1, depth: 3))
        let scores = Dictionary(
            uniqueKeysWithValues: model.recommend(for: known(4), count: 4).map { ($0.item.index, $0.score) })
        #expect(abs((scores[3] ?? 0) - (1.0 / 2 + 2.0 / 3)) < 1e-6)
        #expect(abs((scores[1] ?? 0) - (1.0 / 4 + 2.0 / 2)) < 1e-6)
        #expect(abs((scores[2] ?? 0) - 1.0 / 3) < 1e-6)
        #expect(abs((scores[0] ?? 0) - 2.0 / 4) < 1e-6)
    }

    @Test func `places are among the films that may be listed`() throws {
        let model = try blend([[1, 2, 3, 6]], weights: [1], rule: .ranks(k: 60, depth: 1_000))
        var query = known(4)
        query.eligible.exclude(ItemNumber(3))
        #expect(model.recommend(for: query, count: 1) == [ScoredItem(item: ItemNumber(2), score: 1 / 61)])
    }

    /// scipy 1.17.1: the loss written out in numpy, minimised by BFGS and Nelder–Mead from it. Twelve choices, each of one
    /// liked film and six rivals that stand for four films each; features ((7c + 5r + 3k + crk) mod 13 − 6) / 4.
    @Test func `learnt weights are those of scipy`() {
        func features(_ choice: Int, _ film: Int) -> [Float] {
            (0..<3).map { part in
                let place = (choice * 7 + film * 5 + part * 3 + choice * film * part) % 13
                return Float(place - 6) / 4
            }
        }
        let samples = (0..<12).map { choice in
            ConditionalLogit.Sample(
                likes: features(choice, 0), rivals: (1...6).flatMap { features(choice, $0) }, multiplicity: 4,
                share: 1 / Double(1 + choice % 3))
        }
        let weights = ConditionalLogit.weights(samples, featureCount: 3, regularization: 0.5)
        let expected: [Double] = [-0.05272977, -0.14702175, -0.32844172]
        for (weight, value) in zip(weights, expected) { #expect(abs(weight - value) < 1e-6) }
    }

    // MARK: Trained

    /// Suits 50 viewers; content is there for the contract's films.
    static let small: ModelSettings = [
        "als.factors": .integer(8), "als.sweeps": .integer(5), "als.regularization": .number(1),
        "als.alpha": .number(4), "als.frequencyExponent": .number(0),
    ]

    @Test func `learnt weights prefer the part that knows`() async throws {
        let data = TrainingSet.checkerboard(users: 60, items: 40)
        let plugin = MixPlugin(.stacked, of: [EASEPlugin(), PopularityPlugin()])
        let trainer = try plugin.makeTrainer(["parts": .text("popularity,ease")])
        let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: 2))
        let parts = try #require(model as? MixModel).parts
        #expect(parts.map(\.name) == ["popularity", "ease"])
        #expect(parts[1].weight > 0.5)
        #expect(abs(parts.reduce(0) { $0 + abs($1.weight) } - 1) < 1e-5)
    }

    @Test func `a part that counts nothing is left out, and blending anew equals training anew`() async throws {
        let data = TrainingSet.checkerboard(users: 20, items: 20)
        let plugin = MixPlugin(.weighted, of: [EASEPlugin(), ItemCFPlugin(), PopularityPlugin()])
        let all: ModelSettings = ["parts": .text("ease,itemcf,popularity")]
        let chosen = all.merging(["weight.itemcf": .number(0), "weight.popularity": .number(0.25)]) { $1 }
        let options = TrainingOptions(workerCount: 1)
        let trained = try await plugin.makeTrainer(chosen).train(on: data, options: options)
        let base = try await plugin.makeBaseTrainer(all).train(on: data, options: options)
        let blended = try plugin.blend(base, on: data, settings: chosen)
        #expect(try #require(trained as? MixModel).parts.map(\.name) == ["ease", "popularity"])
        #expect(plugin.parts(of: base).map(\.name) == ["ease", "itemcf", "popularity"])
        #expect(blended.descriptor == trained.descriptor)
        #expect(SafetensorsFile(blended.tensors()).contents == SafetensorsFile(trained.tensors()).contents)
    }

    @Test func `two parts that fold in have their vectors side by side`() async throws {
        let data = TrainingSet.checkerboard(users: 20, items: 20)
        let als = try await ALSTrainer(settings: ALSSettings(factors: 4, sweeps: 2))
            .trainModel(on: data, options: TrainingOptions(workerCount: 1))
        let parts = try [MixPart]([(name: "a", model: als), (name: "b", model: als)], weights: [1, 1])
        let model = MixModel(parts, rule: .standardized, descriptor: als.descriptor)
        #expect(model.factorCount == 8)
        var scratch = RankingScratch()
        var query = Query(subject: .folded, history: [WeightedItem(item: ItemNumber(3))], eligible: known(20).eligible)
        model.foldIn(query.history, scratch: &scratch, into: &query.vector)
        #expect(Array(query.vector[..<4]) == Array(query.vector[4...]))
        var alone = query
        als.foldIn(query.history, scratch: &scratch, into: &alone.vector)
        #expect(
            model.recommend(for: query, count: 20).map(\.item) == als.recommend(for: alone, count: 20).map(\.item))
    }

    @Test(arguments: ["", "ease,ease", "ease,tarot"]) func `wrong parts are told`(parts: String) {
        #expect(throws: SettingError.self) {
            try MixPlugin(.fused, of: [EASEPlugin()]).makeTrainer(["parts": .text(parts)])
        }
    }

    /// A blend of a model with itself ranks as it does: no better, so it is refused with the figures.
    @Test func `a blend that is not better than its best part is refused`() async throws {
        let split = Split(tinyLog(), protocol: .perUserRandom(seed: 1), settings: .keepAll)
        let plugins = PluginCatalogue([MixPlugin(.weighted, of: [ItemCFPlugin()])])
        let selection = ModelSelection(
            split: split, plugins: plugins, options: .init(training: TrainingOptions(workerCount: 1), candidates: [:]))
        let report = try #require(try await selection.choose("weighted", given: ["parts": .text("itemcf")]))
        #expect(report.parts?.count == 1)
        #expect(report.parts?.first?.ndcg == report.trials.first?.ndcg)
        #expect(report.refusal?.contains("not better than its best part") == true)
    }
}
