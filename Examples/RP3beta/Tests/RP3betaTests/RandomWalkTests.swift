import Models
import Testing

@testable import RP3beta

/// By hand: viewer 0 likes films 0 and 1, viewer 1 likes 1 and 2, viewer 2 likes 1. From film 0 the only viewer is 0, who
/// steps on to film 1 with chance 1/2: walk(0 → 1) = 1 · 1/2. From film 1 one of three viewers leads to film 0:
/// walk(1 → 0) = 1/3 · 1/2. Between films 0 and 2 there is no viewer.
@Suite struct RandomWalkTests {
    private static let likes = InteractionMatrix(
        rows: [[(0, 1), (1, 1)], [(1, 1), (2, 1)], [(1, 1)]], columnCount: 3)

    private func rows(alpha: Double, beta: Double, limit: Int = 10, workers: Int = 1) async throws -> [[Int: Float]] {
        let walk = RandomWalk(Self.likes, alpha: alpha, beta: beta, limit: limit)
        let matrix = try await walk.neighbours(TrainingOptions(workerCount: workers))
        return (0..<3).map { row in
            matrix.withRow(row) { films, values in
                Dictionary(uniqueKeysWithValues: zip(films.map { Int($0) }, values))
            }
        }
    }

    @Test func `walks are the products of two steps' chances, over the highest`() async throws {
        let rows = try await rows(alpha: 1, beta: 0)
        #expect(rows[1] == [0: 1, 2: 1])
        #expect(rows[0].keys.sorted() == [1])
        #expect(abs(try #require(rows[0][1]) - 1 / 3) < 1e-6)  // (1/6) / (1/2)
        #expect(abs(try #require(rows[2][1]) - 1 / 3) < 1e-6)
    }

    @Test func `alpha is a power of each chance`() async throws {
        let rows = try await rows(alpha: 2, beta: 0)
        #expect(abs(try #require(rows[0][1]) - 1 / 9) < 1e-6)  // (1/9 · 1/4) / (1 · 1/4)
    }

    @Test func `beta divides by how many like the film the walk ends at`() async throws {
        let rows = try await rows(alpha: 1, beta: 1)  // 1/2 / 3 to film 1, 1/6 / 1 to the others: all the same
        for row in rows { for value in row.values { #expect(abs(value - 1) < 1e-6) } }
    }

    @Test func `the films of the highest values are kept, the first of equals`() async throws {
        let rows = try await rows(alpha: 1, beta: 0, limit: 1)
        #expect(rows[1] == [0: 1])
    }
}
