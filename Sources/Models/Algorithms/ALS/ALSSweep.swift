/// The state of a training run between sweeps.
struct ALSSweep {
    private let options: TrainingOptions
    private let alpha: Float
    private let byItem: ALSSide
    private let byUser: ALSSide
    /// Σ c over the entries: the objective of a model that predicts nothing.
    private let totalConfidence: Double
    private var users: FactorMatrix
    private var items: FactorMatrix
    private var itemGram: GramMatrix

    /// - Throws: `emptyData` when there is no entry, `diverged` when a weight is not positive and finite.
    init(_ positives: InteractionMatrix, settings: ALSSettings, options: TrainingOptions) throws(TrainingError) {
        guard positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        var totalWeight = 0.0
        for weight in positives.weights {
            guard weight > 0, weight.isFinite else {
                throw TrainingError(.diverged, "a weight of \(weight) cannot be learned from; weights are positive")
            }
            totalWeight += Double(weight)
        }
        self.options = options
        alpha = Float(settings.alpha)
        totalConfidence = Double(positives.entryCount) + settings.alpha * totalWeight
        byUser = ALSSide(positives, settings: settings)
        byItem = ALSSide(positives.transposed(), settings: settings)
        users = .random(for: positives, factorCount: settings.factors, seed: options.seed)
        items = FactorBuffer(rowCount: 0, factorCount: settings.factors).freeze()
        itemGram = GramMatrix(zero: settings.factors)
    }

    /// Users, items, and YᵀY of the items.
    var result: (users: FactorMatrix, items: FactorMatrix, gram: GramMatrix) { (users, items, itemGram) }

    /// Solves the items, then the users; returns the objective.
    mutating func run() async throws(TrainingError) -> Double {
        let userGram = try await gram(of: users)
        let itemSums: HalfStep.Sums
        (items, itemSums) = try await byItem.solve(
            against: users, gram: userGram, alpha: alpha, options: options, what: "film")
        itemGram = try await gram(of: items)
        let userSums: HalfStep.Sums
        (users, userSums) = try await byUser.solve(
            against: items, gram: itemGram, alpha: alpha, options: options, what: "viewer")
        // With x solved, Σ c·(p − x·y)² + λ·|x|² over a user's row is Σ c − b·x: no second pass over the data.
        return totalConfidence - userSums.explained + itemSums.penalty
    }

    private func gram(of factors: FactorMatrix) async throws(TrainingError) -> GramMatrix {
        try await GramMatrix.compute(
            of: factors, workerCount: options.workerCount, instructionSet: options.instructionSet,
            throwing: TrainingError.trainingCancelled)
    }
}

extension FactorMatrix {
    /// Where training begins: for each row with entries a small random vector from a stream of its own, of about
    /// 0.1 length; zero for the others.
    static func random(for matrix: InteractionMatrix, factorCount: Int, seed: UInt64) -> FactorMatrix {
        let buffer = FactorBuffer(rowCount: matrix.rowCount, factorCount: factorCount)
        // Uniform on ±a has the variance a²/3.
        let amplitude = 0.1 * (3 / Float(factorCount)).squareRoot()
        for row in 0..<matrix.rowCount where matrix.entryCount(ofRow: row) > 0 {
            let vector = buffer.pointer(toRow: row)
            var stream = StableHash.mix(seed ^ StableHash.mix(UInt64(row) &+ 0x9e37_79b9_7f4a_7c15))
            for factor in 0..<factorCount {
                stream = stream &+ 0x9e37_79b9_7f4a_7c15
                let unit = Float(StableHash.mix(stream) >> 40) / Float(1 << 24)
                vector[factor] = amplitude * (2 * unit - 1)
            }
        }
        return buffer.freeze()
    }
}
