import Foundation
import Models
import Testing
import TestSupport

@Suite struct SimilarityQualityTests {
    /// Similar films by hand.
    private struct FixedNeighbours: FindsSimilarItems {
        let lists: [[Int]]
        let descriptor = ModelDescriptor(
            algorithm: "fixed", settings: [:], userCount: 0, itemCount: 4, dataHash: "", seed: 0, instructionSet: "")
        var itemCount: Int { lists.count }
        var needsHistory: Bool { false }

        func personalizes(_ query: borrowing Query) -> Bool { false }
        func rank(
            _ query: borrowing Query, count: Int, scratch: inout RankingScratch, into slate: inout [ScoredItem]
        ) {}
        func tensors() -> [NamedTensor] { [] }
        func findSimilar(
            to item: ItemNumber, count: Int, eligible: borrowing ItemMask, scratch: inout RankingScratch,
            into slate: inout [ScoredItem]
        ) {
            slate = lists[item.index].map { ScoredItem(item: ItemNumber($0), score: 1) }
        }
    }

    private let movies = [
        Movie(id: "i0", title: "A", genres: ["Drama", "War"]), Movie(id: "i1", title: "B", genres: ["Drama"]),
        Movie(id: "i2", title: "C", genres: ["Comedy"]), Movie(id: "i3", title: "D"),
    ]

    /// Everybody met every film before but for the likes held out: of films 0 and 1 by six viewers, four of both; of film 2
    /// by five, one of them with each of the others; of film 3 by one.
    private func measure(_ lists: [[Int]], workers: Int = 1) async throws -> SimilarityQuality {
        let heldOut: [[Int]] = [
            [0, 1], [0, 1], [0, 1], [0, 1], [0, 2], [0], [1, 2], [1], [2], [2], [2, 3],
        ]
        let fit = TrainingSet.fixture(
            likes: heldOut.map { _ in [] } + [[0, 1, 2, 3]], itemCount: 4, movies: movies)
        let matrix = InteractionMatrix(
            rows: heldOut.map { $0.map { (column: $0, weight: 1) } } + [[]], columnCount: 4)
        return try await SimilarityQuality.measure(
            FixedNeighbours(lists: lists), on: EvaluationTask(fit: fit, heldOut: matrix), movies: movies,
            workerCount: workers)
    }

    @Test func `the films that the same viewers went on to like, best first, are worth 1`() async throws {
        // cos(0, 1) = 4/6, cos(0, 2) = cos(1, 2) = 1/√30; film 3 has one like and is not judged.
        let quality = try await measure([[1, 2], [0, 2], [0, 1], []])
        #expect(abs((quality.coLikeGain ?? 0) - 1) < 1e-6)
        #expect(quality.judgedFilmCount == 3)
        #expect(quality.answeredShare == 0.75)
    }

    @Test func `a worse order is worth less by the discount, an empty list nothing`() async throws {
        // Film 0: (1/√30 + (4/6)/log₂3) / (4/6 + (1/√30)/log₂3) = 0.603191 / 0.781858; film 1: nothing; film 2: 1.
        let quality = try await measure([[2, 1], [], [1, 0], []])
        let small = 1 / 30.0.squareRoot(), large = 4 / 6.0
        let first = (small + large / log2(3)) / (large + small / log2(3))
        #expect(abs((quality.coLikeGain ?? 0) - (first + 0 + 1) / 3) < 1e-6)
    }

    @Test func `genre overlap is the mean over the pairs that have genres`() async throws {
        // {Drama, War} and {Drama}: 1/2; and {Comedy}: 0; {Comedy} and none: 0; none and {Drama}: 0.
        let quality = try await measure([[1, 2], [], [3], [1]])
        #expect(quality.genreOverlap == 0.125)
    }

    @Test func `nothing held out, nothing listed: no figures`() async throws {
        let fit = TrainingSet.fixture(likes: [[0, 1, 2, 3]], itemCount: 4, movies: movies)
        let quality = try await SimilarityQuality.measure(
            FixedNeighbours(lists: [[], [], [], []]),
            on: EvaluationTask(fit: fit, heldOut: InteractionMatrix(rows: [[]], columnCount: 4)), movies: movies,
            workerCount: 3)
        #expect(quality.coLikeGain == nil && quality.genreOverlap == nil && quality.answeredShare == 0)
    }
}
