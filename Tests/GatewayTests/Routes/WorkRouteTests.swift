import HTTPTypes
import Testing

@testable import Gateway

@Suite struct WorkRouteTests {
    private let world = GatewayWorld()
    private let authorized: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]

    private func get(_ path: String) async throws -> TestAnswer { try await world.get(path, headers: authorized) }

    @Test(arguments: [
        "/admin/live", "/admin/definitions", "/admin/monitors", "/admin/models/diff?before=1&after=2",
        "/admin/training/runs/run-1", "/admin/reports", "/admin/reports/2026-01-31", "/admin/data", "/admin/imports",
        "/admin/snapshots",
    ])
    func `nothing is told without the token`(_ path: String) async throws {
        #expect(try await world.get(path).status == 401)
        #expect(try await get(path).status == 200)
    }

    @Test func `a monitored figure comes with its definition, its course and why it is missing`() async throws {
        let monitors = try #require(try await get("/admin/monitors").json["monitors"] as? [[String: Any]])
        #expect(monitors.compactMap { $0["name"] as? String } == ["ratings_psi", "scores_ks"])
        #expect(monitors[0]["definition"] as? String == FigureDefinition.of("ratings_psi")?.text)
        #expect((monitors[0]["points"] as? [[String: Any]])?.count == 7)
        #expect(monitors[1]["gap"] as? String == "no request log is kept")
        #expect(try await get("/admin/monitors?days=91").status == 422)
    }

    @Test func `a run is told with its curves, and one that nobody tracked is a problem`() async throws {
        let run = try await get("/admin/training/runs/run-1").json
        let curve = try #require((run["curves"] as? [[String: Any]])?.first)
        #expect(curve["metric"] as? String == "loss" && curve["points"] as? [[Double]] == [[1, 9.5], [2, 4.25]])
        let unknown = try await get("/admin/training/runs/run-9")
        #expect(unknown.status == 404 && unknown.code == "unknown_training_run")
    }

    @Test func `two versions are compared, and both must be named and there`() async throws {
        let difference = try await get("/admin/models/diff?before=als%2F1&after=als%2F2").json
        // One of u0's two places is the same, and u1's only one: (1/2 + 1) / 2.
        #expect((difference["overlap"] as? [String: Double])?["mean"] == 0.75)
        #expect(difference["unchanged_share"] as? Double == 0.5)
        #expect((difference["risers"] as? [[String: Any]])?.first?["movie_id"] as? String == "i3")
        let missing = try await get("/admin/models/diff?before=1")
        #expect(missing.status == 422 && missing.field == "after")
        #expect(try await get("/admin/models/diff?before=1&after=1").code == "unknown_model_version")
    }

    @Test func `a report comes in parts, its texts plain`() async throws {
        let names = try #require(try await get("/admin/reports?limit=1").json["reports"] as? [[String: Any]])
        #expect(names.count == 1 && names[0]["day"] as? String == "2026-01-31")
        let report = try await get("/admin/reports/2026-01-31").json
        let blocks = try #require((report["sections"] as? [[String: Any]])?.first?["blocks"] as? [[String: Any]])
        #expect(blocks.compactMap { $0["kind"] as? String } == ["text", "figures", "table", "plot"])
        #expect(blocks[0]["text"] as? String == "<b>plain</b>")
        let none = try await get("/admin/reports/2020-01-01")
        #expect(none.status == 404 && none.code == "unknown_report")
    }

    @Test func `an import tells what was left out, and why, the most frequent reason first`() async throws {
        let found = try #require(try await get("/admin/imports").json["imports"] as? [[String: Any]])
        #expect(found[0]["quarantined"] as? Int == 3 && found[0]["duplicates"] as? Int == 1)
        let file = try #require((found[0]["files"] as? [[String: Any]])?.first)
        let reasons = try #require(file["reasons"] as? [[String: Any]])
        #expect(reasons.compactMap { $0["reason"] as? String } == ["bad_number", "missing_user"])
        #expect((file["first_quarantined"] as? [[String: Any]])?.first?["excerpt"] as? String == "1,2,<x>")
    }
}
