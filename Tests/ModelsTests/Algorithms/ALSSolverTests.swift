import Models
import TestSupport
import Testing

/// The other solver, and the other meaning of a weight.
@Suite struct ALSSolverTests {
    static let settings: [ModelSettings] = [
        ["solver": .text("cg")], ["confidence": .text("scaled")],
        ["solver": .text("cg"), "confidence": .text("scaled"), "gradientSteps": .integer(2)],
    ].map { $0.merging(RecommenderContractTests.settings["als"] ?? [:]) { own, _ in own } }

    @Test(arguments: settings, RecommenderContract.Clause.allCases)
    func `the contract holds`(settings: ModelSettings, clause: RecommenderContract.Clause) async throws {
        let contract = try await RecommenderContract(of: ALSPlugin(), settings: settings)
        #expect(try await contract.violation(of: clause) == nil)
    }

    private func factorize(_ settings: ALSSettings) async throws -> (loss: Double, users: FactorMatrix) {
        let data = TrainingSet.randomLikes(users: 200, items: 80)
        let last = Locked<Double>(0)
        let (users, _, _) = try await ALSTrainer(settings: settings).factorize(
            data.positives,
            options: TrainingOptions(workerCount: 2) { step in last.withLock { $0 = step.loss ?? .nan } })
        return (last.withLock { $0 }, users)
    }

    @Test func `conjugate gradients come to the loss of the exact solver`() async throws {
        let exact = ALSSettings(factors: 12, sweeps: 30, regularization: 1, alpha: 2, tolerance: 0)
        var stepwise = exact
        stepwise.solver = .cg
        let (loss, _) = try await factorize(exact)
        let (other, _) = try await factorize(stepwise)
        #expect(abs(loss - other) < 0.01 * loss)
    }

    @Test func `scaled confidence of α is plus of α where every weight is one more`() async throws {
        // α·(w + 1/α) = 1 + α·w.
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let plus = ALSSettings(factors: 8, sweeps: 3, regularization: 1, alpha: 2, frequencyExponent: 0, tolerance: 0)
        var scaled = plus
        scaled.confidence = .scaled
        let more = InteractionMatrix(
            rows: (0..<60).map { user in
                data.positives.withRow(user) { items, weights in
                    zip(items, weights).map { (column: Int($0), weight: $1 + 0.5) }
                }
            }, columnCount: 40)
        let options = TrainingOptions(workerCount: 1)
        let one = try await ALSTrainer(settings: plus).factorize(data.positives, options: options)
        let other = try await ALSTrainer(settings: scaled).factorize(more, options: options)
        #expect(zip(one.users.values, other.users.values).map { abs($0 - $1) }.max() ?? 1 < 1e-4)
    }
}
