import Actors
import Foundation
import HTTPTypes
import Models
import NIOCore
import Testing

@testable import Gateway

@Suite struct RecommendationRouteTests {
    private let world = GatewayWorld()

    @Test func `an answer says everything the API promises`() async throws {
        let answer = try await world.post("/recommend", #"{"user_id":"u9","k":3}"#)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "application/json")
        #expect(answer.json["request_id"] as? String == answer.headers[.requestID])
        #expect(answer.json["model"] as? [String: String] == ["name": "test", "version": "1"])
        #expect(answer.json["is_fallback"] as? Bool == true)
        #expect(answer.json["fallback_reason"] as? String != nil)
        #expect(answer.json["latency_ms"] is Double)
        #expect(answer.items.count == 3)
        #expect(answer.items.map { $0["rank"] as? Int } == [1, 2, 3])
        let first = try #require(answer.items.first)
        #expect(Set(first.keys) == ["movie_id", "title", "year", "genres", "score", "rank", "reason"])
    }

    @Test func `ids are taken as numbers and strings alike, and returned as strings`() async throws {
        let byNumber = try await world.post("/recommend", #"{"user_id":196,"k":2,"exclude":[1],"seeds":[2]}"#)
        let byString = try await world.post("/recommend", #"{"user_id":"196","k":2,"exclude":["1"],"seeds":["2"]}"#)
        #expect(byNumber.status == 200)
        #expect(byNumber.ids == byString.ids)
    }

    @Test func `filters, exclusions and seen films hold`() async throws {
        let drama = try await world.post(
            "/recommend", #"{"user_id":"u9","genres":["drama"],"year_min":1991,"year_max":1993}"#)
        #expect(Set(drama.ids) == ["i1", "i3"])
        let excluded = try await world.post("/recommend", #"{"user_id":"u9","genres":["Drama"],"exclude":["i1"]}"#)
        #expect(Set(excluded.ids) == ["i0", "i3"])
        let unseen = try await world.post("/recommend", #"{"user_id":"u0","k":100}"#)
        #expect(!unseen.ids.contains("i0") && !unseen.ids.contains("i2"))
        let seen = try await world.post("/recommend", #"{"user_id":"u0","k":100,"exclude_seen":false}"#)
        #expect(seen.ids.contains("i0") && seen.ids.contains("i2"))
    }

    @Test func `explanations come when they are asked for`() async throws {
        let answer = try await world.post("/recommend", #"{"user_id":"u9","explain":true}"#)
        let explanation = try #require(answer.items.first?["explanation"] as? [String: Any])
        #expect(RecommendationReason.kinds.contains(explanation["kind"] as? String ?? ""))
    }

    @Test func `a list for a viewer is JSON, or ids alone for those who want text`() async throws {
        let json = try await world.get("/recommend/u9?k=3")
        let text = try await world.get("/recommend/u9?k=3", headers: [.accept: "text/plain"])
        #expect(json.headers[.contentType] == "application/json")
        #expect(text.headers[.contentType] == "text/plain; charset=utf-8")
        #expect(text.text == json.ids.joined(separator: ","))
    }

    @Test(arguments: [
        ("text/plain", true), ("TEXT/PLAIN;q=0.9, application/json;q=0.8", true),
        ("application/json, text/plain", false),
        ("*/*", false), ("text/plain;q=0", false), ("text/html", false),
    ])
    func `the Accept header chooses`(_ accept: String, _ isText: Bool) async throws {
        let answer = try await world.get("/recommend/u9", headers: [.accept: accept])
        #expect((answer.headers[.contentType]?.hasPrefix("text/plain") == true) == isText)
    }

    @Test func `an id in a path may be escaped`() async throws {
        #expect(try await world.get("/recommend/a%2Fb%20c").status == 200)
        #expect(try await world.get("/recommend/").status == 422)
    }

    @Test func `a title finds a film and says which`() async throws {
        let answer = try await world.get("/recommend?movie=alph&k=2")
        let understood = try #require(answer.json["understood"] as? [String: Any])
        #expect(understood["movie_id"] as? String == "i0")
        #expect(answer.json["near_misses"] is [Any])
        #expect(answer.items.count == 2)
        #expect(!answer.ids.contains("i0"))
    }

    @Test func `similar films, and popular ones of a genre`() async throws {
        let similar = try await world.post("/similar", #"{"movie_id":"i4","k":2}"#)
        #expect(similar.status == 200 && similar.items.count == 2 && !similar.ids.contains("i4"))
        let popular = try await world.get("/popular?genre=comedy&k=2")
        #expect(Set(popular.ids).isSubset(of: ["i1", "i2", "i6"]))
        #expect(popular.json["is_fallback"] as? Bool == false)
    }

    @Test func `titles arrive as they are, whatever is in them`() async throws {
        let answer = try await world.get("/popular?k=100")
        let titles = Dictionary(
            uniqueKeysWithValues: answer.items.map { ($0["movie_id"] as! String, $0["title"] as! String) })
        for movie in ServingSnapshot.movies { #expect(titles[movie.id.rawValue] == movie.title) }
        #expect(answer.items.first { $0["movie_id"] as? String == "i5" }?["year"] is NSNull)
    }

    @Test func `prepared fragments give the same bytes as films written one by one`() async throws {
        let snapshot = ServingSnapshot.small
        let fragments = MovieFragments(snapshot.catalogue)
        for number in snapshot.catalogue.movies.indices {
            var prepared = ByteBuffer(), direct = ByteBuffer()
            fragments.write(ItemNumber(number), into: &prepared)
            direct.writeFragment(of: snapshot.catalogue.movies[number])
            #expect(prepared == direct)
        }
    }

    @Test func `the cache holds the newest snapshot only`() async {
        let cache = MovieFragmentCache()
        let old = ServingSnapshot.fixture(version: "1"), new = ServingSnapshot.fixture(version: "2")
        func isReady(_ snapshot: ServingSnapshot) -> Bool { cache.fragments(for: snapshot).map { _ in true } ?? false }
        #expect(!isReady(new))
        await cache.make(for: new)
        await cache.make(for: old)
        #expect(isReady(new))
        #expect(!isReady(old))
    }
}
