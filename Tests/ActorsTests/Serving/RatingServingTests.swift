import Models
import TestSupport
import Testing

@testable import Actors

/// A model of ratings in service: it learns from stars, so low ones count too.
@Suite struct RatingServingTests {
    /// 30 viewers: even ones give even films 5 stars and odd ones 1, odd viewers the other way round.
    private static let training: TrainingSet = {
        let stars = (0..<30).map { user in
            (0..<12).filter { ($0 + user) % 5 != 1 }.map { (item: $0, rating: Float($0 % 2 == user % 2 ? 5 : 1)) }
        }
        return .fixture(
            likes: stars.map { row in row.filter { $0.rating == 5 }.map(\.item) },
            disliked: stars.map { row in row.filter { $0.rating == 1 }.map(\.item) }, itemCount: 12, stars: stars)
    }()

    private func server() async throws -> TestServer {
        let model = try await SVDPlugin().makeTrainer(["factors": .integer(8), "doubt": .number(1)])
            .train(on: Self.training, options: TrainingOptions(workerCount: 1))
        let server = TestServer()
        await server.store.swap(to: .fixture(Self.training, model: model, version: 2))
        return server
    }

    @Test func `a new viewer who gave nothing but low ratings is known by them`() async throws {
        let server = try await server()
        for item in [1, 3, 5, 7] { await server.remember(.rating("new", ItemID("i\(item)"), 1)) }
        let answer = try await server.recommend("new", count: 4)
        #expect(!answer.isFallback)
        #expect(answer.numbers.allSatisfy { $0 % 2 == 0 })
    }

    @Test func `a film that was named as liked counts as one that was given the stars of a like`() async throws {
        let server = try await server()
        await server.remember(.event("new", "i1", .watch, 120))
        await server.remember(.event("new", "i3", .watch, 120))
        let answer = try await server.recommend("new", count: 4)
        #expect(!answer.isFallback && answer.numbers.allSatisfy { $0 % 2 == 1 })
    }

    @Test func `a trained viewer who rates again is folded in with what they rated before`() async throws {
        let server = try await server()
        let before = try await server.recommend("u0").items
        await server.remember(.rating("u0", "i0", 5))
        #expect(try await server.recommend("u0").items == before)
        await server.remember(.rating("u0", "i0", 1))
        let after = try await server.recommend("u0").items
        #expect(after.map(\.score) != before.map(\.score))
    }
}

@Suite struct RatingHistoryTests {
    @Test func `what came since stands in the place of the row's stars`() async throws {
        let training = TrainingSet.fixture(
            likes: [[0, 3]], disliked: [[5]], itemCount: 8, stars: [[(0, 4), (3, 5), (5, 2)]])
        let model = try await BaselinePlugin().makeTrainer([:])
            .train(on: training, options: TrainingOptions(workerCount: 1))
        let snapshot = ServingSnapshot.fixture(training, model: model)
        let viewer = ViewerState()
        let events = [
            Interaction.rating("u0", "i7", 1), .rating("u0", "i3", 2), .event("u0", "i1", .watch, 60),
            .rating("u0", "i2", 3), .event("u0", "i5", .watch, 60),
        ]
        for event in events { _ = viewer.add(event, maximum: 100) }
        viewer.resolve(in: snapshot, row: UserNumber(0))
        var query = Query(eligible: ItemMask(count: 8))
        query.appendRatings(
            row: UserNumber(0), of: try #require(snapshot.predicting).ratings, with: viewer)
        #expect(query.ratings.map(\.item.index) == [0, 2, 3, 5, 7])
        #expect(query.ratings.map(\.rating) == [4, 3, 2, 2, 1])
        #expect(viewer.changesHistory)
    }

    @Test(arguments: [("i0", 4.0, false), ("i0", 5.0, true), ("i5", 2.0, false), ("i5", 1.0, true)])
    func `other stars are news to a model of ratings`(item: String, stars: Double, isNews: Bool) async throws {
        let training = TrainingSet.fixture(likes: [[0]], disliked: [[5]], itemCount: 8, stars: [[(0, 4), (5, 2)]])
        let model = try await BaselinePlugin().makeTrainer([:])
            .train(on: training, options: TrainingOptions(workerCount: 1))
        let viewer = ViewerState()
        _ = viewer.add(.rating("u0", ItemID(item), stars), maximum: 10)
        viewer.resolve(in: .fixture(training, model: model), row: UserNumber(0))
        #expect(viewer.changesHistory == isNews)
    }
}
