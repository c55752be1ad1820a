@testable import Models
import TestSupport
import Testing

@Suite struct LightGCNTests {
    /// The graph of `GFCFTests`: u likes i < 8 where (3u² + 5i² + 7ui + u) mod 11 < 4, weight 1 + ((u + 2i) mod 3) / 2.
    private let positives = InteractionMatrix(
        rows: (0..<12).map { u in
            (0..<8).filter { i in (u * u * 3 + i * i * 5 + u * i * 7 + u) % 11 < 4 }
                .map { i in (column: i, weight: 1 + Float((u + 2 * i) % 3) / 2) }
        }, columnCount: 9)

    private let batch = [(0, 0, 3, 1), (1, 6, 0, 1.5), (0, 4, 3, 2), (9, 7, 8, 1), (2, 1, 5, 1)].map {
        RankedPair(user: Int32($0.0), liked: Int32($0.1), other: Int32($0.2), weight: Float($0.3))
    }

    /// Learned vectors by formula: ((7r + 5f + 3·side) mod 11 − 5) / 10.
    private func run(instructionSet: InstructionSet = .detected, regularization: Double = 0.01) -> LightGCNRun {
        let run = LightGCNRun(
            NormalizedGraph(positives),
            settings: LightGCNSettings(factors: 4, layers: 3, learningRate: 0.01, regularization: regularization),
            options: TrainingOptions(workerCount: 2, instructionSet: instructionSet))
        for (block, side) in [(run.base.users, 0), (run.base.items, 1)] {
            for row in 0..<block.rowCount {
                for factor in 0..<4 {
                    block.pointer(toRow: row)[factor] = Float((row * 7 + factor * 5 + 3 * side) % 11 - 5) / 10
                }
            }
        }
        return run
    }

    private func expect(_ block: DenseBlock, _ row: Int, _ expected: [Float], within tolerance: Float = 1e-6) {
        for factor in 0..<4 {
            let value = block.pointer(toRow: row)[factor]
            #expect(abs(value - expected[factor]) < tolerance, "row \(row), factor \(factor): \(value)")
        }
    }

    /// numpy 2.4.6, with A built whole: (E + A·E + A²·E + A³·E) / 4 in double precision.
    @Test(arguments: InstructionSet.available)
    func `propagation is that of numpy`(instructionSet: InstructionSet) async throws {
        let mean = try await run(instructionSet: instructionSet).layerMean()
        expect(mean.users, 0, [-0.1241881, -0.0296632, 0.154462, -0.0844096])
        expect(mean.users, 9, [0.1742422, -0.180871, 0.1336591, -0.1524823])
        expect(mean.items, 0, [-0.2216071, 0.2170364, -0.1689265, 0.1150898])
        expect(mean.items, 7, [0.0136967, -0.1132483, 0.115753, -0.1805679])
    }

    /// numpy 2.4.6: the gradient of the mean over the batch of −w · ln σ(e_u · (e_i − e_j)).
    @Test(arguments: InstructionSet.available)
    func `the gradient of a batch is that of numpy`(instructionSet: InstructionSet) async throws {
        let (gradient, _, loss) = try await run(instructionSet: instructionSet).gradient(of: batch)
        #expect(abs(loss - 4.52914596866568) < 1e-5)
        expect(gradient.users, 0, [-0.0125887, 0.0099422, -0.0119192, 0.0058708])
        expect(gradient.users, 9, [-0.0031511, 0.0075524, -0.0061432, 0.0091919])
        expect(gradient.users, 5, [0.0024739, 0.0003428, -0.0044985, 0.0009231])
        expect(gradient.items, 0, [0.000465, 0.0000886, -0.0080535, -0.0003076])
        expect(gradient.items, 7, [-0.0102303, 0.0112674, -0.0089748, 0.0092259])
        expect(gradient.items, 8, [0.0041244, -0.0042814, 0.0031638, -0.0036094])
    }

    @Test func `the gradient is the slope of the loss`() async throws {
        let run = run(regularization: 0)
        let gradient = try await run.gradient(of: batch).vectors
        let slopes = [
            gradient.users.pointer(toRow: 3)[1], gradient.users.pointer(toRow: 0)[0],
            gradient.items.pointer(toRow: 7)[3],
        ]
        let step: Float = 0.05
        let places = [
            run.base.users.pointer(toRow: 3) + 1, run.base.users.pointer(toRow: 0),
            run.base.items.pointer(toRow: 7) + 3,
        ]
        for (place, slope) in zip(places, slopes) {
            let before = place.pointee
            place.pointee = before + step
            let above = try await run.gradient(of: batch).loss
            place.pointee = before - step
            let below = try await run.gradient(of: batch).loss
            place.pointee = before
            // The loss is a sum over the batch of 5, the gradient that of its mean; the rest is what the third
            // derivative adds at this step, and rounding in single precision.
            #expect(abs((above - below) / Double(2 * step * 5) - Double(slope)) < 2e-4)
        }
    }

    /// numpy 2.4.6: two steps of Adam at a rate of 0.01, λ = 0.01.
    @Test(arguments: InstructionSet.available)
    func `two steps are those of numpy`(instructionSet: InstructionSet) async throws {
        let run = run(instructionSet: instructionSet)
        for _ in 0..<2 { _ = try await run.step(batch) }
        expect(run.base.users, 0, [-0.4800083, -0.020006, 0.5200125, -0.1200119], within: 1e-5)
        expect(run.base.users, 9, [0.3200127, -0.3200118, 0.2200133, -0.420012], within: 1e-5)
        expect(run.base.items, 3, [-0.2800113, 0.1800862, -0.4200133, 0.1199697], within: 1e-5)
        expect(run.base.items, 8, [-0.1200043, 0.420008, -0.2200088, 0.3200106], within: 1e-5)
    }

    @Test func `pairs are put in order by either side`() {
        let pairs = [(70_000, 2), (3, 5), (70_000, 1), (3, 5), (0, 2)].map {
            WeightedPair(user: Int32($0.0), item: Int32($0.1), weight: 1)
        }
        let byUser = PairRows(pairs, byUser: true), byItem = PairRows(pairs, byUser: false)
        #expect(byUser.rows == [0, 3, 70_000] && byUser.offsets == [0, 1, 3, 5])
        #expect(byUser.columns == [2, 5, 5, 2, 1])
        #expect(byItem.rows == [1, 2, 5] && byItem.columns == [70_000, 70_000, 0, 3, 3])
    }

    @Test func `with one layer a viewer is folded in as propagation gives`() async throws {
        let data = TrainingSet.weighted(
            rows: (0..<12).map { u in positives.withRow(u) { zip($0, $1).map { (Int($0), $1) } } }, itemCount: 9)
        let settings: ModelSettings = ["factors": .integer(4), "layers": .integer(1), "epochs": .integer(3)]
        let trained = try await LightGCNPlugin().makeTrainer(settings)
            .train(on: data, options: TrainingOptions(workerCount: 1))
        let model = try #require(trained as? LightGCNModel)
        let history = [WeightedItem(item: ItemNumber(1), weight: 1), WeightedItem(item: ItemNumber(4), weight: 2)]
        var scratch = RankingScratch()
        var vector: [Float] = []
        model.foldIn(history, scratch: &scratch, into: &vector)
        // (1 / √(d_u · d_i)) · e_i / 2 for each film, the viewer's degree being 3.
        var expected = [Float](repeating: 0, count: 4)
        let degrees = NormalizedGraph(positives).itemDegrees
        for liked in history {
            let weight = liked.weight / Float((3 * degrees[liked.item.index]).squareRoot())
            model.folding.withRow(liked.item.index) { row in
                let learned = row.map { $0 * Float(degrees[liked.item.index].squareRoot()) }
                for factor in 0..<4 { expected[factor] += weight * learned[factor] }
            }
        }
        for factor in 0..<4 { #expect(abs(vector[factor] - expected[factor]) < 1e-6) }
    }

    @Test func `held-out likes are not trained on`() {
        let held = StoppingLikes(positives, share: 0.25, seed: 1)
        #expect(!held.isEmpty)
        for (user, withheld) in zip(held.users, held.withheld) {
            #expect(positives.entryCount(ofRow: user) >= 5 && withheld.count == 1)
            let rest = held.rest.withRow(user) { columns, _ in Array(columns) }
            #expect(rest.count + withheld.count == positives.entryCount(ofRow: user))
            #expect(!rest.contains(withheld[0]))
        }
        #expect(StoppingLikes(positives, share: 0, seed: 1).rest == positives)
    }
}
