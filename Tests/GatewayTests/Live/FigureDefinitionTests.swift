import HTTPTypes
import Testing

@testable import Gateway

@Suite struct FigureDefinitionTests {
    @Test func `every figure is defined once, in sentences`() {
        let names = FigureDefinition.all.map(\.name)
        #expect(Set(names).count == names.count)
        for definition in FigureDefinition.all {
            #expect(!definition.title.isEmpty && definition.text.count > 20, "\(definition.name)")
            #expect(definition.text.hasSuffix("."), "\(definition.name)")
        }
    }

    @Test func `a figure with any cut-off has its definition`() {
        #expect(FigureDefinition.of("ndcg_at_7")?.title == "NDCG@7")
        #expect(FigureDefinition.of("coverage_at_50")?.text.contains("first 50 places") == true)
        #expect(FigureDefinition.of("model_ndcg_at_10")?.title == "NDCG@10 of the serving model")
        #expect(FigureDefinition.of("nothing_at_10") == nil && FigureDefinition.of("ndcg_at_x") == nil)
    }

    @Test func `live points name figures that are defined`() async throws {
        let world = GatewayWorld()
        let headers: HTTPFields = [.authorization: "Bearer \(GatewayWorld.token)"]
        _ = try await world.get("/popular")
        let now = try #require(try await world.get("/admin/live", headers: headers).json["now"] as? [String: Any])
        let route = try #require((now["routes"] as? [[String: Any]])?.first)
        let plain = ["at", "seconds", "routes", "queues", "route"]
        for name in Array(now.keys) + Array(route.keys) where !plain.contains(name) {
            #expect(FigureDefinition.of(name) != nil, "\(name)")
        }
        #expect(FigureDefinition.of("queue_depth") != nil)
    }
}
