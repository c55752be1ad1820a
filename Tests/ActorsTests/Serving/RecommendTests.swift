import Models
import TestSupport
import Testing

@testable import Actors

/// In `TrainingSet.small` films are paired 0–1, 2–3, 4–5, 6–7; u0 likes 0 and 2, u1 likes 4 and met 5, u2 met 6.
@Suite struct RecommendTests {
    @Test func `a trained viewer gets their own list without what they have met`() async throws {
        let answer = try await TestServer().recommend("u0")
        #expect(answer.numbers == [1, 3, 4, 5, 6, 7])
        #expect(answer.items.map(\.score) == [2, 2, 1, 1, 1, 1])  // the model's tag is 1
        #expect(!answer.isFallback)
        #expect(answer.reasons == Array(repeating: .personal, count: 6))
        #expect(answer.requestID == "r")
    }

    @Test func `what was met comes back when asked for`() async throws {
        let answer = try await TestServer().recommend("u0") { $0.excludeSeen = false }
        #expect(answer.numbers == [1, 3, 0, 2, 4, 5, 6, 7])
    }

    @Test(
        arguments: [
            (["Drama"], nil, nil, [1, 3, 5]), (["drama", "COMEDY"], nil, nil, [1, 3, 5, 6]),
            ([], 1994, nil, [4, 5, 6, 7]), ([], nil, 1993, [1, 3]), ([], 1993, 1995, [3, 4, 5]),
            (["Action"], 1990, 1994, [4]), ([], 2020, nil, []), ([], 1995, 1990, []),
            ([], Int.min, Int.max, [1, 3, 4, 5, 6, 7]),
        ] as [([String], Int?, Int?, [Int])])
    func `genres and years filter`(genres: [String], first: Int?, last: Int?, numbers: [Int]) async throws {
        let answer = try await TestServer().recommend("u0") {
            $0.genres = genres
            $0.yearMin = first
            $0.yearMax = last
        }
        #expect(answer.numbers == numbers)
    }

    @Test func `films to leave out stay out, unknown ones are ignored`() async throws {
        let answer = try await TestServer().recommend("u0") { $0.exclude = ["i1", "i5", "nothing", "i1"] }
        #expect(answer.numbers == [3, 4, 6, 7])
    }

    @Test(arguments: [(0, 0), (1, 1), (6, 6), (7, 6), (Int.max, 6), (-1, 0), (Int.min, 0)])
    func `no count can hurt`(count: Int, answered: Int) async throws {
        #expect(try await TestServer().recommend("u0", count: count).items.count == answered)
    }

    @Test func `a list is never longer than the settings allow`() async throws {
        let server = TestServer(.fixture(.small, settings: ServingSettings(maximumCount: 2)))
        #expect(try await server.recommend("u0", count: 5).items.count == 2)
    }

    @Test(
        arguments: [
            ("stranger" as UserID?, [], FallbackReason.unknownUser, [0, 1, 2]), (nil, [], .noUser, [0, 1, 2]),
            ("stranger", ["nothing"], .seedsUnknown, [0, 1, 2]), (nil, ["nothing"], .seedsUnknown, [0, 1, 2]),
            ("u2", [], .noHistory, [0, 1, 2]),
        ] as [(UserID?, [ItemID], FallbackReason, [Int])])
    func `whom nothing speaks for gets popular films, marked`(
        user: UserID?, seeds: [ItemID], reason: FallbackReason, numbers: [Int]
    ) async throws {
        let answer = try await TestServer().recommend(user, count: 3) { $0.seeds = seeds }
        #expect(answer.fallbackReason == reason)
        #expect(answer.isFallback)
        #expect(answer.numbers == numbers)
        #expect(answer.reasons == Array(repeating: .popular, count: 3))
    }

    @Test func `a fallback in genres is popular in them`() async throws {
        let answer = try await TestServer().recommend("stranger") { $0.genres = ["Action"] }
        #expect(answer.numbers == [4, 7])
        #expect(answer.reasons == [.popularInGenre, .popularInGenre])
    }

    @Test func `a fallback leaves out what a known viewer has met`() async throws {
        #expect(try await TestServer().recommend("u2").numbers == [0, 1, 2, 3, 4, 5, 7])
    }

    /// By hand, k0 = 10, two likes of weight 1: share 1/6. Film 1: 1/6 + 5/6 · 1/2 = 0.583; 5: 1/6 + 5/6 · 1/6 = 0.306;
    /// 2: 5/6 · 1/3 = 0.278; 3: 0.208; 6: 0.119; 7: 0.104.
    @Test func `seeds are folded in, blended with popularity and left out`() async throws {
        let server = TestServer()
        let answer = try await server.recommend(nil) { $0.seeds = ["i4", "i0", "i4", "nothing"] }
        #expect(answer.numbers == [1, 5, 2, 3, 6, 7])
        #expect(!answer.isFallback)
        #expect(abs(answer.items[0].score - (1 + 7.0 / 12)) < 1e-5)
        #expect(server.unknownItems.drain() == ["nothing": 1])
        #expect(await server.router.liveState.viewers == 0)
    }

    @Test func `recency takes part in what a viewer's own events ask, not in what seeds ask`() async throws {
        let training = TrainingSet.small
        let plugin = BlendPlugin(bases: [ItemCFPlugin()])
        let blend = try await plugin.makeTrainer(["base": .text("itemcf"), "weight": .number(100)]).train(
            on: training, options: TrainingOptions(workerCount: 1))
        let base = try await plugin.makeTrainer(["base": .text("itemcf"), "weight": .number(0)]).train(
            on: training, options: TrainingOptions(workerCount: 1))
        let server = TestServer(training, model: blend)
        let plain = TestServer(training, model: base)
        for server in [server, plain] { await server.remember(.rating("new", "i0", 5)) }
        for _ in 0..<2 {
            #expect(
                try await server.recommend(nil) { $0.seeds = ["i0"] }.items
                    == plain.recommend(nil) { $0.seeds = ["i0"] }.items)
            #expect(try await !server.recommend("new").isFallback)
            #expect(try await server.recommend("new").items != plain.recommend("new").items)
            #expect(try await server.recommend("u0").items != plain.recommend("u0").items)
        }
    }

    @Test func `a viewer too new to be trained is folded in from their row`() async throws {
        let all = TrainingSet.small
        let training = TrainingSet(
            users: all.users, items: all.items, positives: all.positives, positiveTimes: all.positiveTimes,
            seen: all.seen, movies: all.movies, latest: 0, dataHash: "", trainedUserCount: 1)
        let answer = try await TestServer(training).recommend("u1")
        #expect(!answer.isFallback)
        #expect(answer.numbers == [0, 1, 2, 3, 6, 7])  // 4 and 5 are met; the partner of 4 is 5
        #expect(abs(answer.items[0].score - (1 + 10.0 / 11)) < 1e-5)
    }

    @Test func `a model without vectors is asked by the history`() async throws {
        let training = TrainingSet.small
        let server = TestServer(training, model: PartnerHistoryRecommender(training))
        #expect(try await server.recommend("u0", count: 2).numbers == [1, 3])
        await server.remember(.rating("new", "i6", 5))
        let answer = try await server.recommend("new", count: 1)
        #expect(answer.numbers == [7])
        #expect(!answer.isFallback)
        #expect(try await server.recommend(nil, count: 1) { $0.seeds = ["i3"] }.numbers == [2])
    }

    @Test func `a model of rows alone answers others by popularity, marked`() async throws {
        let training = TrainingSet.small
        let server = TestServer(
            training, model: FixedRecommender(scores: [0, 1, 2, 3, 4, 5, 6, 7], userCount: training.userCount))
        #expect(try await server.recommend("u0", count: 2).numbers == [7, 6])
        let answer = try await server.recommend(nil, count: 2) { $0.seeds = ["i0"] }
        #expect(answer.fallbackReason == .modelNotPersonal)
        #expect(answer.numbers == [1, 2])
    }

    @Test func `an explanation names the viewer's own film that speaks for each`() async throws {
        let answer = try await TestServer().recommend("u0", count: 3) { $0.explain = true }
        #expect(answer.numbers == [1, 3, 4])
        #expect(answer.reasons == [.becauseOf(ItemNumber(0)), .becauseOf(ItemNumber(2)), .personal])
    }

    @Test func `only so many items of a list are explained`() async throws {
        let server = TestServer(.fixture(.small, settings: ServingSettings(maximumExplained: 1)))
        let answer = try await server.recommend("u0", count: 2) { $0.explain = true }
        #expect(answer.reasons == [.becauseOf(ItemNumber(0)), .personal])
    }

    @Test func `without a model there is no answer`() async throws {
        let server = TestServer(nil)
        let error = await #expect(throws: ServingError.self) { try await server.recommend("u0") }
        #expect(error?.code == .notReady)
    }

    @Test func `an unknown genre is an error that names the known ones`() async throws {
        let server = TestServer()
        let error = await #expect(throws: ServingError.self) {
            try await server.recommend("u0") { $0.genres = ["Drama", "Opera"] }
        }
        #expect(error?.code == .unknownGenre("Opera", known: ["Action", "Comedy", "Drama"]))
    }
}
