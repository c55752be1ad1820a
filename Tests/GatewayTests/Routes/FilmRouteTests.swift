import Actors
import Foundation
import Models
import Testing
import TestSupport

@testable import Gateway

@Suite struct FilmRouteTests {
    private let world = GatewayWorld()

    /// By hand: 2 + 2 · 4.5 + 5 = 16 stars of four ratings.
    @Test func `ratings are counted by half stars, with their mean`() async throws {
        let answer = try await world.get("/movies/i0/ratings")
        #expect(answer.json["ratings"] as? Int == 4 && answer.json["mean"] as? Double == 4)
        let counts = try #require(answer.json["counts"] as? [[String: Double]])
        #expect(counts.map { $0["stars"] } == stride(from: 0.5, through: 5, by: 0.5).map { $0 })
        #expect(counts.map { $0["ratings"] } == [0, 0, 0, 1, 0, 0, 0, 0, 2, 1])
    }

    @Test func `a film without ratings has no mean, and one that is not known no ratings`() async throws {
        let none = try await world.get("/movies/i99/ratings")
        #expect(none.status == 200 && none.json["ratings"] as? Int == 0 && none.json["mean"] is NSNull)
        let unknown = try await world.get("/movies/nope/ratings")
        #expect(unknown.status == 404 && unknown.code == "unknown_movie")
    }

    @Test func `films liked together, with how many liked both`() async throws {
        let likes = [[0, 1], [0, 1, 2], [0, 1, 2], [0, 2], [2]]
        let world = GatewayWorld(snapshot: try .liking(likes))
        let answer = try await world.get("/movies/i0/liked-together")
        #expect(answer.json["viewers"] as? Int == 4)
        // Both have three viewers in common with i0; i1 is liked by three in all, i2 by four.
        #expect(answer.ids == ["i1", "i2"] && answer.items.map { $0["viewers"] as? Int } == [3, 3])
        #expect(try await world.get("/movies/i0/liked-together?k=1").ids == ["i1"])
        #expect(try await world.get("/movies/i99/liked-together").ids == [])
        #expect(try await world.get("/movies/nope/liked-together").code == "unknown_movie")
        #expect(try await world.get("/movies/i0/liked-together?k=0").code == "out_of_range")
    }

    @Test func `genres say how many films they have`() async throws {
        let answer = try await world.get("/genres")
        let genres = try #require(answer.json["genres"] as? [[String: Any]])
        #expect(genres.map { $0["name"] as? String } == ["Action", "Comedy", "Drama"])
        // The later film, of Action, is in no list.
        #expect(genres.map { $0["movies"] as? Int } == [2, 3, 3])
        #expect(answer.json["year_min"] as? Int == 1990 && answer.json["year_max"] as? Int == 2020)
    }

    @Test func `viewers' ids are told only where the configuration says so`() async throws {
        let likes = (0..<40).map { _ in Array(0..<10) } + [[0]]
        let silent = GatewayWorld(snapshot: try .liking(likes, itemCount: 10))
        #expect(try await silent.get("/viewers/sample").text == #"{"viewers":[]}"#)
        let open = GatewayWorld(snapshot: try .liking(likes, itemCount: 10)) { $0.sampleViewers = true }
        let answer = try await open.get("/viewers/sample?k=4")
        let viewers = try #require(answer.json["viewers"] as? [[String: Any]])
        #expect(viewers.map { $0["user_id"] as? String } == ["u0", "u10", "u20", "u30"])
        #expect(viewers.allSatisfy { $0["movies"] as? Int == 10 })
        #expect(try await open.get("/viewers/sample?k=21").code == "out_of_range")
        // Viewers of fewer than ten films are no example.
        let few = GatewayWorld { $0.sampleViewers = true }
        #expect(try await few.get("/viewers/sample").text == #"{"viewers":[]}"#)
    }

    @Test func `popular films of some years, and of late`() async throws {
        #expect(try await world.get("/popular?year_min=1992&year_max=1994").ids == ["i2", "i4", "i3"])
        #expect(try await world.get("/popular?year_min=1992&genre=drama").ids == ["i3"])
        let wrong = try await world.get("/popular?year_min=1999&year_max=1990")
        #expect(wrong.status == 422)
        #expect(try await world.get("/popular?list=best").code == "out_of_range")
        // The model of this world is one of all time.
        let late = try await world.get("/popular?list=trending&k=3")
        #expect(late.json["fallback_reason"] as? String == "model_without_trend" && late.ids.count == 3)
        #expect(try await world.get("/popular?list=all_time&k=3").json["is_fallback"] as? Bool == false)
    }

    @Test func `what is trending is the model's own count of late`() async throws {
        let world = GatewayWorld(snapshot: try .trending([1, 2, 3, 4, 5, 6, 7, 8]))
        let answer = try await world.get("/popular?list=trending&k=3")
        #expect(answer.json["is_fallback"] as? Bool == false && answer.ids == ["i7", "i6", "i5"])
        #expect(answer.items.first?["reason"] as? String == "Liked by many lately")
        #expect(try await world.get("/popular?list=trending&genre=comedy&k=1").ids == ["i6"])
    }

    /// The popular list: i0 and i2 and i4 are liked once each, the rest never. Genres: Drama, Comedy, Action.
    @Test func `variety mixes genres, and without it the answer is as ever`() async throws {
        let plain = try await world.post("/recommend", #"{"user_id":"nobody","k":5}"#)
        let none = try await world.post("/recommend", #"{"user_id":"nobody","k":5,"variety":0}"#)
        #expect(none.ids == plain.ids && plain.ids == ["i0", "i2", "i4", "i1", "i3"])
        // By hand: after one of each genre, i5, which has none, is like nothing (0); i1 shares Drama with i0 and Comedy
        // with i2 (half of its genres, −0.5); i3, i6 and i7 are all that a film before them is (−1).
        let mixed = try await world.post("/recommend", #"{"user_id":"nobody","k":6,"variety":1}"#)
        #expect(mixed.ids == ["i0", "i2", "i4", "i5", "i1", "i3"])
        for wrong in ["-0.1", "1.1", "\"much\""] {
            #expect(try await world.post("/recommend", #"{"variety":\#(wrong)}"#).field == "variety")
        }
    }
}

extension ServingSnapshot {
    /// A popularity model over these likes.
    static func liking(_ likes: [[Int]], itemCount: Int = 8) throws -> ServingSnapshot {
        let movies =
            movies + (movies.count..<max(itemCount, movies.count)).map { Movie(id: ItemID("i\($0)"), title: "\($0)") }
        let training = TrainingSet.fixture(likes: likes, itemCount: itemCount, movies: movies)
        let popularity = PopularityModel(counting: training)
        return try ServingSnapshot(
            version: ModelVersion(name: "test", version: "1"), model: popularity, users: training.users,
            items: training.items, seen: training.seen, popularity: popularity,
            catalogue: Catalogue(items: training.items, movies: movies + [later]))
    }

    /// A model of what is liked lately.
    static func trending(_ popularity: [Double]) throws -> ServingSnapshot {
        let training = TrainingSet.fixture(likes: [[0]], itemCount: popularity.count, movies: movies)
        let model = PopularityModel(
            popularity, descriptor: .fixture(algorithm: "trending", userCount: 1, itemCount: popularity.count))
        return try ServingSnapshot(
            version: ModelVersion(name: "test", version: "1"), model: model, users: training.users,
            items: training.items, seen: training.seen, popularity: PopularityModel(counting: training),
            catalogue: Catalogue(items: training.items, movies: movies))
    }
}
