import Actors
import HTTPTypes
import Models
import Testing

@testable import Gateway

@Suite struct EventRouteTests {
    private let world = GatewayWorld()

    @Test func `one event is stored and counted at once`() async throws {
        let answer = try await world.post(
            "/events",
            #"{"event_id":"e1","user_id":1,"movie_id":"i3","type":"watch","value":42,"timestamp":1700000000.9}"#)
        #expect(answer.status == 200)
        #expect(answer.json["accepted"] as? Int == 1)
        #expect(answer.json["duplicates"] as? Int == 0)
        let stored = try #require(world.events.events.first)
        #expect(stored.eventID == "e1" && stored.hasClientID)
        #expect(
            stored.interaction
                == Interaction(user: "1", item: "i3", kind: .watch, value: 42, timestamp: 1_700_000_000))
    }

    @Test func `the next answer leaves the film out`() async throws {
        let before = try await world.post("/recommend", #"{"user_id":"new","k":100}"#)
        #expect(before.ids.contains("i3"))
        _ = try await world.post("/ratings", #"{"user_id":"new","movie_id":"i3","rating":5}"#)
        let after = try await world.post("/recommend", #"{"user_id":"new","k":100}"#)
        #expect(!after.ids.contains("i3"))
    }

    @Test func `a resend is harmless and said to be one`() async throws {
        let event = #"{"event_id":"e1","user_id":1,"movie_id":2,"type":"click"}"#
        _ = try await world.post("/events", event)
        let again = try await world.post("/events", event)
        #expect(again.status == 200)
        #expect(again.json["accepted"] as? Int == 0 && again.json["duplicates"] as? Int == 1)
        #expect(world.events.events.count == 1)
    }

    @Test func `events without an id get one each`() async throws {
        let answer = try await world.post(
            "/events",
            #"{"events":[{"user_id":1,"movie_id":2,"type":"click"},{"user_id":1,"movie_id":2,"type":"click"}]}"#)
        #expect(answer.json["accepted"] as? Int == 2)
        #expect(Set(world.events.events.map(\.eventID)).count == 2)
        #expect(world.events.events.allSatisfy { !$0.hasClientID })
    }

    @Test func `films the catalogue does not have are stored and said to be unknown`() async throws {
        let answer = try await world.post(
            "/ratings",
            #"{"events":[{"user_id":1,"movie_id":"i1","rating":4.5},{"user_id":1,"movie_id":"tomorrow","rating":3}]}"#)
        let events = try #require(answer.json["events"] as? [[String: Any]])
        #expect(events.map { $0["movie_known"] as? Bool } == [true, false])
        #expect(world.events.events.map(\.interaction.item) == ["i1", "tomorrow"])
    }

    @Test func `one wrong event and nothing of the batch is stored`() async throws {
        let answer = try await world.post(
            "/ratings", #"{"events":[{"user_id":1,"movie_id":1,"rating":4},{"user_id":1,"movie_id":1,"rating":9}]}"#)
        #expect(answer.status == 422 && answer.code == "out_of_range" && answer.field == "events[1].rating")
        #expect(world.events.events.isEmpty)
    }

    @Test(arguments: [
        (#"{"movie_id":1,"rating":4}"#, "missing_field", "user_id"),
        (#"{"user_id":1,"rating":4}"#, "missing_field", "movie_id"),
        (#"{"user_id":1,"movie_id":1}"#, "missing_field", "rating"),
        (#"{"user_id":1,"movie_id":1,"rating":0}"#, "out_of_range", "rating"),
        (#"{"user_id":1,"movie_id":1,"rating":5.5}"#, "out_of_range", "rating"),
        (#"{"user_id":1,"movie_id":1,"rating":3.7}"#, "out_of_range", "rating"),
        (#"{"user_id":1,"movie_id":1,"rating":1e999}"#, "out_of_range", "rating"),
        (#"{"user_id":1,"movie_id":1,"rating":"5"}"#, "wrong_type", "rating"),
        (#"{"user_id":1,"movie_id":1,"rating":4,"timestamp":-1}"#, "out_of_range", "timestamp"),
        (#"{"user_id":1,"movie_id":1,"rating":4,"timestamp":4000000000}"#, "out_of_range", "timestamp"),
        (#"{"user_id":1,"movie_id":1,"rating":4,"timestamp":1700000000000}"#, "out_of_range", "timestamp"),
        (#"{"user_id":1,"movie_id":1,"rating":4,"event_id":""}"#, "out_of_range", "event_id"),
        (#"{"events":[]}"#, "out_of_range", "events"),
        (#"{"events":{}}"#, "wrong_type", "events"),
        (#"{"events":[1]}"#, "wrong_type", "events[0]"),
    ])
    func `a wrong rating names its field`(_ body: String, _ code: String, _ field: String) async throws {
        let answer = try await world.post("/ratings", body)
        #expect(answer.status == 422 && answer.code == code && answer.field == field, "\(answer.text)")
        #expect(world.events.events.isEmpty)
    }

    @Test(arguments: [
        (#"{"user_id":1,"movie_id":1}"#, "missing_field", "type"),
        (#"{"user_id":1,"movie_id":1,"type":"stare"}"#, "out_of_range", "type"),
        (#"{"user_id":1,"movie_id":1,"type":"rating"}"#, "missing_field", "value"),
        (#"{"user_id":1,"movie_id":1,"type":"watch","value":1441}"#, "out_of_range", "value"),
        (#"{"user_id":1,"movie_id":1,"type":"watch","value":-1}"#, "out_of_range", "value"),
    ])
    func `a wrong event names its field`(_ body: String, _ code: String, _ field: String) async throws {
        let answer = try await world.post("/events", body)
        #expect(answer.status == 422 && answer.code == code && answer.field == field, "\(answer.text)")
    }

    @Test func `a batch of a thousand is taken, one more is not`() async throws {
        func batch(_ count: Int) -> String {
            let event = #"{"user_id":1,"movie_id":2,"type":"skip"}"#
            return #"{"events":["# + Array(repeating: event, count: count).joined(separator: ",") + "]}"
        }
        #expect(try await world.post("/events", batch(1_000)).json["accepted"] as? Int == 1_000)
        let answer = try await world.post("/events", batch(1_001))
        #expect(answer.status == 422 && answer.field == "events" && answer.json["maximum"] as? Int == 1_000)
    }

    @Test(arguments: [
        (EventStoreError.Code.diskFull, 507, "disk_full"), (.ioFailure, 503, "event_store_failed"),
        (.closed, 503, "event_store_failed"), (.overloaded, 503, "overloaded"),
    ])
    func `when storing fails the client is told, reads go on, and storing resumes`(
        _ code: EventStoreError.Code, _ status: Int, _ problem: String
    ) async throws {
        let event = #"{"event_id":"e1","user_id":1,"movie_id":2,"type":"click"}"#
        world.events.fail(with: EventStoreError(code, "no"))
        let refused = try await world.post("/events", event)
        #expect(refused.status == status && refused.code == problem)
        #expect(refused.headers[.retryAfter] != nil)
        #expect(try await world.post("/recommend", #"{"user_id":1}"#).status == 200)
        world.events.fail(with: nil)
        #expect(try await world.post("/events", event).json["accepted"] as? Int == 1)
    }
}
