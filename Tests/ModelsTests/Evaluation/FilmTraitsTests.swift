import Foundation
import Models
import Testing

@Suite struct FilmTraitsTests {
    private func slate(_ items: Int...) -> [ScoredItem] {
        items.map { ScoredItem(item: ItemNumber($0), score: 0) }
    }

    /// Film 0 was met by three viewers, film 1 by two, films 2…5 by one each; nobody met film 6.
    @Test func `the head is the fifth of the films that most viewers met`() {
        let seen = InteractionMatrix(
            rows: [[0, 1, 2], [0, 1, 3], [0, 4, 5]].map { $0.map { (column: $0, weight: 1) } }, columnCount: 7)
        let tail = LongTail(seen)
        // A fifth of six films, rounded up, is two: 0 and 1.
        #expect(tail.share(of: slate(0, 1, 2, 5), at: 4) == 0.5)
        #expect(tail.share(of: slate(0, 1, 2, 5), at: 3) == 1.0 / 3)
        #expect(tail.share(of: slate(2), at: 10) == 1)
        #expect(tail.share(of: slate(6), at: 10) == 0, "a film nobody met is in neither part")
        #expect(tail.share(of: [], at: 10) == 0)
    }

    @Test func `genres in equal shares have log₂ of their number, in bits`() {
        let genres = GenreShares(
            [["Drama"], ["Comedy"], ["Drama", "Comedy"], [], ["Drama"]].enumerated().map {
                Movie(id: ItemID("\($0)"), title: "Film \($0)", genres: $1)
            })
        #expect(genres.entropy(of: slate(0, 1), at: 2) == 1)
        #expect(genres.entropy(of: slate(2), at: 1) == 1, "a film of two genres is shared evenly")
        #expect(genres.entropy(of: slate(0, 4, 3), at: 3) == 0, "one genre, and a film without any")
        // Drama 2.5 of 4, Comedy 1.5: −(0.625 log₂ 0.625 + 0.375 log₂ 0.375).
        let entropy = genres.entropy(of: slate(0, 1, 2, 4), at: 4)
        #expect(abs(entropy - 0.9544340029249649) < 1e-12)
        #expect(genres.entropy(of: [], at: 4) == 0)
    }
}
