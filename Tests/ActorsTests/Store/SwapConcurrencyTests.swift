import Models
import Synchronization
import TestSupport
import Testing

@testable import Actors

/// The last version whose swap has returned.
private final class LatestVersion: Sendable {
    let version = Atomic<Int>(1)
}

@Suite struct SwapConcurrencyTests {
    /// Snapshot n: every score of its model is n or more and below n + 1.x by its rule, its films are titled "n".
    private func snapshot(_ version: Int) -> ServingSnapshot {
        let movies = (0..<8).map { Movie(id: ItemID("i\($0)"), title: "\(version)") }
        let training = TrainingSet.fixture(likes: [[0, 2], [4], []], itemCount: 8, movies: movies)
        return .fixture(training, model: PartnerRecommender(training, tag: Float(version * 10)), version: version)
    }

    /// Whether everything in a personal answer is of its own version.
    private func isOfOneVersion(_ answer: RecommendationAnswer) -> Bool {
        guard let version = Int(answer.snapshot.version.version) else { return false }
        let scores = Float(version * 10)...Float(version * 10 + 2)
        return !answer.items.isEmpty && answer.isFallback == false
            && answer.items.allSatisfy {
                scores.contains($0.score) && answer.snapshot.catalogue[$0.item].title == "\(version)"
            }
    }

    @Test func `no answer mixes two versions, whatever swaps meanwhile`() async throws {
        let server = TestServer(snapshot(1))
        await server.remember(.rating("u0", "i6", 5), .rating("new", "i4", 5))
        let swapped = LatestVersion()
        let taskCount = 2_000, swapCount = 300

        let faults = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for version in 2...swapCount {
                    await server.store.swap(to: snapshot(version))
                    swapped.version.store(version, ordering: .releasing)
                    await Task.yield()
                }
                return 0
            }
            for task in 0..<taskCount {
                group.addTask {
                    var faults = 0
                    for user in ["u0", "u1", "new"] as [UserID] {
                        // After `swap` has returned, no request that begins reads an older snapshot.
                        let newest = swapped.version.load(ordering: .acquiring)
                        guard let answer = try? await server.recommend(user, count: 3) else {
                            faults += 1
                            continue
                        }
                        let served = Int(answer.snapshot.version.version) ?? 0
                        if served < newest || !isOfOneVersion(answer) { faults += 1 }
                    }
                    if task % 50 == 0 { await server.remember(.rating("new", ItemID("i\(task / 50 % 4)"), 5)) }
                    return faults
                }
            }
            return await group.reduce(0, +)
        }
        #expect(faults == 0)
        #expect(server.counters[.swaps] == swapCount - 1)
        #expect(server.takeRecords().count == taskCount * 3)
    }

    @Test func `a folded-in vector is made again for the next snapshot, and once for each`() async throws {
        let counts = [CallCount(), CallCount()]
        let training = TrainingSet.small
        let allTheirOwn = ServingSettings(foldInPrior: 0)
        let server = TestServer(
            .fixture(
                training, model: PartnerRecommender(training, tag: 1, foldings: counts[0]), settings: allTheirOwn))
        await server.remember(.rating("new", "i4", 5))
        for _ in 0..<3 { #expect(try await server.recommend("new", count: 1).numbers == [5]) }
        #expect(counts[0].count == 1)

        await server.store.swap(
            to: .fixture(
                training, model: PartnerRecommender(training, tag: 2, foldings: counts[1]), version: 2,
                settings: allTheirOwn))
        for _ in 0..<3 { #expect(try await server.recommend("new", count: 1).numbers == [5]) }
        #expect(counts[0].count == 1)
        #expect(counts[1].count == 1)

        await server.remember(.rating("new", "i0", 5))
        _ = try await server.recommend("new")
        #expect(counts[1].count == 2)
    }
}
