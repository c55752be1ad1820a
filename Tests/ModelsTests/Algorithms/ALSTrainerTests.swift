import Models
import Synchronization
import TestSupport
import Testing

@Suite struct `Training ALS` {
    private static let settings = ALSSettings(
        factors: 12, sweeps: 6, regularization: 0.5, alpha: 3, frequencyExponent: 0, tolerance: 0)

    @Test(arguments: [1, 2, 3, 7])
    func `the bytes do not depend on the number of workers`(workerCount: Int) async throws {
        // More than one piece of work on either side, and more than one partial sum of the Gram matrix.
        let data = TrainingSet.randomLikes(users: 1_200, items: 200)
        let one = try await train(data, workerCount: 1)
        let many = try await train(data, workerCount: workerCount)
        #expect(one.userFactors == many.userFactors)
        #expect(one.itemFactors == many.itemFactors)
        #expect(one.descriptor == many.descriptor)
    }

    @Test func `another seed gives another model`() async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let one = try await train(data, seed: 1)
        let other = try await train(data, seed: 2)
        #expect(one.itemFactors != other.itemFactors)
    }

    @Test(arguments: InstructionSet.available)
    func `instruction sets agree but for the last bits`(instructionSet: InstructionSet) async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let plain = try await train(data, instructionSet: .baseline)
        let fast = try await train(data, instructionSet: instructionSet)
        #expect(zip(plain.userFactors, fast.userFactors).map { abs($0 - $1) }.max() ?? 1 < 1e-3)
    }

    @Test(arguments: [0.0, 0.5, 1.0])
    func `the loss is the objective and never rises`(frequencyExponent: Double) async throws {
        var settings = Self.settings
        settings.frequencyExponent = frequencyExponent
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let steps = Mutex<[TrainingProgress]>([])
        let model = try await ALSTrainer(settings: settings).trainModel(
            on: data,
            options: TrainingOptions(workerCount: 2, progress: { step in steps.withLock { $0.append(step) } }))
        let losses = try steps.withLock { try $0.map { try #require($0.loss) } }
        #expect(losses.count == settings.sweeps)
        for (before, after) in zip(losses, losses.dropFirst()) { #expect(after <= before * (1 + 1e-6)) }
        let objective = bruteForceObjective(model, data.positives, settings)
        #expect(abs(losses[losses.count - 1] - objective) < 1e-5 * objective)
        #expect(steps.withLock { $0.map(\.step) } == Array(1...settings.sweeps))
        #expect(steps.withLock { $0.allSatisfy { ($0.rate ?? 0) > 0 && $0.stepCount == settings.sweeps } })
    }

    @Test func `training stops early when a sweep gains too little`() async throws {
        var settings = Self.settings
        settings.sweeps = 200
        settings.tolerance = 0.01
        let losses = Mutex<[Double]>([])
        _ = try await ALSTrainer(settings: settings).train(
            on: .randomLikes(users: 60, items: 40),
            options: TrainingOptions(
                workerCount: 1, progress: { step in losses.withLock { $0.append(step.loss ?? .nan) } }))
        let gains = losses.withLock { losses in zip(losses, losses.dropFirst()).map { ($0 - $1) / $0 } }
        #expect(gains.count < 100)
        let last = try #require(gains.last)
        #expect(last < 0.01)
        #expect(gains.dropLast().allSatisfy { $0 >= 0.01 })
    }

    @Test func `a cancelled run ends with its own error`() async {
        let steps = Counter()
        let run = Task {
            try await ALSTrainer(settings: Self.settings).train(
                on: .randomLikes(users: 60, items: 40),
                options: TrainingOptions(
                    workerCount: 2,
                    progress: { _ in
                        steps.count.withLock { $0 += 1 }
                        withUnsafeCurrentTask { $0?.cancel() }
                    }))
        }
        let error = await #expect(throws: TrainingError.self) { try await run.value }
        #expect(error?.code == .cancelled)
        #expect(steps.count.withLock { $0 } == 1)
    }

    @Test func `nothing to learn from is an error`() async {
        let error = await #expect(throws: TrainingError.self) {
            try await train(.fixture(likes: [[], []], itemCount: 3))
        }
        #expect(error?.code == .emptyData)
    }

    @Test func `sums too large for single precision are an error that says what to change`() async {
        let data = TrainingSet.weighted(rows: [[(0, 3e38), (1, 3e38)], [(1, 3e38)]], itemCount: 2)
        let error = await #expect(throws: TrainingError.self) { try await train(data) }
        #expect(error?.code == .notPositiveDefinite)
        #expect(error?.message.contains("raise regularization") == true)
    }

    @Test func `viewers who are not trained on have no row and change nothing`() async throws {
        let all = TrainingSet.randomLikes(users: 60, items: 40)
        let model = try await train(all.training(on: 45))
        let alone = try await train(TrainingSet.randomLikes(users: 60, items: 40, keeping: 45))
        #expect(model.userCount == 45)
        #expect(model.itemFactors == alone.itemFactors)
    }

    @Test func `the frequency-scaled ridge is that of the formula`() {
        // 2 · (9 + 160 / 10)^0.5 = 10
        let settings = ALSSettings(regularization: 2, alpha: 10, frequencyExponent: 0.5)
        #expect(abs(settings.ridge(entryCount: 9, otherCount: 160) - 10) < 1e-5)
        #expect(ALSSettings(regularization: 2, frequencyExponent: 0).ridge(entryCount: 9, otherCount: 160) == 2)
    }

    private func train(
        _ data: TrainingSet, workerCount: Int = 2, seed: UInt64 = 42, instructionSet: InstructionSet = .detected
    ) async throws -> ALSModel {
        try await ALSTrainer(settings: Self.settings).trainModel(
            on: data, options: TrainingOptions(seed: seed, workerCount: workerCount, instructionSet: instructionSet))
    }

    /// The objective over all pairs, in double precision, as it is written.
    private func bruteForceObjective(
        _ model: ALSModel, _ positives: InteractionMatrix, _ settings: ALSSettings
    ) -> Double {
        var objective = 0.0
        let factors = settings.factors
        for user in 0..<model.userCount {
            var weights = [Float](repeating: 0, count: model.itemCount)
            positives.withRow(user) { columns, values in
                for (column, value) in zip(columns, values) { weights[Int(column)] = value }
            }
            for item in 0..<model.itemCount {
                let score = (0..<factors).reduce(0.0) {
                    $0 + Double(model.userFactors[user * factors + $1]) * Double(model.itemFactors[item * factors + $1])
                }
                let error = (weights[item] > 0 ? 1 : 0) - score
                objective += (1 + settings.alpha * Double(weights[item])) * error * error
            }
        }
        return objective + penalty(model.userFactors, positives, settings)
            + penalty(model.itemFactors, positives.transposed(), settings)
    }

    private func penalty(_ factors: FrozenArray<Float>, _ rows: InteractionMatrix, _ settings: ALSSettings) -> Double {
        (0..<rows.rowCount).reduce(0.0) { sum, row in
            let ridge = settings.ridge(entryCount: rows.entryCount(ofRow: row), otherCount: rows.columnCount)
            let vector = factors[row * settings.factors..<(row + 1) * settings.factors]
            return sum + Double(ridge) * vector.reduce(0.0) { $0 + Double($1) * Double($1) }
        }
    }
}

private final class Counter: Sendable {
    let count = Mutex(0)
}
