/// Trains a `RatingFactorModel` by stochastic gradient descent: SVD (Koren, Bell and Volinsky 2009) over the blocks of
/// a `RatingGrid`, SVD++ (Koren 2008) viewer by viewer.
///
/// SVD++ trains on one core: a step writes to every film that its viewer rated, so no two viewers can be learned from at
/// once without the outcome depending on who was first.
struct DescentTrainer: Trainer {
    enum Kind: Sendable { case svd, svdpp }

    let kind: Kind
    let algorithm: String
    let settings: DescentSettings
    let doubt: Double
    let resolved: ModelSettings

    func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let data = try RatedData(trainingSet, doubt: doubt)
        let ratings = trainingSet.ratings.prefix(rows: trainingSet.trainedUserCount)
        let start = try earlier(RatingFactorModel.self, for: trainingSet, options).map {
            RatingStart($0.model, $0.rows)
        }
        let epochs = try await epochCount(ratings, start, data, options)
        let learned = try await learn(ratings, from: start, options, epochs: epochs) { descent, epoch, loss, start in
            options.progress(
                TrainingProgress(
                    algorithm: algorithm, step: epoch, stepCount: epochs, loss: loss,
                    secondsElapsed: (ContinuousClock.now - start) / .seconds(1),
                    rate: Double(epoch * ratings.entryCount)
                        / max((ContinuousClock.now - start) / .seconds(1), 1e-9)))
            return true
        }
        return RatingFactorModel(
            RatingFactors(copying: learned, ratings: ratings), folding: RatingFolding(penalty: settings.regularization),
            data: data, descriptor: card(trainingSet, options), instructionSet: options.instructionSet)
    }

    /// Learns from all of `ratings`.
    /// - Parameter start: what an earlier model lends.
    /// - Parameter afterEpoch: is given the epoch, from 1, and the root mean squared error during it; false ends it.
    @concurrent
    private func learn(
        _ ratings: InteractionMatrix, from lent: RatingStart?, _ options: TrainingOptions, epochs: Int,
        afterEpoch: (RatingDescent, Int, Double, ContinuousClock.Instant) -> Bool
    ) async throws(TrainingError) -> RatingDescent {
        let start = ContinuousClock.now
        let descent = begin(ratings, from: lent, seed: options.seed)
        let grid = kind == .svd ? RatingGrid(ratings) : nil
        for epoch in 0..<epochs {
            let squares =
                if let grid { try await descend(descent, grid, epoch: epoch, options) } else {
                    try descendImplicitly(descent, ratings, epoch: epoch, options)
                }
            let loss = (squares / Double(max(1, ratings.entryCount))).squareRoot()
            guard loss.isFinite, descent.isFinite else {
                throw TrainingError(
                    .diverged, "the factors are no longer finite after epoch \(epoch + 1); lower learningRate")
            }
            guard afterEpoch(descent, epoch + 1, loss, start) else { break }
        }
        return descent
    }

    private func begin(_ ratings: InteractionMatrix, from start: RatingStart?, seed: UInt64) -> RatingDescent {
        let sum = ratings.weights.reduce(0.0) { $0 + Double($1) }
        let descent = RatingDescent(
            userCount: ratings.rowCount, itemCount: ratings.columnCount, factorCount: settings.factors,
            mean: Float(sum / Double(max(1, ratings.entryCount))), hasImplicit: kind == .svdpp)
        var isRated = [Bool](repeating: false, count: ratings.columnCount)
        for item in ratings.columns { isRated[Int(item)] = true }
        let spread = FactorStart.spread(deviation: settings.deviation)
        FactorStart.fill(descent.users, spread: spread, seed: seed) { ratings.entryCount(ofRow: $0) > 0 }
        FactorStart.fill(descent.items, spread: spread, seed: seed &+ 1) { isRated[$0] }
        if kind == .svdpp {
            FactorStart.fill(descent.implicit, spread: spread, seed: seed &+ 2) { isRated[$0] }
        }
        start?.lend(
            users: descent.users, items: descent.items, implicit: descent.implicit, userBiases: descent.userBiases,
            itemBiases: descent.itemBiases, rated: ({ ratings.entryCount(ofRow: $0) > 0 }, { isRated[$0] }))
        return descent
    }

    /// One epoch: the shifts of the grid in an order of the epoch's own, the blocks of each at once.
    private func descend(
        _ descent: RatingDescent, _ grid: RatingGrid, epoch: Int, _ options: TrainingOptions
    ) async throws(TrainingError) -> Double {
        let steps = settings.steps(epoch: epoch)
        let instructionSet = options.instructionSet
        var random = SeededRandom(seed: options.seed, stream: UInt64(epoch) | 1 << 40)
        var squares = 0.0
        for shift in (0..<grid.side).shuffled(using: &random) {
            let sums = try await ParallelChunks.map(
                grid.side, workerCount: options.workerCount, makeScratch: {}, throwing: Self.cancelled
            ) { (piece: Int, _: inout Void) throws(TrainingError) -> Double in
                descent.descend(grid.entries, grid.block(piece, shift: shift), steps, instructionSet)
            }
            squares += sums.reduce(0, +)
        }
        return squares
    }

    private func descendImplicitly(
        _ descent: RatingDescent, _ ratings: InteractionMatrix, epoch: Int, _ options: TrainingOptions
    ) throws(TrainingError) -> Double {
        let chunks = RowChunks(ratings, costOfRow: 16, targetCost: 65_536)
        var squares = 0.0
        for chunk in 0..<chunks.count {
            if Task.isCancelled { throw Self.cancelled }
            squares += descent.descendImplicitly(
                ratings, chunks[chunk], settings.steps(epoch: epoch), options.instructionSet)
        }
        return squares
    }

    static let cancelled = TrainingError(.cancelled, "training was cancelled; nothing was kept")

    private func card(_ trainingSet: TrainingSet, _ options: TrainingOptions) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: algorithm, settings: resolved, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue, startedFrom: options.start?.version)
    }
}

extension DescentTrainer: StartsWarm {
    func objection(to model: any Recommender) -> String? {
        objection(to: model.descriptor, algorithm: algorithm, factors: settings.factors)
    }
}

// MARK: - How many epochs

extension DescentTrainer {
    /// Epochs without a better error on what is held back, after which it is taken for certain that none will come.
    private static let patience = 3

    /// The number of epochs after which the error on a held-back part is smallest; all where nothing is held back.
    ///
    /// What the model learned from that training begins with is not held back: it would be predicted from memory.
    private func epochCount(
        _ ratings: InteractionMatrix, _ start: RatingStart?, _ data: RatedData, _ options: TrainingOptions
    ) async throws(TrainingError) -> Int {
        guard settings.validation > 0 else { return settings.epochs }
        let (kept, heldBack) = ratings.parted(share: settings.validation, seed: options.seed) { user, item in
            !(start?.knows(user, item) ?? false)
        }
        guard kept.entryCount > 0, heldBack.entryCount > 0 else { return settings.epochs }
        var best = (epoch: settings.epochs, error: Double.infinity)
        _ = try await learn(kept, from: start, options, epochs: settings.epochs) { descent, epoch, _, _ in
            let error = RatingFactors(copying: descent, ratings: kept).squaredError(on: heldBack, data)
            if error < best.error { best = (epoch, error) }
            return epoch - best.epoch < Self.patience
        }
        return best.epoch
    }
}

extension InteractionMatrix {
    /// The entries in two matrices of the same shape, `share` of those that may be drawn into the second.
    func parted(
        share: Double, seed: UInt64, where mayBeDrawn: (Int, Int) -> Bool
    ) -> (kept: InteractionMatrix, drawn: InteractionMatrix) {
        var (kept, drawn) = (MatrixRows(rowCount: rowCount), MatrixRows(rowCount: rowCount))
        for row in 0..<rowCount {
            var random = SeededRandom(seed: seed, stream: UInt64(row) | 1 << 41)
            for entry in entries(ofRow: row) {
                let isDrawn = Double(random.next() >> 11) / Double(1 << 53 as UInt64) < share
                if isDrawn, mayBeDrawn(row, Int(columns[entry])) {
                    drawn.append(row: Int32(row), column: columns[entry], weight: weights[entry])
                } else {
                    kept.append(row: Int32(row), column: columns[entry], weight: weights[entry])
                }
            }
        }
        return (kept.matrix(columnCount: columnCount), drawn.matrix(columnCount: columnCount))
    }
}

extension RatingFactors {
    /// The sum of squared errors of the predictions for `ratings`, within the scale.
    func squaredError(on ratings: InteractionMatrix, _ data: RatedData) -> Double {
        var sum = 0.0
        let width = factorCount + 1
        for user in 0..<ratings.rowCount {
            ratings.withRow(user) { films, stars in
                for place in films.indices {
                    let film = Int(films[place])
                    var estimate = mean + itemBiases[film] + viewers[user * width + factorCount]
                    items.withRow(film) { row in
                        for factor in row.indices { estimate += row[factor] * viewers[user * width + factor] }
                    }
                    let error = Double(stars[place]) - Double(data.clamped(estimate))
                    sum += error * error
                }
            }
        }
        return sum
    }
}
