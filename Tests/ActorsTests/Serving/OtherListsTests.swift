import Models
import TestSupport
import Testing

@testable import Actors

@Suite struct OtherListsTests {
    private let later = Movie(id: "later", title: "Brand New", year: 2026, genres: ["Action"])

    @Test func `similar films come without the film itself`() async throws {
        let answer = try await TestServer().service.similar(to: "i2", count: 2, requestID: "s")
        #expect(answer.numbers == [3, 0])
        #expect(answer.reasons == [.similarTo(ItemNumber(2)), .similarTo(ItemNumber(2))])
        #expect(!answer.isFallback)
    }

    @Test func `a film nobody knows is an error and is noted`() async throws {
        let server = TestServer()
        let error = await #expect(throws: ServingError.self) {
            try await server.service.similar(to: "nothing", count: 2, requestID: "s")
        }
        #expect(error?.code == .unknownItem("nothing"))
        #expect(throws: ServingError.self) { try server.service.movie("nothing") }
        #expect(server.unknownItems.drain() == ["nothing": 2])
        #expect(server.counters[.unknownItems] == 2)
    }

    @Test func `a film that came after the training gets popular ones of its genres, marked, and is noted`()
        async throws
    {
        let server = TestServer(.fixture(.small, laterMovies: [later]))
        let answer = try await server.service.similar(to: "later", count: 5, requestID: "s")
        #expect(answer.fallbackReason == .movieNotInModel)
        #expect(answer.numbers == [4, 7])
        #expect(server.unknownItems.drain() == ["later": 1])
    }

    @Test func `a model that cannot compare films answers with popular ones, marked`() async throws {
        let training = TrainingSet.small
        let server = TestServer(training, model: PartnerHistoryRecommender(training))
        let answer = try await server.service.similar(to: "i0", count: 2, requestID: "s")
        #expect(answer.fallbackReason == .modelNotComparing)
        #expect(answer.numbers == [1, 2])
    }

    @Test func `popular films are what was asked for, not a fallback`() async throws {
        let server = TestServer()
        let all = try await server.service.popular(genre: nil, count: 3, requestID: "p")
        #expect(all.numbers == [0, 1, 2])
        #expect(!all.isFallback)
        let comedy = try await server.service.popular(genre: "comedy", count: 9, requestID: "p")
        #expect(comedy.numbers == [1, 2, 6])
        #expect(comedy.reasons == [.popularInGenre, .popularInGenre, .popularInGenre])
        await #expect(throws: ServingError.self) {
            try await server.service.popular(genre: "Opera", count: 1, requestID: "p")
        }
    }

    @Test func `a title finds its film and films like it`() async throws {
        let server = TestServer()
        let found = try await server.service.recommend(likeTitle: "gamma", count: 1, requestID: "t")
        #expect(found.understood == ItemNumber(2))
        #expect(found.answer.numbers == [3])
        let misspelt = try await server.service.recommend(likeTitle: "Epsillon", count: 1, requestID: "t")
        #expect(misspelt.understood == ItemNumber(4))
        let error = await #expect(throws: ServingError.self) {
            try await server.service.recommend(likeTitle: "qqqq zzzz", count: 1, requestID: "t")
        }
        #expect(error?.code == .unknownTitle)
        #expect(server.counters[.unknownTitles] == 1)
    }

    @Test func `a film can be looked up, ranked or not`() throws {
        let server = TestServer(.fixture(.small, laterMovies: [later]))
        #expect(try server.service.movie("i3").movie.title == "Delta")
        #expect(try server.service.movie("i3").isRanked)
        #expect(try !server.service.movie("later").isRanked)
    }

    @Test(arguments: [1, 3, 4, 9, 200, Int.max])
    func `pages put together are the catalogue`(limit: Int) throws {
        let server = TestServer(.fixture(.small, laterMovies: [later]))
        var items: [Int] = []
        var cursor: ItemNumber?
        repeat {
            let page = try server.service.movies(after: cursor, limit: limit)
            #expect(page.items.count <= max(1, limit))
            items += page.items.map(\.index)
            cursor = page.next
        } while cursor != nil
        #expect(items == Array(0...8))
    }

    @Test func `a search is a page too, best first, later films included`() throws {
        let server = TestServer(.fixture(.small, laterMovies: [later]))
        #expect(try server.service.movies(matching: "brand", limit: 5).items == [ItemNumber(8)])
        #expect(try server.service.movies(matching: "brand", genre: "Drama", limit: 5).items.isEmpty)
        #expect(try server.service.movies(matching: "", limit: 5).items.isEmpty)
    }

    @Test func `a search behind a film it did not find ends, and does not begin anew`() throws {
        let page = try TestServer().service.movies(matching: "alpha", after: ItemNumber(3), limit: 5)
        #expect(page.items.isEmpty && page.next == nil)
    }

    @Test func `a page can be of one genre`() throws {
        let page = try TestServer().service.movies(genre: "drama", limit: 2)
        #expect(page.movies.map(\.title) == ["Alpha", "Beta"])
        #expect(page.next == ItemNumber(1))
        #expect(
            try TestServer().service.movies(genre: "drama", after: page.next, limit: 9).items.map(\.index) == [3, 5])
    }

    @Test func `no cursor and no limit can hurt`() throws {
        let server = TestServer()
        for cursor in [Int32.min, -1, 7, 8, Int32.max] {
            for limit in [Int.min, 0, Int.max] {
                _ = try server.service.movies(after: ItemNumber(rawValue: cursor), limit: limit)
                _ = try server.service.movies(matching: "a", after: ItemNumber(rawValue: cursor), limit: limit)
            }
        }
        #expect(try server.service.movies(after: ItemNumber(rawValue: .max), limit: 5).items.isEmpty)
    }

    @Test func `every answer leaves a record`() async throws {
        let server = TestServer(.fixture(.small, version: 7), time: TestTime().time)
        _ = try await server.recommend("u0", count: 2)
        _ = try await server.service.popular(genre: nil, count: 1, requestID: "p")
        _ = try await server.recommend("stranger", count: 1)
        let records = server.takeRecords().sorted { $0.requestID < $1.requestID }
        #expect(records.count == 3)
        #expect(records[0].endpoint == .popular)
        #expect(records[0].user == nil)
        let own = try #require(records.first { $0.user == "u0" })
        #expect(
            own
                == ServedRecord(
                    requestID: "r", timestamp: 0, user: "u0", endpoint: .recommend, version: .test(7),
                    places: [.init(item: "i1", score: 8), .init(item: "i3", score: 8)], latency: .zero,
                    fallbackReason: nil, question: ServedQuestion(RecommendationRequest(requestID: "r"), count: 2)))
        #expect(records.first { $0.user == "stranger" }?.fallbackReason == .unknownUser)
    }

    @Test func `a record holds what was asked, where it was not the usual`() async throws {
        let usual = RecommendationRequest(requestID: "r", user: "u0")
        #expect(ServedQuestion(usual, count: 10) == nil && ServedQuestion(popularOf: nil, count: 10) == nil)
        #expect(ServedQuestion.request(nil, requestID: "r", user: "u0") == usual)
        let wishes = RecommendationRequest(
            requestID: "r", user: "u0", count: 3, genres: ["Drama"], yearMin: 1990, yearMax: 1999, excludeSeen: false,
            exclude: ["i1"], seeds: ["i2"], explain: true)
        let kept = try #require(ServedQuestion(wishes, count: 3))
        #expect(ServedQuestion.request(kept, requestID: "r", user: "u0") == wishes)
        let server = TestServer()
        _ = try await server.service.similar(to: "i1", count: 2, requestID: "s")
        #expect(server.takeRecords().map(\.question) == [ServedQuestion(like: "i1", count: 2)])
    }
}
