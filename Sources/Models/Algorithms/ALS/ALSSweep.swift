/// What an earlier model lends to a training run.
struct ALSStart: Sendable {
    let users, items: LentRows
}

/// The state of a training run between sweeps.
struct ALSSweep {
    private let options: TrainingOptions
    private let settings: ALSSettings
    private let byItem: ALSSide
    private let byUser: ALSSide
    /// Σ c over the entries: the objective of a model that predicts nothing.
    private let totalConfidence: Double
    private var users: FactorMatrix
    private var items: FactorMatrix
    /// YᵀY of `items`.
    private var itemGram: GramMatrix

    /// - Throws: `emptyData` when there is no entry, `diverged` when a weight is not positive and finite.
    init(
        _ positives: InteractionMatrix, settings: ALSSettings, start: ALSStart? = nil, options: TrainingOptions
    ) async throws(TrainingError) {
        guard positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        var totalConfidence = 0.0
        for weight in positives.weights {
            guard weight > 0, weight.isFinite else {
                throw TrainingError(.diverged, "a weight of \(weight) cannot be learned from; weights are positive")
            }
            totalConfidence += Double(settings.confidence(ofWeight: weight))
        }
        self.options = options
        self.settings = settings
        self.totalConfidence = totalConfidence
        byUser = ALSSide(positives, settings: settings)
        byItem = ALSSide(positives.transposed(), settings: settings)
        items = .random(
            for: byItem.matrix, factorCount: settings.factors, seed: options.seed, butFor: start?.items)
        // An exact solve does not look at what the users were.
        users =
            settings.solver == .cg && start != nil
            ? .lent(start?.users, for: byUser.matrix, factorCount: settings.factors)
            : .none(factorCount: settings.factors)
        itemGram = GramMatrix(zero: settings.factors)
        // From random users the first sweep would gain little; users solved against random items are half a sweep ahead.
        _ = try await solveUsers()
    }

    /// Users, items, and YᵀY of the items.
    var result: (users: FactorMatrix, items: FactorMatrix, gram: GramMatrix) { (users, items, itemGram) }

    /// Solves the items, then the users; returns the objective.
    mutating func run() async throws(TrainingError) -> Double {
        let itemSums = try await solveItems()
        let userSums = try await solveUsers()
        // With x solved, Σ c·(p − x·y)² + λ·|x|² over a user's row is Σ c − b·x: no second pass over the data.
        return totalConfidence - userSums.explained + itemSums.penalty
    }

    private mutating func solveItems() async throws(TrainingError) -> HalfStep.Sums {
        let userGram = try await gram(of: users)
        let sums: HalfStep.Sums
        switch settings.solver {
        case .cholesky:
            (items, sums) = try await byItem.solve(against: users, gram: userGram, options: options, what: "film")
        case .cg:
            (items, sums) = try await byItem.improve(items, against: users, gram: userGram, options: options)
        }
        return sums
    }

    private mutating func solveUsers() async throws(TrainingError) -> HalfStep.Sums {
        itemGram = try await gram(of: items)
        let sums: HalfStep.Sums
        switch settings.solver {
        case .cholesky:
            // The larger side: the old vectors go before the new ones are made.
            users = .none(factorCount: items.factorCount)
            (users, sums) = try await byUser.solve(against: items, gram: itemGram, options: options, what: "viewer")
        case .cg:
            (users, sums) = try await byUser.improve(users, against: items, gram: itemGram, options: options)
        }
        return sums
    }

    private func gram(of factors: FactorMatrix) async throws(TrainingError) -> GramMatrix {
        try await GramMatrix.compute(
            of: factors, workerCount: options.workerCount, instructionSet: options.instructionSet,
            throwing: TrainingError.trainingCancelled)
    }
}

extension FactorMatrix {
    /// No rows yet.
    static func none(factorCount: Int) -> FactorMatrix {
        FactorBuffer(rowCount: 0, factorCount: factorCount).freeze()
    }

    /// Where training begins: for each row with entries a random vector of length 1 or so, from a stream of its own;
    /// zero for the others. What an earlier model lends goes before chance.
    static func random(
        for matrix: InteractionMatrix, factorCount: Int, seed: UInt64, butFor lent: LentRows? = nil
    ) -> FactorMatrix {
        let buffer = FactorBuffer(rowCount: matrix.rowCount, factorCount: factorCount)
        // Uniform on ±a has the variance a²/3.
        let amplitude = (3 / Float(factorCount)).squareRoot()
        for row in 0..<matrix.rowCount where matrix.entryCount(ofRow: row) > 0 {
            let vector = buffer.pointer(toRow: row)
            var stream = StableHash.mix(seed ^ StableHash.mix(UInt64(row) &+ 0x9e37_79b9_7f4a_7c15))
            for factor in 0..<factorCount {
                stream = stream &+ 0x9e37_79b9_7f4a_7c15
                let unit = Float(StableHash.mix(stream) >> 40) / Float(1 << 24)
                vector[factor] = amplitude * (2 * unit - 1)
            }
        }
        lent?.copy(to: buffer.pointer(toRow:)) { matrix.entryCount(ofRow: $0) > 0 }
        return buffer.freeze()
    }

    /// What an earlier model lends, for rows with entries; zeros elsewhere.
    static func lent(_ lent: LentRows?, for matrix: InteractionMatrix, factorCount: Int) -> FactorMatrix {
        let buffer = FactorBuffer(rowCount: matrix.rowCount, factorCount: factorCount)
        lent?.copy(to: buffer.pointer(toRow:)) { matrix.entryCount(ofRow: $0) > 0 }
        return buffer.freeze()
    }
}
