import Actors
import HTTPTypes
import Testing

@testable import Gateway

/// Each way a request can be refused has its own clear answer.
@Suite struct RefusalTests {
    private let world = GatewayWorld()

    private func expect(
        _ answer: TestAnswer, _ status: Int, _ code: String, field: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.code == code, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.field == field, "\(answer.text)", sourceLocation: sourceLocation)
        #expect(answer.headers[.contentType] == "application/problem+json", sourceLocation: sourceLocation)
        #expect(answer.json["status"] as? Int == status, sourceLocation: sourceLocation)
        #expect(answer.json["title"] is String && answer.json["detail"] is String, sourceLocation: sourceLocation)
        #expect(answer.json["type"] as? String == "/docs#problem-\(code)", sourceLocation: sourceLocation)
        #expect(answer.json["request_id"] as? String == answer.headers[.requestID], sourceLocation: sourceLocation)
    }

    @Test func `an unknown route`() async throws {
        expect(try await world.get("/nothing/here"), 404, "unknown_route")
    }

    @Test func `a wrong method names the right ones`() async throws {
        let answer = try await world.send(.delete, "/recommend")
        expect(answer, 405, "wrong_method")
        #expect(answer.headers[.allow] == "POST, GET, HEAD")
    }

    @Test(arguments: ["application/x-www-form-urlencoded", "text/plain", ""])
    func `a wrong content type`(_ type: String) async throws {
        let answer = try await world.send(.post, "/recommend", #"{"user_id":1}"#, headers: [.contentType: type])
        expect(answer, 415, "wrong_content_type")
    }

    @Test(arguments: ["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])
    func `JSON is JSON however it is spelt`(_ type: String) async throws {
        let answer = try await world.send(.post, "/recommend", #"{"user_id":1}"#, headers: [.contentType: type])
        #expect(answer.status == 200)
    }

    @Test func `another charset is a wrong content type`() async throws {
        let answer = try await world.send(
            .post, "/recommend", "{}", headers: [.contentType: "application/json; charset=latin1"])
        expect(answer, 415, "wrong_content_type")
    }

    @Test func `a compressed body`() async throws {
        let answer = try await world.send(.post, "/recommend", "{}", headers: [.contentEncoding: "gzip"])
        expect(answer, 415, "wrong_content_encoding")
    }

    @Test func `bad JSON says where`() async throws {
        let answer = try await world.post("/recommend", #"{"user_id":196,"k":}"#)
        expect(answer, 400, "bad_json")
        #expect(answer.json["position"] as? Int == 19)
        #expect((answer.json["detail"] as? String)?.contains("line 1, column 20") == true)
    }

    @Test func `an empty body`() async throws { expect(try await world.post("/recommend", ""), 400, "bad_json") }

    @Test func `deep nesting`() async throws {
        let deep = String(repeating: #"{"a":"#, count: 600)
        expect(try await world.post("/recommend", deep), 400, "nested_too_deep")
    }

    @Test func `a body over the limit`() async throws {
        let small = GatewayWorld { $0.bodyBytes = 100 }
        let answer = try await small.post("/recommend", #"{"user_id":""# + String(repeating: "x", count: 200) + #""}"#)
        expect(answer, 413, "body_too_large")
        #expect(answer.json["maximum"] as? Int == 100)
    }

    @Test func `a body of more values than are read`() async throws {
        let many = #"{"exclude":["# + Array(repeating: "1", count: 100_000).joined(separator: ",") + "]}"
        let answer = try await world.post("/recommend", many)
        expect(answer, 413, "body_too_large")
        #expect((answer.json["detail"] as? String)?.contains("more than 100000 names and values") == true)
    }

    @Test func `a list where an object should be`() async throws {
        expect(try await world.post("/recommend", "[1]"), 422, "wrong_type")
    }

    @Test(arguments: [
        (#"{"user_id":true}"#, "user_id"), (#"{"user_id":[1]}"#, "user_id"), (#"{"user_id":1.5}"#, "user_id"),
        (#"{"user_id":1e3}"#, "user_id"), (#"{"k":"10"}"#, "k"), (#"{"k":1e1}"#, "k"), (#"{"k":10.0}"#, "k"),
        (#"{"genres":"Drama"}"#, "genres"), (#"{"genres":["Drama",7]}"#, "genres[1]"),
        (#"{"exclude_seen":"yes"}"#, "exclude_seen"), (#"{"exclude":{}}"#, "exclude"),
        (#"{"seeds":[1,null]}"#, "seeds[1]"), (#"{"year_min":"1990"}"#, "year_min"), (#"{"explain":1}"#, "explain"),
    ])
    func `a wrong type names the field`(_ body: String, _ field: String) async throws {
        expect(try await world.post("/recommend", body), 422, "wrong_type", field: field)
    }

    @Test(arguments: ["0", "-1", "101", "99999999999999999999999999", "9223372036854775808", "-9223372036854775809"])
    func `k out of range says what is allowed`(_ k: String) async throws {
        let answer = try await world.post("/recommend", #"{"user_id":1,"k":\#(k)}"#)
        expect(answer, 422, "out_of_range", field: "k")
        #expect(answer.json["maximum"] as? Int == 100)
        #expect(answer.json["minimum"] as? Int == 1)
        expect(try await world.get("/popular?k=\(k)"), 422, "out_of_range", field: "k")
    }

    @Test(arguments: [
        #"{"user_id":""}"#, #"{"user_id":"a\u0000b"}"#, #"{"user_id":"\#(String(repeating: "x", count: 257))"}"#,
    ])
    func `ids that cannot be`(_ body: String) async throws {
        expect(try await world.post("/recommend", body), 422, "out_of_range", field: "user_id")
    }

    @Test func `a year range the wrong way round`() async throws {
        let answer = try await world.post("/recommend", #"{"year_min":2000,"year_max":1990}"#)
        expect(answer, 422, "out_of_range", field: "year_min")
        expect(try await world.get("/recommend/1?year_min=2000&year_max=1990"), 422, "out_of_range", field: "year_min")
    }

    @Test func `a misspelt field is not passed over`() async throws {
        let answer = try await world.post("/recommend", #"{"userId":196}"#)
        expect(answer, 422, "unknown_field", field: "userId")
        #expect(answer.json["did_you_mean"] as? String == "user_id")
        #expect(try await world.post("/recommend", #"{"user_id":1,"colour":"red"}"#).status == 200)
    }

    @Test func `a field that stands twice`() async throws {
        expect(try await world.post("/recommend", #"{"k":1,"k":2}"#), 422, "duplicate_field", field: "k")
        expect(try await world.get("/popular?k=1&k=2"), 422, "duplicate_field", field: "k")
    }

    @Test func `a missing field`() async throws {
        expect(try await world.post("/similar", "{}"), 422, "missing_field", field: "movie_id")
        expect(try await world.post("/similar", #"{"movie_id":null}"#), 422, "missing_field", field: "movie_id")
        expect(try await world.get("/recommend"), 422, "missing_field", field: "movie")
    }

    @Test func `too many entries`() async throws {
        let many = (0...1_000).map(String.init).joined(separator: ",")
        expect(try await world.post("/recommend", #"{"exclude":[\#(many)]}"#), 422, "out_of_range", field: "exclude")
    }

    @Test func `an unknown genre lists the known ones and guesses`() async throws {
        let answer = try await world.post("/recommend", #"{"genres":["Darma"]}"#)
        expect(answer, 422, "unknown_genre", field: "genres")
        #expect(answer.json["did_you_mean"] as? String == "Drama")
        #expect(answer.json["known_genres"] as? [String] == ["Action", "Comedy", "Drama"])
        expect(try await world.get("/popular?genre=Nothing"), 422, "unknown_genre", field: "genre")
    }

    @Test func `an unknown film is explained and noted`() async throws {
        for answer in [try await world.post("/similar", #"{"movie_id":"zz"}"#), try await world.get("/movies/zz")] {
            expect(answer, 404, "unknown_movie", field: "movie_id")
            #expect(answer.json["movie_id"] as? String == "zz")
        }
        #expect(world.counters[.unknownItems] == 2)
    }

    @Test func `an unknown title`() async throws {
        expect(try await world.get("/recommend?movie=qqqqqqqqqq"), 404, "unknown_title", field: "movie")
    }

    @Test func `an escape that is none`() async throws {
        expect(try await world.get("/movies/%zz"), 400, "bad_path")
        expect(try await world.get("/movies/%ff"), 400, "bad_path")
        expect(try await world.get("/movies?query=%"), 400, "bad_query")
    }

    @Test func `a part of the path that is no id is named`() async throws {
        let long = String(repeating: "x", count: 257)
        expect(try await world.get("/movies/%00"), 422, "out_of_range", field: "movie_id")
        expect(try await world.get("/recommend/\(long)"), 422, "out_of_range", field: "user_id")
    }

    @Test func `a path that is too long`() async throws {
        expect(try await world.get("/movies/" + String(repeating: "x", count: 9_000)), 414, "path_too_long")
    }

    @Test func `too many parameters`() async throws {
        let query = (0..<65).map { "a\($0)=1" }.joined(separator: "&")
        expect(try await world.get("/popular?\(query)"), 400, "bad_query")
    }

    @Test func `no model yet`() async throws {
        let world = GatewayWorld(serves: false)
        for answer in [
            try await world.get("/ready"), try await world.post("/recommend", #"{"user_id":1}"#),
            try await world.get("/popular"), try await world.get("/movies"),
        ] {
            expect(answer, 503, "not_ready")
            #expect(answer.headers[.retryAfter] == "1")
        }
        #expect(try await world.get("/health").status == 200)
    }
}
