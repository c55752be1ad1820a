import Models
import TestSupport
import Testing

/// Every model that comes with the package honours the contract.
@Suite struct RecommenderContractTests {
    /// Settings that suit 50 users and 51 items; the defaults otherwise.
    static let settings: [String: ModelSettings] = [:]

    @Test(arguments: PluginCatalogue.standard.names, RecommenderContract.Clause.allCases)
    func `every model honours every clause`(name: String, clause: RecommenderContract.Clause) async throws {
        let plugin = try #require(PluginCatalogue.standard[name])
        let contract = try await RecommenderContract(of: plugin, settings: Self.settings[name] ?? [:])
        #expect(try await contract.violation(of: clause) == nil)
    }
}
