@testable import Models
import TestSupport
import Testing

@Suite struct ItemCFTests {
    private let data = TrainingSet.fixture(
        likes: [
            [0, 1, 2], [0, 1], [1, 2, 3], [0, 3, 4], [2, 3, 4, 5], [1, 5], [0, 1, 2, 3], [4, 5], [0, 2, 4],
        ], itemCount: 7)

    private func train(_ settings: ModelSettings = [:], workers: Int = 2) async throws -> ItemCFModel {
        let trainer = try ItemCFPlugin().makeTrainer(settings)
        let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: workers))
        return try #require(model as? ItemCFModel)
    }

    private func dense(_ matrix: InteractionMatrix) -> [[Float]] {
        (0..<matrix.rowCount).map { row in
            var values = [Float](repeating: 0, count: matrix.columnCount)
            matrix.withRow(row) { columns, weights in
                for (column, weight) in zip(columns, weights) { values[Int(column)] = weight }
            }
            return values
        }
    }

    private func folded(_ history: [(Int, Float)], share: Float = 1) -> Query {
        Query(
            subject: .folded, history: history.map { WeightedItem(item: ItemNumber($0.0), weight: $0.1) },
            personalShare: share, eligible: ItemMask(count: 7))
    }

    /// Similarities of implicit 0.7.3 (`ItemItemRecommender` on columns normalised after `tfidf_weight(X.T)`, or
    /// `bm25_weight(X, 100, 0.8)`), its diagonal left out; item 6 added, which nobody likes.
    static let golden: [(String, [[Float]])] = [
        (
            "none",
            [
                [0, 0.6, 0.6, 0.447214, 0.447214, 0], [0.6, 0, 0.6, 0.447214, 0, 0.258199],
                [0.6, 0.6, 0, 0.67082, 0.447214, 0.258199], [0.447214, 0.447214, 0.67082, 0, 0.5, 0.288675],
                [0.447214, 0, 0.447214, 0.5, 0, 0.57735], [0, 0.258199, 0.258199, 0.288675, 0.57735, 0],
            ]
        ),
        (
            "bm25",
            [
                [0, 0.590585, 0.543823, 0.384905, 0.403617, 0], [0.590585, 0, 0.505737, 0.357949, 0, 0.354137],
                [0.543823, 0.505737, 0, 0.605165, 0.372231, 0.14535],
                [0.384905, 0.357949, 0.605165, 0, 0.425698, 0.166228],
                [0.403617, 0, 0.372231, 0.425698, 0, 0.562691], [0, 0.354137, 0.14535, 0.166228, 0.562691, 0],
            ]
        ),
    ]

    @Test(arguments: golden) func `similarities are those of implicit`(weighting: String, expected: [[Float]])
        async throws
    {
        let actual = dense(try await train(["weighting": .text(weighting)]).neighbours)
        for (row, values) in (expected.map { $0 + [0] } + [[Float](repeating: 0, count: 7)]).enumerated() {
            for (column, value) in values.enumerated() {
                #expect(abs(actual[row][column] - value) < 2e-6, "[\(row), \(column)]")
            }
        }
    }

    @Test func `tfidf similarities are those of implicit`() async throws {
        // TFIDFRecommender of implicit 0.7.3 on the same data without item 6, whose presence would change ln(items).
        let six = TrainingSet.fixture(
            likes: (0..<9).map { user in data.positives.withRow(user) { items, _ in items.map { Int($0) } } },
            itemCount: 6)
        let trainer = try ItemCFPlugin().makeTrainer(["weighting": .text("tfidf")])
        let model = try await trainer.train(on: six, options: TrainingOptions(workerCount: 1))
        let actual = dense(try #require(model as? ItemCFModel).neighbours)
        let expected: [[Float]] = [
            [0, 0.587525, 0.482277, 0.31328, 0.356993, 0], [0.587525, 0, 0.420744, 0.273309, 0, 0.418942],
            [0.482277, 0.420744, 0, 0.490869, 0.287822, 0.044563],
            [0.31328, 0.273309, 0.490869, 0, 0.342485, 0.053027],
            [0.356993, 0, 0.287822, 0.342485, 0, 0.5613], [0, 0.418942, 0.044563, 0.053027, 0.5613, 0],
        ]
        for row in 0..<6 {
            for column in 0..<6 {
                #expect(abs(actual[row][column] - expected[row][column]) < 2e-6, "[\(row), \(column)]")
            }
        }
    }

    @Test func `shrinkage grows the denominator`() async throws {
        // Items 0 and 1: 3 viewers in common, 5 each: 3 / (√5·√5 + 5).
        let model = try await train(["shrinkage": .integer(5)])
        #expect(abs(dense(model.neighbours)[0][1] - 0.3) < 1e-6)
    }

    @Test func `only the nearest are kept, ties by ascending number`() async throws {
        // Nearest two of item 0: 1 and 2 (both 0.6); of item 4: 5 (0.577) and 3 (0.5); 0 and 2 tie behind.
        let model = try await train(["neighbors": .integer(2)])
        func nearest(_ item: Int) -> [Int] { model.neighbours.withRow(item) { items, _ in items.map { Int($0) } } }
        #expect(nearest(0) == [1, 2])
        #expect(nearest(4) == [3, 5])
        #expect(nearest(6).isEmpty)
        let three = try await train(["neighbors": .integer(3)])
        #expect(three.neighbours.withRow(4) { items, _ in items.map { Int($0) } } == [0, 3, 5])
    }

    @Test func `a score sums the similarities to the item's own neighbours in the history`() async throws {
        let model = try await train(["neighbors": .integer(2)])
        // History 3 (twice as much) and 1. Items that have 3 among their two nearest: 2 (0.67082), 4 (0.5);
        // that have 1: 0 (0.6). Item 5's nearest are 4 and 3: 0.288675.
        let slate = model.recommend(for: folded([(1, 1), (3, 2)]), count: 7)
        let scores = Dictionary(uniqueKeysWithValues: slate.map { ($0.item.index, $0.score) })
        #expect(abs((scores[2] ?? 0) - 2 * 0.67082) < 1e-5)
        #expect(abs((scores[4] ?? 0) - 2 * 0.5) < 1e-5)
        #expect(abs((scores[0] ?? 0) - 0.6) < 1e-5)
        #expect(abs((scores[5] ?? 0) - 2 * 0.288675) < 1e-5)
        #expect(slate.count == 7)
    }

    @Test func `a folded-in viewer's score is filled with popularity`() async throws {
        let model = try await train()
        let own = model.recommend(for: folded([(5, 1)]), count: 7)
        let blended = model.recommend(for: folded([(5, 1)], share: 0.25), count: 7)
        for scored in blended {
            let mine = own.first { $0.item == scored.item }?.score ?? 0
            let expected = 0.25 * mine + 0.75 * model.popularity.scores[scored.item.index]
            #expect(abs(scored.score - expected) < 1e-6)
        }
    }

    @Test func `without followers in the history the answer is popularity`() async throws {
        let model = try await train()
        let query = folded([(6, 1)])
        #expect(!model.personalizes(query))
        #expect(model.recommend(for: query, count: 3) == model.popularity.recommend(for: query, count: 3))
    }

    @Test func `fewer similar items come back when there are fewer`() async throws {
        let model = try await train()
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        model.findSimilar(
            to: ItemNumber(5), count: 10, eligible: ItemMask(count: 7), scratch: &scratch, into: &slate)
        #expect(slate.map(\.item.index) == [4, 3, 1, 2])
        model.findSimilar(
            to: ItemNumber(6), count: 10, eligible: ItemMask(count: 7), scratch: &scratch, into: &slate)
        #expect(slate.isEmpty)
    }

    @Test func `contributions add up to the score`() async throws {
        let model = try await train()
        let query = folded([(0, 1), (3, 2), (5, 0.5)])
        var scratch = RankingScratch()
        let reasons = model.contributions(to: ItemNumber(2), query: query, count: 5, scratch: &scratch)
        #expect(reasons.map(\.item.index) == [3, 0, 5])
        let score = model.recommend(for: query, count: 7).first { $0.item.index == 2 }?.score ?? 0
        #expect(abs(reasons.reduce(0) { $0 + $1.score } - score) < 1e-6)
    }

    @Test func `viewers below the threshold teach nothing`() async throws {
        let likes = [[0, 1], [0, 1], [1, 2]]
        let set = TrainingSet.fixture(likes: likes, itemCount: 3, trainedUserCount: 2)
        let model = try await ItemCFPlugin().makeTrainer([:]).train(on: set, options: TrainingOptions(workerCount: 1))
        #expect(dense(try #require(model as? ItemCFModel).neighbours) == [[0, 1, 0], [1, 0, 0], [0, 0, 0]])
        #expect(model.descriptor.userCount == 2)
    }

    @Test(arguments: InteractionWeighting.allCases)
    func `viewers without a like change nothing`(weighting: InteractionWeighting) async throws {
        let likes = (0..<9).map { user in data.positives.withRow(user) { items, _ in items.map { Int($0) } } }
        let wider = TrainingSet.fixture(likes: likes + [[], [], []], itemCount: 7)
        let trainer = try ItemCFPlugin().makeTrainer(["weighting": .text(weighting.rawValue)])
        let model = try await trainer.train(on: wider, options: TrainingOptions(workerCount: 1))
        let plain = try await train(["weighting": .text(weighting.rawValue)])
        #expect(try #require(model as? ItemCFModel).neighbours == plain.neighbours)
    }

    @Test func `a cancelled run keeps nothing`() async throws {
        let trainer = try ItemCFPlugin().makeTrainer([:])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await trainer.train(on: data, options: TrainingOptions(workerCount: 2))
        }
        let error = await #expect(throws: TrainingError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }

    @Test func `selection keeps the first of the order, whatever it was`() {
        var state: UInt64 = 7
        for size in [0, 1, 2, 3, 10, 100, 257] {
            let items = (0..<size).map { place in
                state = StableHash.mix(state &+ 1)
                return ScoredItem(item: ItemNumber(place), score: Float(state % 8))
            }
            for limit in [0, 1, 2, size / 2, max(0, size - 1), size, size + 1] {
                var kept = items
                kept.keepFirst(limit)
                let expected = items.sorted { $0.precedes($1) }.prefix(limit)
                #expect(kept.sorted { $0.precedes($1) } == Array(expected))
            }
        }
    }
}
