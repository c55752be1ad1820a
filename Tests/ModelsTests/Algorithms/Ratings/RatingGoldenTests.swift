import Foundation
import TestSupport
import Testing

@testable import Models

/// Beside scikit-surprise 1.1.5 (numpy 2.4.6): 7 viewers, 6 films, 31 ratings by a formula. Its random factors were
/// replaced by formulas too, so that both begin with the same numbers and take the ratings in the same order.
@Suite struct RatingGoldenTests {
    static let ratings = InteractionMatrix(
        rows: (0..<7).map { user in
            (0..<6).filter { (user * 2 + $0 * 3) % 4 != 0 }
                .map { (column: $0, weight: Float(1 + (3 * user + 5 * $0 + user * $0) % 5)) }
        }, columnCount: 6)

    private static let mean: Float = ratings.weights.reduce(0, +) / Float(ratings.entryCount)

    /// Matrix `number` of those that are drawn: base + size · sin(100·number + 10·row + factor).
    private func fill(_ buffer: FactorBuffer, _ number: Int, base: Double = 0, size: Double = 0.1) {
        for row in 0..<buffer.rowCount {
            for factor in 0..<buffer.factorCount {
                let angle = Double(100 * number + 10 * row + factor)
                buffer.pointer(toRow: row)[factor] = Float(base + size * sin(angle))
            }
        }
    }

    private func expect(_ expected: [[Float]], _ estimate: (Int, Int) -> Float, within tolerance: Float = 5e-5) {
        for user in 0..<7 {
            for item in 0..<6 {
                #expect(abs(estimate(user, item) - expected[user][item]) < tolerance, "[\(user), \(item)]")
            }
        }
    }

    private func expect(_ expected: [[Float]], _ factors: RatingFactors, hasBiases: Bool = true) {
        expect(expected) { user, item in
            let width = factors.factorCount + 1
            let dot = factors.items.withRow(item) { film in
                film.indices.reduce(Float(0)) { $0 + film[$1] * factors.viewers[user * width + $1] }
            }
            let biases = factors.mean + factors.itemBiases[item] + factors.viewers[user * width + width - 1]
            return dot + (hasBiases ? biases : 0)
        }
    }

    /// `BaselineOnly(bsl_options={'method': 'als', 'reg_u': 15, 'reg_i': 10, 'n_epochs': 10})`
    @Test func `biases are those of Surprise`() {
        let biases = RatingBiases(Self.ratings)
        expect(
            [
                [2.39847, 2.41617, 1.79794, 2.2397, 2.09078, 2.35735],
                [2.96391, 2.9816, 2.36338, 2.80513, 2.65621, 2.92278],
                [2.71426, 2.73196, 2.11373, 2.55549, 2.40657, 2.67313],
                [3.01391, 3.0316, 2.41338, 2.85513, 2.70621, 2.97278],
                [2.76689, 2.78459, 2.16636, 2.60812, 2.4592, 2.72577],
                [2.31391, 2.3316, 1.71338, 2.15513, 2.00621, 2.27278],
                [2.81952, 2.83722, 2.21899, 2.66075, 2.51183, 2.7784],
            ]
        ) { biases.estimate(user: UserNumber($0), item: ItemNumber($1)) }
    }

    /// `SVD(n_factors=3, n_epochs=10, lr_all=.01, reg_all=.05)`, ratings viewer by viewer.
    @Test(arguments: InstructionSet.available) func `SVD is that of Surprise`(set: InstructionSet) {
        let descent = RatingDescent(userCount: 7, itemCount: 6, factorCount: 3, mean: Self.mean)
        fill(descent.users, 1)
        fill(descent.items, 2)
        let entries = RatingEntries(
            users: FrozenArray(
                (0..<7).flatMap { user in Array(repeating: Int32(user), count: Self.ratings.entryCount(ofRow: user)) }),
            items: Self.ratings.columns, ratings: Self.ratings.weights)
        let steps = DescentSteps(rate: 0.01, penalty: 0.05, biasRate: 0.01, biasPenalty: 0.05)
        for _ in 0..<10 { _ = descent.descend(entries, 0..<entries.count, steps, set) }
        expect(
            [
                [2.23989, 2.24615, 1.5631, 2.04784, 1.89004, 2.20298],
                [3.12637, 3.18888, 2.42623, 2.97079, 2.78069, 3.10734],
                [2.71655, 2.75955, 2.04786, 2.54215, 2.39805, 2.68359],
                [3.22284, 3.23826, 2.51233, 3.04463, 2.83702, 3.19872],
                [2.79638, 2.86301, 2.1169, 2.63757, 2.47842, 2.77127],
                [2.11737, 2.12261, 1.4361, 1.92595, 1.76143, 2.08176],
                [2.8811, 2.9556, 2.18296, 2.73145, 2.54488, 2.86357],
            ], RatingFactors(copying: descent, ratings: Self.ratings))
    }

    /// `SVDpp(n_factors=3, n_epochs=5, lr_all=.02, reg_all=.05)`, which writes every y at every rating.
    @Test(arguments: InstructionSet.available) func `SVD++ is that of Surprise`(set: InstructionSet) {
        let descent = RatingDescent(userCount: 7, itemCount: 6, factorCount: 3, mean: Self.mean, hasImplicit: true)
        fill(descent.users, 1)
        fill(descent.items, 2)
        fill(descent.implicit, 3)
        let steps = DescentSteps(rate: 0.02, penalty: 0.05, biasRate: 0.02, biasPenalty: 0.05)
        for _ in 0..<5 { _ = descent.descendImplicitly(Self.ratings, 0..<7, steps, set) }
        expect(
            [
                [2.24113, 2.25835, 1.53848, 2.05867, 1.87133, 2.2161],
                [3.14024, 3.20708, 2.4029, 2.98705, 2.76662, 3.13144],
                [2.72089, 2.77433, 2.02621, 2.55614, 2.38194, 2.69979],
                [3.2335, 3.2541, 2.4849, 3.05782, 2.81938, 3.21995],
                [2.80451, 2.88161, 2.09285, 2.65377, 2.46331, 2.79126],
                [2.11534, 2.12436, 1.41104, 1.92885, 1.7387, 2.08938],
                [2.89051, 2.97651, 2.15085, 2.74741, 2.52661, 2.88536],
            ], RatingFactors(copying: descent, ratings: Self.ratings))
    }

    /// `NMF(n_factors=3, n_epochs=20, reg_pu=.06, reg_qi=.06)`
    @Test(arguments: InstructionSet.available) func `NMF is that of Surprise`(set: InstructionSet) async throws {
        let settings = try NMFSettings(
            SettingReader(
                algorithm: "nmf", descriptions: NMFSettings.descriptions,
                given: ["factors": .integer(3), "biased": .flag(false), "regularization": .number(0.06)]))
        var state = NMFState(Self.ratings, settings, seed: 1)
        fill(state.users, 1, base: 0.5, size: 0.4)
        fill(state.items, 2, base: 0.5, size: 0.4)
        for _ in 0..<20 { _ = try await state.step(TrainingOptions(workerCount: 2, instructionSet: set)) }
        expect(
            [
                [0.88276, 0.7006, 0.26427, 0.68803, 0.45383, 0.83454],
                [2.75509, 3.45635, 0.82793, 1.69198, 2.05756, 2.6611],
                [2.25882, 2.63947, 0.60307, 1.72935, 1.55467, 1.90945],
                [3.45672, 2.21834, 0.99016, 3.03953, 1.49225, 3.0925],
                [3.03828, 1.4006, 0.77914, 3.19377, 0.99352, 2.379],
                [0.79892, 0.76291, 0.23185, 0.60412, 0.47232, 0.73425],
                [2.67437, 3.46888, 0.82616, 1.52117, 2.06482, 2.66602],
            ], state.factors(), hasBiases: false)
    }
}
