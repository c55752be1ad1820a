import HTTPTypes
import Testing

@testable import Gateway

/// No input may reach a trap or a 5xx. Every case runs in this process: a trap would end the tests.
@Suite struct HostileBodyTests {
    private let world = GatewayWorld()

    private static let values = [
        "null", "true", "false", "0", "-0", "-1", "1", "2147483647", "2147483648", "-2147483649", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "1e3", "1E400",
        "1e999", "-1e999", "1e-999", "0.1", "1.0", "-0.0", "4.5", "0.3", "1e308", "123456789012345678901234567890",
        "\"\"", "\"1\"", "\"-1\"", "\" \"", "\"\\u0000\"", "\"\\ud83c\\udfac\"", "\"NaN\"", "\"../../etc/passwd\"",
        "\"'; DROP TABLE events; --\"", "\"\(String(repeating: "x", count: 5_000))\"",
        "\"\(String(repeating: "é", count: 65))\"",
        "[]", "[[]]", "[null]", "[1]", "[\"Drama\"]", "[true]", "[-1,1e999]", "[\"\"]", "[{}]", "{}", "{\"a\":1}",
        "[\(Array(repeating: "1", count: 2_000).joined(separator: ","))]",
        String(repeating: "[", count: 20) + String(repeating: "]", count: 20),
    ]

    private static let targets: [(String, [String])] = [
        ("/recommend", RecommendRequest.shape.fields.map(\.name.description)),
        ("/similar", ["movie_id", "k"]),
        ("/events", EventRequest.event.fields.map(\.name.description) + ["events"]),
        ("/ratings", EventRequest.ratingEvent.fields.map(\.name.description) + ["events"]),
    ]

    /// The rest of a body that is good but for one field.
    private static func rest(_ target: String, without field: String) -> String {
        let good: [String: [(String, String)]] = [
            "/recommend": [("user_id", "\"u0\"")], "/similar": [("movie_id", "\"i0\"")],
            "/events": [("user_id", "1"), ("movie_id", "1"), ("type", "\"rating\""), ("value", "4")],
            "/ratings": [("user_id", "1"), ("movie_id", "1"), ("rating", "4")],
        ]
        return (good[target] ?? []).filter { $0.0 != field }.map { ",\"\($0.0)\":\($0.1)" }.joined()
    }

    @Test func `every hostile value of every field is answered below 500`() async throws {
        var count = 0
        for (target, fields) in Self.targets {
            for field in fields {
                for value in Self.values {
                    let answer = try await world.post(
                        target, "{\"\(field)\":\(value)\(Self.rest(target, without: field))}")
                    #expect(
                        (200..<500).contains(answer.status), "\(target) \(field) \(value.prefix(40)): \(answer.text)")
                    if answer.status >= 400 { #expect(answer.code != nil) }
                    count += 1
                }
            }
        }
        #expect(count > 1_000)
    }

    @Test func `every hostile value of every parameter is answered below 500`() async throws {
        let values = [
            "", "0", "-1", "1", "101", "1e3", "1.0", "99999999999999999999", "-99999999999999999999", "NaN", "%00",
            "%F0%9F%8E%AC",
            "%", "%2", "%zz", "%C0%80", "a%0Ab", "+", "true", "2147483647", "2147483646", "2147483648",
            String(repeating: "x", count: 3_000), "%22%3Cscript%3E",
        ]
        for (target, names) in [
            ("/recommend", ["movie", "k"]), ("/recommend/u0", ["k", "genre", "year_min", "year_max", "exclude_seen"]),
            ("/popular", ["genre", "k"]), ("/movies", ["query", "genre", "cursor", "limit"]),
        ] {
            for name in names {
                for value in values {
                    let answer = try await world.get("\(target)?\(name)=\(value)")
                    #expect((200..<500).contains(answer.status), "\(target) \(name)=\(value): \(answer.text)")
                }
            }
        }
        for value in values where !value.isEmpty {
            for path in ["/movies/\(value)", "/recommend/\(value)"] {
                #expect((200..<500).contains(try await world.get(path).status), "\(path)")
            }
        }
    }

    /// Seeded changes of good bodies, bytes that are no text among them.
    @Test func `mutated bodies are answered below 500`() async throws {
        var generator = TestGenerator(seed: 42)
        let seeds = [
            ("/recommend", #"{"user_id":196,"k":10,"genres":["Drama"],"year_min":1990,"exclude":[50],"seeds":[1,50]}"#),
            ("/ratings", #"{"events":[{"user_id":1,"movie_id":"i0","rating":4.5,"event_id":"e"}]}"#),
            ("/similar", #"{"movie_id":"i0","k":10}"#),
        ]
        for _ in 0..<600 {
            let (target, good) = seeds.randomElement(using: &generator)!
            var bytes = Array(good.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.insert(UInt8(ascii: "9"), at: place)
                case 2: bytes.replaceSubrange(place..<min(place + 5, bytes.count), with: [])
                default: bytes.insert(contentsOf: bytes.suffix(20), at: place)
                }
                if bytes.isEmpty { bytes = [0x7B] }
            }
            let answer = try await world.post(target, String(decoding: bytes, as: UTF8.self))
            #expect((200..<500).contains(answer.status), "\(target) \(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
