import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct SnapshotMemoryTests {
    /// Serves every kind of request on a snapshot that only the store holds, so that all that could keep it has met it.
    private func serveEverything(_ server: TestServer) async throws {
        await server.remember(.rating("u0", "i4", 5), .rating("new", "i2", 5))
        for user in ["u0", "u1", "new", "nobody"] as [UserID] {
            _ = try await server.recommend(user) { $0.explain = true }
        }
        _ = try await server.service.similar(to: "i0", count: 3, requestID: "s")
        _ = try await server.service.popular(genre: "Drama", count: 3, requestID: "p")
        _ = try server.service.movies(limit: 3)
    }

    @Test func `nothing keeps an old snapshot once it is swapped out, not even unwritten records`() async throws {
        let server = TestServer(nil)
        await server.store.swap(to: .fixture(.small, version: 1))
        try await serveEverything(server)
        weak let old = server.store.current
        #expect(old != nil)
        await server.store.swap(to: .fixture(.small, version: 2))
        #expect(old == nil)
        #expect(server.takeRecords().count == 6)
    }

    @Test func `an old snapshot lives until its last answer ends`() async throws {
        let server = TestServer(nil)
        await server.store.swap(to: .fixture(.small, version: 1))
        var answer: RecommendationAnswer? = try await server.recommend("u0")
        weak let old = server.store.current
        await server.store.swap(to: .fixture(.small, version: 2))
        #expect(old?.version == .test(1))
        #expect(answer?.snapshot.version == .test(1))
        answer = nil
        #expect(old == nil)
    }

    @Test func `a rollback keeps versions, not models`() async throws {
        struct Loader: SnapshotLoader {
            func load(_ version: ModelVersion) async throws -> ServingSnapshot { .fixture(.small, version: 1) }
        }
        let store = ModelStore(serving: .fixture(.small, version: 1), loader: Loader())
        weak let first = store.current
        await store.swap(to: .fixture(.small, version: 2))
        #expect(first == nil)
        weak let second = store.current
        try await store.rollback()
        #expect(second == nil)
        #expect(store.current?.version == .test(1))
    }
}
