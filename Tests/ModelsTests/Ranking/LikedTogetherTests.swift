import Models
import Testing

@Suite struct LikedTogetherTests {
    /// Films 0…3. Film 0 is liked by viewers 0 to 3. Of those, film 1 by three (of nine in all), film 2 by two (of two),
    /// film 3 by one; viewer 4 met film 0 without liking it.
    private let likes = InteractionMatrix(
        rows: [
            [(0, 1), (1, 1), (2, 1)], [(0, 1), (1, 1), (2, 1)], [(0, 1), (1, 1)], [(0, 1), (3, 1)], [(0, 0), (3, 1)],
            [(1, 1)],
        ], columnCount: 4)
    private let popularity: FrozenArray<Float> = FrozenArray([4 / 9, 1, 2 / 9, 2 / 9])

    /// By hand: film 1 has 3 / √1 = 3, film 2 has 2 / √(2/9) = 4.24, film 3 has 1 / √(2/9) = 2.12.
    @Test func `films are ordered by the cosine of their likes`() {
        let answer = LikedTogether.films(
            with: ItemNumber(0), in: likes, popularity: popularity, count: 9, minimum: 1)
        #expect(answer.viewers == 4)
        #expect(answer.films.map(\.item.index) == [2, 1, 3])
        #expect(answer.films.map(\.viewers) == [2, 3, 1])
    }

    @Test func `films that few liked together are left out, and no more come than were asked for`() {
        let two = LikedTogether.films(with: ItemNumber(0), in: likes, popularity: popularity, count: 9, minimum: 2)
        #expect(two.films.map(\.item.index) == [2, 1])
        let one = LikedTogether.films(with: ItemNumber(0), in: likes, popularity: popularity, count: 1, minimum: 2)
        #expect(one.films.map(\.item.index) == [2])
        #expect(LikedTogether.films(with: ItemNumber(0), in: likes, popularity: popularity, count: 9).films.count == 1)
    }

    @Test func `of many viewers some are looked at, spread evenly`() {
        let answer = LikedTogether.films(
            with: ItemNumber(0), in: likes, popularity: popularity, count: 9, minimum: 1, maximumRows: 2)
        // Rows 0 and 3.
        #expect(answer.viewers == 2)
        #expect(answer.films.map(\.viewers) == [1, 1, 1])
    }

    @Test func `a film nobody liked, and a matrix without viewers`() {
        let none = InteractionMatrix(emptyWithRows: 0, columns: 4)
        let answer = LikedTogether.films(with: ItemNumber(0), in: none, popularity: popularity, count: 9)
        #expect(answer.viewers == 0 && answer.films.isEmpty)
    }
}
