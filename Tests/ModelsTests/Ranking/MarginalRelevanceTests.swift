import Models
import Testing

@Suite struct MarginalRelevanceTests {
    /// Two dramas and a comedy; the second drama is a little better than the comedy.
    private let scores: [Float] = [1, 0.9, 0.8, 0]
    private let kinds = [0, 0, 1, 0]
    private func likeness(_ left: Int, _ right: Int) -> Float { kinds[left] == kinds[right] ? 1 : 0 }

    @Test func `without variety the order is that of the scores`() {
        #expect(MarginalRelevance.places(3, of: scores, variety: 0, likeness: likeness) == [0, 1, 2])
    }

    /// By hand, relevance being the scores themselves. Second place at 0.5: the drama 0.5 · 0.9 − 0.5 · 1 = −0.05, the
    /// comedy 0.5 · 0.8 − 0 = 0.4. Third: both dramas lose 0.5, so the better one.
    @Test func `what is like the film before waits`() {
        #expect(MarginalRelevance.places(3, of: scores, variety: 0.5, likeness: likeness) == [0, 2, 1])
    }

    /// By hand: at 0.05 the second drama has 0.95 · 0.9 − 0.05 = 0.805, the comedy 0.95 · 0.8 = 0.76; at 0.1 they have
    /// 0.9 · 0.9 − 0.1 = 0.71 and 0.72.
    @Test func `a little variety turns a near decision only`() {
        #expect(MarginalRelevance.places(2, of: scores, variety: 0.05, likeness: likeness) == [0, 1])
        #expect(MarginalRelevance.places(2, of: scores, variety: 0.1, likeness: likeness) == [0, 2])
    }

    @Test func `with nothing but variety ties go to the one in front`() {
        #expect(MarginalRelevance.places(4, of: scores, variety: 1, likeness: likeness) == [0, 2, 1, 3])
    }

    @Test func `equal scores, fewer candidates than asked for, and none`() {
        #expect(MarginalRelevance.places(9, of: [2, 2], variety: 0.5, likeness: { _, _ in 0 }) == [0, 1])
        #expect(MarginalRelevance.places(3, of: [], variety: 0.5, likeness: { _, _ in 0 }) == [])
        #expect(MarginalRelevance.places(0, of: [1], variety: 0.5, likeness: { _, _ in 0 }) == [])
    }

    @Test func `likeness is the share of genres in common`() {
        let movies = [
            Movie(id: "a", title: "A", genres: ["Drama", "War"]),
            Movie(id: "b", title: "B", genres: ["drama", "Comedy"]),
            Movie(id: "c", title: "C"), Movie(id: "d", title: "D", genres: ["Comedy"]),
        ]
        let catalogue = Catalogue(items: ItemVocabulary(movies.map(\.id)), movies: movies)
        let likeness = GenreLikeness(of: [0, 1, 2, 3].map { ItemNumber($0) }, in: catalogue)
        #expect(likeness(0, 1) == 1 / 3 as Float)  // Drama of Drama, War, Comedy
        #expect(likeness(1, 3) == 0.5 && likeness(3, 1) == 0.5)
        #expect(likeness(0, 3) == 0 && likeness(0, 2) == 0 && likeness(2, 2) == 0)
        #expect(likeness(0, 0) == 1)
    }
}
