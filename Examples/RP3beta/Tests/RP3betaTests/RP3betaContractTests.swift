import Models
import RP3beta
import TestSupport
import Testing

@Suite struct RP3betaContractTests {
    @Test(arguments: RecommenderContract.Clause.allCases)
    func `the model honours what every model promises`(clause: RecommenderContract.Clause) async throws {
        let contract = try await RecommenderContract(of: RP3betaPlugin())
        let violation = try await contract.violation(of: clause)
        #expect(violation == nil)
    }

    @Test func `a setting out of its range is refused by name`() {
        #expect {
            try RP3betaPlugin().makeTrainer(["beta": .number(2)])
        } throws: { error in
            (error as? SettingError)?.setting == "beta"
        }
    }

    @Test func `nothing to learn from is said, not trained on`() async {
        await #expect(throws: TrainingError.self) {
            let nothing = Preprocessor(InteractionLog([]), movies: [], settings: .keepAll).trainingSet()
            _ = try await RP3betaPlugin().makeTrainer([:]).train(on: nothing, options: TrainingOptions(workerCount: 1))
        }
    }
}
