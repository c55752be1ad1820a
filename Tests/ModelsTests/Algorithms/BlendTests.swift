@testable import Models
import TestSupport
import Testing

@Suite struct BlendTests {
    /// Everybody liked 0 long ago; 5 and 3 are what is liked now.
    private let data = TrainingSet.fixture(
        likes: [[0, 1, 2], [0, 1], [0, 2, 4], [0, 3, 5], [5, 4], [0, 1, 4]],
        days: [[0, 1, 2], [0, 3], [0, 4, 5], [0, 100, 100], [100, 50], [0, 6, 7]], itemCount: 7)

    private func train(_ settings: ModelSettings) async throws -> any Recommender {
        var all: ModelSettings = ["base": .text("itemcf")]
        all.merge(settings) { $1 }
        return try await plugin.makeTrainer(all).train(on: data, options: TrainingOptions(workerCount: 2))
    }

    private let plugin = BlendPlugin(bases: [ItemCFPlugin()])

    private var query: Query {
        Query(subject: .folded, history: [WeightedItem(item: ItemNumber(1))], eligible: ItemMask(count: 7))
    }

    private func scores(_ model: any Recommender) throws -> [Float] {
        let model = try #require(model as? any ScoresAllItems)
        var scratch = RankingScratch()
        var scores = [Float](repeating: 0, count: 7)
        scores.withUnsafeMutableBufferPointer { model.scoreAll(query, scratch: &scratch, into: $0) }
        return scores
    }

    /// The recipe, word by word: the best `head` by base + weight · recency, then the rest by the base alone.
    private func expected(base: [Float], recency: [Float], _ settings: BlendSettings, count: Int) -> [ScoredItem] {
        func ranked(_ score: (Int) -> Float) -> [ScoredItem] {
            (0..<7).map { ScoredItem(item: ItemNumber($0), score: score($0)) }.sorted { $0.precedes($1) }
        }
        let head = ranked { base[$0] + recency[$0] * Float(settings.weight) }.prefix(min(settings.head, count))
        let rest = ranked { base[$0] }.filter { scored in !head.contains { $0.item == scored.item } }
        return Array((head + rest).prefix(count))
    }

    @Test(arguments: [0, 1, 2, 4, 20], [0, 0.25, 1, 2])
    func `the head is by base and recency, the rest by the base`(head: Int, weight: Double) async throws {
        let blend = try await train(["head": .integer(head), "weight": .number(weight), "halfLifeDays": .number(10)])
        let item = try await ItemCFPlugin().makeTrainer([:]).train(on: data, options: TrainingOptions(workerCount: 1))
        let own = try scores(item)
        let base = own.map { $0 / (own.max() ?? 1) }
        let recency = Array(PopularityModel(trending: data, RecencySettings(halfLifeDays: 10)).scores)
        let settings = BlendSettings(
            head: weight == 0 ? 0 : head, weight: weight, recency: RecencySettings(halfLifeDays: 10))
        for count in [0, 1, 3, 7, 100] {
            #expect(
                blend.recommend(for: query, count: count)
                    == expected(base: base, recency: recency, settings, count: count))
        }
    }

    @Test func `a question that takes no recency is ranked by the base alone`() async throws {
        let blend = try await train(["weight": .number(2), "head": .integer(4)])
        let bare = try await train(["weight": .number(0)])
        var question = query
        #expect(blend.recommend(for: question, count: 7) != bare.recommend(for: question, count: 7))
        question.takesRecency = false
        #expect(blend.recommend(for: question, count: 7) == bare.recommend(for: question, count: 7))
    }

    @Test func `another blend of a trained base is what training anew would give`() async throws {
        let own: ModelSettings = ["itemcf.neighbors": .integer(3)]
        let base = try await plugin.makeBaseTrainer(own).train(on: data, options: TrainingOptions(workerCount: 1))
        #expect(base is ItemCFModel)
        for settings: ModelSettings in [
            ["head": .integer(3), "weight": .number(2), "halfLifeDays": .number(7)], ["weight": .integer(0)], [:],
        ] {
            let all = settings.merging(own) { $1 }
            #expect(plugin.baseSettings(all) == own)
            let anew = try await train(all)
            let again = try plugin.blend(base, on: data, settings: all)
            #expect(again.descriptor == anew.descriptor)
            #expect(SafetensorsFile(again.tensors()).contents == SafetensorsFile(anew.tensors()).contents)
            #expect(again.recommend(for: query, count: 7) == anew.recommend(for: query, count: 7))
        }
    }

    @Test func `the card holds the base's settings under its name`() async throws {
        let card = try await train(["itemcf.neighbors": .integer(7), "weight": .number(2)]).descriptor
        #expect(card.algorithm == "blend")
        #expect(card.settings["base"] == .text("itemcf"))
        #expect(card.settings["weight"] == .number(2))
        #expect(card.settings["itemcf.neighbors"] == .integer(7))
        #expect(card.settings["itemcf.weighting"] == .text("none"))
    }

    @Test func `it can what its base can, and no more`() async throws {
        let blend: any Recommender = try await train([:])
        #expect(blend is any FindsSimilarItems)
        #expect(blend is any ExplainsItems)
        #expect(!(blend is any FoldsInUsers))
        #expect(!(blend is any RanksBatches))
    }

    @Test func `a stranger is given what is popular of late`() async throws {
        let blend = try await train(["halfLifeDays": .number(1)])
        let stranger = Query(eligible: ItemMask(count: 7))
        #expect(!blend.personalizes(stranger))
        #expect(blend.recommend(for: stranger, count: 2).map(\.item.index) == [5, 3])
    }

    @Test func `an unknown base or setting is told by name`() {
        #expect(throws: SettingError.self) { try plugin.makeTrainer(["base": .text("popularity")]) }
        #expect(throws: SettingError.self) { try plugin.makeTrainer(["itemcf.factors": .integer(3)]) }
        #expect(throws: SettingError.self) { try plugin.makeTrainer(["neighbors": .integer(3)]) }
        #expect(throws: SettingError.self) { try plugin.makeTrainer(["itemcf.neighbors": .integer(0)]) }
    }

    @Test func `a forged base in the card is refused`() async throws {
        let model = try await train([:])
        let archive = TensorArchive(model.tensors())
        for (name, value) in [
            ("base", SettingValue.text("als")), ("base", .integer(1)), ("head", .integer(-1)),
            ("halfLifeDays", .text("soon")),
        ] {
            var card = model.descriptor
            card.settings[name] = value
            #expect(throws: ArtefactError.self) {
                try plugin.load(archive, descriptor: card)
            }
        }
    }
}
