import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct FreshEventServingTests {
    @Test func `a like of a trained viewer changes the next answer`() async throws {
        let server = TestServer()
        await server.remember(.rating("u0", "i4", 5))
        let answer = try await server.recommend("u0")
        #expect(answer.numbers == [1, 3, 5, 6, 7])
        #expect(answer.items.map(\.score) == [2, 2, 2, 1, 1])
    }

    /// By hand, k0 = 10, one like: share 1/11. Film 0: 10/11 = 0.909; 1: 0.455; 2: 0.303; 5: 1/11 + 10/66 = 0.242;
    /// 3: 0.227; 6: 0.130; 7: 0.114.
    @Test func `a stranger's first like is folded in and blended`() async throws {
        let server = TestServer()
        #expect(try await server.recommend("new").fallbackReason == .unknownUser)
        await server.remember(.rating("new", "i4", 5))
        let answer = try await server.recommend("new")
        #expect(answer.numbers == [0, 1, 2, 5, 3, 6, 7])
        #expect(!answer.isFallback)
    }

    @Test(arguments: [
        Interaction.rating("u0", "i1", 1), .event("u0", "i1", .skip), .event("u0", "i1", .watch, 2),
    ])
    func `what was met without liking only stays out`(interaction: Interaction) async throws {
        let server = TestServer()
        await server.remember(interaction)
        #expect(try await server.recommend("u0").numbers == [3, 4, 5, 6, 7])
        #expect(try await server.recommend("u1").numbers.contains(1))
    }

    @Test func `a stranger who liked nothing gets popular films without those they met`() async throws {
        let server = TestServer()
        await server.remember(.rating("new", "i0", 1), .event("new", "i2", .skip))
        let answer = try await server.recommend("new", count: 3)
        #expect(answer.fallbackReason == .noHistory)
        #expect(answer.numbers == [1, 3, 4])
    }

    @Test func `a like taken back speaks no more`() async throws {
        let server = TestServer()
        await server.remember(.rating("u0", "i0", 1, at: 200))
        let answer = try await server.recommend("u0")
        #expect(answer.numbers == [3, 1, 4, 5, 6, 7])
        await server.remember(.rating("u0", "i2", 1, at: 200))
        #expect(try await server.recommend("u0").fallbackReason == .noHistory)
    }

    @Test func `what a like is, is the rule of the model that serves, also of events before a swap`() async throws {
        let server = TestServer()
        await server.remember(.rating("new", "i4", 3))
        #expect(try await server.recommend("new").fallbackReason == .noHistory)
        let generous = ServingSettings(foldInPrior: 10, positives: PositiveRule(minimumRating: 3))
        await server.store.swap(to: .fixture(.small, version: 2, settings: generous))
        #expect(try await server.recommend("new").numbers == [0, 1, 2, 5, 3, 6, 7])
        await server.store.swap(to: .fixture(.small, version: 3))
        #expect(try await server.recommend("new").fallbackReason == .noHistory)
    }

    @Test func `seeds join a stranger's own likes for one request`() async throws {
        let server = TestServer()
        await server.remember(.rating("new", "i4", 5))
        let joined = try await server.recommend("new") { $0.seeds = ["i6"] }
        #expect(!joined.numbers.contains(6))
        #expect(abs(joined.items[0].score - (1 + 5.0 / 6)) < 1e-5)  // two likes: share 1/6
        #expect(try await server.recommend("new").numbers == [0, 1, 2, 5, 3, 6, 7])
    }

    @Test func `a film the model does not know is remembered for the model that does`() async throws {
        let server = TestServer()
        await server.remember(.rating("new", "i9", 5))
        #expect(try await server.recommend("new").fallbackReason == .noHistory)
        let larger = TrainingSet.fixture(likes: [[0]], itemCount: 10)
        await server.store.swap(to: .fixture(larger, version: 2, settings: ServingSettings(foldInPrior: 0)))
        let answer = try await server.recommend("new", count: 1)
        #expect(answer.numbers == [8])
        #expect(!answer.isFallback)
    }

    @Test func `events that the next model was trained with are no news to it`() async throws {
        let foldings = CallCount()
        let server = TestServer()
        await server.remember(.rating("u0", "i4", 5))
        _ = try await server.recommend("u0")
        let retrained = TrainingSet.fixture(likes: [[0, 2, 4], [4], []], itemCount: 8)
        await server.store.swap(
            to: .fixture(retrained, model: PartnerRecommender(retrained, tag: 2, foldings: foldings), version: 2))
        #expect(try await server.recommend("u0").numbers == [1, 3, 5, 6, 7])
        #expect(foldings.count == 0)
    }

    @Test func `numbers of a model with other numbers are its own`() async throws {
        let server = TestServer()
        await server.remember(.rating("new", "i4", 5))
        _ = try await server.recommend("new")
        let reversed = ItemVocabulary((0..<8).reversed().map { ItemID("i\($0)") })
        let training = TrainingSet(
            users: UserVocabulary(["u0"]), items: reversed,
            positives: InteractionMatrix(rows: [[]], columnCount: 8), positiveTimes: FrozenArray([]),
            seen: InteractionMatrix(rows: [[]], columnCount: 8), movies: reversed.ids.map { Movie(id: $0, title: "") },
            latest: 0, dataHash: "")
        await server.store.swap(to: .fixture(training, version: 2, settings: ServingSettings(foldInPrior: 0)))
        let answer = try await server.recommend("new")
        // i4 is number 3 now, its partner number 2 is i5.
        #expect(answer.snapshot.items.id(of: answer.items[0].item) == "i5")
        #expect(answer.items.count == 7)
        #expect(!answer.numbers.contains(3))
    }
}
