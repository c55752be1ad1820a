@testable import Models
import TestSupport
import Testing

@Suite struct ContentModelTests {
    /// Two on boats, two in space; the second of space nobody has watched; of the last one nothing is said.
    private let data = TrainingSet.fixture(
        likes: [[0, 1], [0, 2], [1, 2]], itemCount: 5,
        movies: [
            Movie(id: "i0", title: "Boats", genres: ["Drama"], overview: "A captain and a storm at sea"),
            Movie(id: "i1", title: "Harbour", genres: ["Drama"], overview: "The captain waits for the sea to calm"),
            Movie(id: "i2", title: "Orbit", genres: ["Sci-Fi"], overview: "A rocket leaves for the moon"),
            Movie(id: "i3", title: "Moonfall", genres: ["Sci-Fi"], overview: "The moon and a rocket, too late"),
            Movie(id: "i4", title: "?"),
        ])

    private func train(_ settings: ModelSettings = [:]) async throws -> ContentModel {
        let trainer = try ContentPlugin().makeTrainer(settings)
        let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: 2))
        return try #require(model as? ContentModel)
    }

    private func similar(_ model: ContentModel, to item: Int) -> [ScoredItem] {
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        model.findSimilar(
            to: ItemNumber(item), count: 10, eligible: ItemMask(count: 5), scratch: &scratch, into: &slate)
        return slate
    }

    private func folded(_ items: [Int]) -> Query {
        Query(
            subject: .folded, history: items.map { WeightedItem(item: ItemNumber($0)) }, eligible: ItemMask(count: 5))
    }

    @Test func `a film nobody has watched has similar films and is recommended`() async throws {
        let model = try await train()
        #expect(similar(model, to: 3).first?.item == ItemNumber(2))
        var query = folded([2])
        query.eligible.exclude(ItemNumber(2))
        #expect(model.recommend(for: query, count: 1).first?.item == ItemNumber(3))
    }

    @Test func `a film nothing is said of is like none and personalises nothing`() async throws {
        let model = try await train()
        #expect(similar(model, to: 4).isEmpty)
        #expect(!model.personalizes(folded([4])))
    }

    @Test func `similarity is the cosine of the vectors`() async throws {
        // "the" stands in three of five texts, which is more than half.
        let model = try await train()
        let vectors = TermVectors(
            data.movies.map(\.text), settings: TermVectors.Settings(minimumTexts: 2, maximumShare: 0.5))
        func dense(_ item: Int) -> [Float] {
            var row = [Float](repeating: 0, count: vectors.terms.count)
            vectors.vectors.withRow(item) { terms, weights in
                for (term, weight) in zip(terms, weights) { row[Int(term)] = weight }
            }
            return row
        }
        for item in 0..<5 {
            for scored in similar(model, to: item) {
                let cosine = zip(dense(item), dense(scored.item.index)).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                #expect(abs(scored.score - cosine) < 1e-6)
            }
        }
        #expect(!vectors.terms.contains("the"))
    }

    @Test func `the reasons add up to the score`() async throws {
        let model = try await train()
        var scratch = RankingScratch()
        let query = folded([0, 2])
        for item in [1, 3] {
            let reasons = model.contributions(to: ItemNumber(item), query: query, count: 5, scratch: &scratch)
            let score = model.recommend(for: query, count: 5).first { $0.item.index == item }?.score
            #expect(abs(reasons.reduce(0) { $0 + $1.score } - (score ?? .nan)) < 1e-6)
        }
    }

    @Test func `films without a word in common are refused with what to do`() async throws {
        let strangers = TrainingSet.fixture(
            likes: [[0, 1]], itemCount: 2, movies: [Movie(id: "i0", title: "Heat"), Movie(id: "i1", title: "Alien")])
        await #expect(throws: TrainingError.self) {
            _ = try await ContentPlugin().makeTrainer([:]).train(
                on: strangers, options: TrainingOptions(workerCount: 1))
        }
    }
}
