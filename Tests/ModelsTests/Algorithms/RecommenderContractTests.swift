import Models
import TestSupport
import Testing

/// Every model that comes with the package honours the contract.
@Suite struct RecommenderContractTests {
    /// Settings that suit 50 users and 51 items; the defaults otherwise.
    static let settings: [String: ModelSettings] = [
        "als": [
            "factors": .integer(8), "sweeps": .integer(5), "regularization": .number(1), "alpha": .number(4),
            "frequencyExponent": .number(0),
        ],
        "gfcf": ["factors": .integer(8), "iterations": .integer(4)],
        "hybrid": ["factors": .integer(8), "epochs": .integer(60), "batch": .integer(256)],
        "lightgcn": [
            "factors": .integer(8), "layers": .integer(2), "epochs": .integer(60), "batch": .integer(512),
        ],
        "blend": [
            "als.factors": .integer(8), "als.sweeps": .integer(5), "als.regularization": .number(1),
            "als.alpha": .number(4), "als.frequencyExponent": .number(0),
        ],
        "weighted": MixModelTests.small, "fused": MixModelTests.small, "stacked": MixModelTests.small,
        "svd": ["factors": .integer(8)], "svdpp": ["factors": .integer(8)], "nmf": ["factors": .integer(8)],
    ]

    @Test(arguments: PluginCatalogue.standard.names, RecommenderContract.Clause.allCases)
    func `every model honours every clause`(name: String, clause: RecommenderContract.Clause) async throws {
        let plugin = try #require(PluginCatalogue.standard[name])
        let contract = try await RecommenderContract(of: plugin, settings: Self.settings[name] ?? [:])
        let violation = try await contract.violation(of: clause)
        #expect(violation == nil)
    }

    @Test(arguments: RecommenderContract.Clause.allCases)
    func `a blend of another base honours it too`(clause: RecommenderContract.Clause) async throws {
        let plugin = try #require(PluginCatalogue.standard["blend"])
        let contract = try await RecommenderContract(of: plugin, settings: ["base": .text("itemcf")])
        let violation = try await contract.violation(of: clause)
        #expect(violation == nil)
    }
}
