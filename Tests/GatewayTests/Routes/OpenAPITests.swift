import Foundation
import HTTPTypes
import Testing

@testable import Gateway

/// The document and the server are made from one table; this checks that the table tells the truth.
@Suite struct OpenAPITests {
    private let world = GatewayWorld { $0.benchmarkRoutes = true }
    private let authorized: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]

    /// A request for each route that ends well.
    private static let requests: [String: (target: String, body: String?)] = [
        "GET /health": ("/health", nil), "GET /livez": ("/livez", nil), "GET /ready": ("/ready", nil),
        "GET /metrics": ("/metrics", nil), "GET /": ("/", nil), "GET /openapi.json": ("/openapi.json", nil),
        "GET /docs": ("/docs", nil), "GET /operate": ("/operate", nil),
        "GET /web/{folder}/{file}": ("/web/shared/dom.js", nil),
        "POST /recommend": ("/recommend", #"{"user_id":"u0","k":3,"explain":true}"#),
        "GET /recommend": ("/recommend?movie=alpha", nil), "GET /recommend/{user_id}": ("/recommend/u1?k=2", nil),
        "POST /similar": ("/similar", #"{"movie_id":"i0"}"#), "GET /popular": ("/popular?genre=Drama", nil),
        "GET /movies/{movie_id}": ("/movies/i0", nil), "GET /movies": ("/movies?limit=2", nil),
        "GET /movies/{movie_id}/ratings": ("/movies/i0/ratings", nil),
        "GET /movies/{movie_id}/liked-together": ("/movies/i0/liked-together?k=3", nil),
        "GET /genres": ("/genres", nil), "GET /viewers/sample": ("/viewers/sample?k=3", nil),
        "POST /events": ("/events", #"{"user_id":1,"movie_id":"i0","type":"watch","value":42}"#),
        "POST /ratings": ("/ratings", #"{"events":[{"user_id":1,"movie_id":50,"rating":4.5}]}"#),
        "GET /admin/models": ("/admin/models", nil), "GET /admin/models/{version}": ("/admin/models/2", nil),
        "GET /admin/decisions": ("/admin/decisions?limit=3", nil),
        "GET /admin/evaluations": ("/admin/evaluations", nil), "GET /admin/shadow": ("/admin/shadow", nil),
        "GET /admin/live": ("/admin/live", nil), "GET /admin/stream": ("/admin/stream?limit=3", nil),
        "GET /admin/definitions": ("/admin/definitions", nil), "GET /admin/monitors": ("/admin/monitors?days=2", nil),
        "GET /admin/models/diff": ("/admin/models/diff?before=1&after=2", nil),
        "GET /admin/training/runs/{run_id}": ("/admin/training/runs/run-1", nil),
        "GET /admin/reports": ("/admin/reports", nil), "GET /admin/reports/{day}": ("/admin/reports/2026-01-31", nil),
        "GET /admin/data": ("/admin/data", nil), "GET /admin/imports": ("/admin/imports", nil),
        "GET /admin/snapshots": ("/admin/snapshots", nil),
        "POST /admin/models/{version}/activate": ("/admin/models/1/activate", nil),
        "GET /admin/training": ("/admin/training", nil), "POST /admin/training": ("/admin/training", nil),
        "DELETE /admin/training": ("/admin/training", nil),
        "GET /admin/training/runs": ("/admin/training/runs?limit=2", nil),
        "POST /admin/rollback": ("/admin/rollback", nil),
        "POST /admin/models/rollback": ("/admin/models/rollback", nil),
    ]

    @Test func `every route of the table answers, with the fields it documents and no others`() async throws {
        for route in world.gateway.table.routes where !route.isHidden {
            let request = try #require(Self.requests[route.label], "no request for \(route.label)")
            let answer = try await world.send(route.method, request.target, request.body, headers: authorized)
            #expect(answer.status == route.status.code, "\(route.label): \(answer.text)")
            for case .json(let shape) in route.answers {
                let value = try #require(JSONValue(text: answer.text), "\(route.label)")
                #expect(SchemaCheck.complaints(value, .shape(shape)) == [], "\(route.label)")
            }
            let types = route.answers.map { content in
                switch content {
                case .json: "application/json"
                case .other(let mediaType, _): mediaType
                }
            }
            let type = answer.headers[.contentType] ?? ""
            #expect(types.contains { type.hasPrefix($0) }, "\(route.label): \(type)")
        }
    }

    @Test func `the document has every route that is served, and only those`() async throws {
        let document = try await world.get("/openapi.json")
        let paths = try #require(document.json["paths"] as? [String: [String: Any]])
        let documented = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
        let served = Set(world.gateway.table.routes.filter { !$0.isHidden }.map(\.label))
        #expect(documented == served)
        #expect(Set(Self.requests.keys) == served)
        #expect(Set(HTTPGateway.routeLabels()) == served)
    }

    @Test func `operation ids are unique and references lead somewhere`() async throws {
        let document = try await world.get("/openapi.json")
        let paths = try #require(document.json["paths"] as? [String: [String: [String: Any]]])
        let ids = paths.values.flatMap { $0.values.compactMap { $0["operationId"] as? String } }
        #expect(Set(ids).count == ids.count)
        let components = try #require(document.json["components"] as? [String: [String: Any]])
        let schemas = try #require(components["schemas"])
        let references = document.text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/).map { String($0.output.1) }
        for reference in references { #expect(schemas[reference] != nil, "\(reference)") }
    }

    @Test func `problems have the fields they document and no others`() async throws {
        let answers = [
            try await world.get("/nothing"), try await world.get("/movies/none"),
            try await world.post("/recommend", "{"),
            try await world.post("/recommend", #"{"genres":["Darma"]}"#),
            try await world.post("/recommend", #"{"k":0}"#),
            try await world.post("/events", #"{"user_id":1,"movie_id":1,"type":"x"}"#),
            try await world.post("/recommend", #"{"usr_id":0}"#),
        ]
        for answer in answers {
            let value = try #require(JSONValue(text: answer.text))
            #expect(SchemaCheck.complaints(value, .shape(Wire.problem)) == [], "\(answer.text)")
            let code = try #require(answer.code.flatMap(ProblemCode.init))
            #expect(answer.status == code.status.code)
        }
    }

    @Test func `the page explains every problem its type points to`() async throws {
        let document = try await world.get("/openapi.json")
        let problems = try #require(document.json["x-problems"] as? [[String: Any]])
        #expect(problems.compactMap { $0["code"] as? String } == ProblemCode.allCases.map(\.rawValue))
    }
}
