/// Trains a `RatingFactorModel` whose factors are never negative, by multiplicative steps over the ratings that are there
/// (Lee and Seung 2001; Luo et al. 2014, with their regularisation).
///
/// A step takes both sides from the same numbers, as Surprise does; each row is written by one worker, so the outcome
/// does not depend on how many there are. Biases, where wanted, are found before each step as the baseline's are, with
/// the factors' part taken off.
struct NMFTrainer: Trainer {
    let settings: NMFSettings
    let doubt: Double
    let resolved: ModelSettings

    func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let data = try RatedData(trainingSet, doubt: doubt)
        let ratings = trainingSet.ratings.prefix(rows: trainingSet.trainedUserCount)
        let lent = try earlier(RatingFactorModel.self, for: trainingSet, options).map { RatingStart($0.model, $0.rows) }
        var state = NMFState(ratings, settings, from: lent, seed: options.seed)
        let start = ContinuousClock.now
        for epoch in 1...settings.epochs {
            let squares = try await state.step(options)
            let loss = (squares / Double(max(1, ratings.entryCount))).squareRoot()
            guard loss.isFinite else {
                throw TrainingError(
                    .diverged, "the factors are no longer finite after epoch \(epoch); use fewer factors")
            }
            options.progress(
                TrainingProgress(
                    algorithm: NMFPlugin.name, step: epoch, stepCount: settings.epochs, loss: loss,
                    secondsElapsed: (ContinuousClock.now - start) / .seconds(1)))
        }
        let card = ModelDescriptor(
            algorithm: NMFPlugin.name, settings: resolved, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue, startedFrom: options.start?.version)
        return RatingFactorModel(
            state.factors(), folding: RatingFolding(settings), data: data, descriptor: card,
            instructionSet: options.instructionSet)
    }
}

extension NMFTrainer: StartsWarm {
    func objection(to model: any Recommender) -> String? {
        let card = model.descriptor
        if let objection = objection(to: card, algorithm: NMFPlugin.name, factors: settings.factors) {
            return objection
        }
        guard let theirs = card.settings["biased"], theirs != .flag(settings.isBiased) else { return nil }
        return "it was learned with biased=\(theirs), and biased=\(settings.isBiased) is asked for"
    }
}

/// Both sides of the factorisation between two steps.
struct NMFState: Sendable {
    private let settings: NMFSettings
    private let byUser: NonNegativeSide
    private let byItem: NonNegativeSide
    private let mean: Double
    private(set) var users: FactorBuffer
    private(set) var items: FactorBuffer
    private var nextUsers: FactorBuffer
    private var nextItems: FactorBuffer
    private var userBiases: [Float]
    private var itemBiases: [Float]

    /// Rows that a worker does in one go, counted in ratings.
    private static let pieceCost = 8_192

    init(_ ratings: InteractionMatrix, _ settings: NMFSettings, from start: RatingStart? = nil, seed: UInt64) {
        self.settings = settings
        let sum = ratings.weights.reduce(0.0) { $0 + Double($1) }
        mean = sum / Double(max(1, ratings.entryCount))
        let base: Float = settings.isBiased ? Float(mean) : 0
        let penalty = Float(settings.regularization)
        byUser = NonNegativeSide(ratings: ratings, mean: base, penalty: penalty)
        byItem = NonNegativeSide(ratings: ratings.transposed(), mean: base, penalty: penalty)
        func buffer(_ rows: Int) -> FactorBuffer { FactorBuffer(rowCount: rows, factorCount: settings.factors) }
        (users, nextUsers) = (buffer(ratings.rowCount), buffer(ratings.rowCount))
        (items, nextItems) = (buffer(ratings.columnCount), buffer(ratings.columnCount))
        userBiases = Array(repeating: 0, count: ratings.rowCount)
        itemBiases = Array(repeating: 0, count: ratings.columnCount)
        FactorStart.fill(users, mean: 0.5, spread: 0.5, seed: seed) { ratings.entryCount(ofRow: $0) > 0 }
        let transposed = byItem.ratings
        FactorStart.fill(items, mean: 0.5, spread: 0.5, seed: seed &+ 1) { transposed.entryCount(ofRow: $0) > 0 }
        if let start { take(start) }
    }

    /// Biases are found anew before each step, from those of the other side.
    private mutating func take(_ start: RatingStart) {
        let (byUser, byItem, users, items) = (byUser.ratings, byItem.ratings, users, items)
        userBiases.withUnsafeMutableBufferPointer { userBiases in
            itemBiases.withUnsafeMutableBufferPointer { itemBiases in
                start.lend(
                    users: users, items: items, userBiases: userBiases, itemBiases: itemBiases,
                    rated: ({ byUser.entryCount(ofRow: $0) > 0 }, { byItem.entryCount(ofRow: $0) > 0 }))
            }
        }
        if !settings.isBiased {
            userBiases = Array(repeating: 0, count: userBiases.count)
            itemBiases = Array(repeating: 0, count: itemBiases.count)
        }
    }

    /// One step of both sides.
    /// - Returns: the sum of squared errors before it.
    mutating func step(_ options: TrainingOptions) async throws(TrainingError) -> Double {
        if settings.isBiased { try await fitBiases(options) }
        let squares = try await Self.advance(
            byUser, own: users, other: items, next: nextUsers, ownBiases: userBiases, otherBiases: itemBiases, options)
        _ = try await Self.advance(
            byItem, own: items, other: users, next: nextItems, ownBiases: itemBiases, otherBiases: userBiases, options)
        swap(&users, &nextUsers)
        swap(&items, &nextItems)
        return squares
    }

    private static func advance(
        _ side: NonNegativeSide, own: FactorBuffer, other: FactorBuffer, next: FactorBuffer, ownBiases: [Float],
        otherBiases: [Float], _ options: TrainingOptions
    ) async throws(TrainingError) -> Double {
        let chunks = RowChunks(side.ratings, costOfRow: 16, targetCost: pieceCost)
        let instructionSet = options.instructionSet
        let sums = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: {}, throwing: DescentTrainer.cancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> Double in
            side.step(
                chunks[chunk], own: own, other: other, next: next, ownBiases: ownBiases, otherBiases: otherBiases,
                instructionSet)
        }
        return sums.reduce(0, +)
    }

    /// b_i = Σ (r − μ − b_u − p·q) / (λ + n_i), then b_u likewise.
    private mutating func fitBiases(_ options: TrainingOptions) async throws(TrainingError) {
        itemBiases = try await Self.biases(
            byItem, own: items, other: users, against: userBiases, settings.biases.itemRegularization, options)
        userBiases = try await Self.biases(
            byUser, own: users, other: items, against: itemBiases, settings.biases.userRegularization, options)
    }

    private static func biases(
        _ side: NonNegativeSide, own: FactorBuffer, other: FactorBuffer, against others: [Float],
        _ regularization: Double, _ options: TrainingOptions
    ) async throws(TrainingError) -> [Float] {
        let chunks = RowChunks(side.ratings, costOfRow: 16, targetCost: pieceCost)
        let instructionSet = options.instructionSet
        let parts = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: {}, throwing: DescentTrainer.cancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> [Float] in
            chunks[chunk].map { row in
                let sum = side.sumOfRests(row, own: own, other: other, otherBiases: others, instructionSet)
                return Float(sum / (regularization + Double(max(1, side.ratings.entryCount(ofRow: row)))))
            }
        }
        return Array(parts.joined())
    }

    /// What was learned. Without biases those of the baseline stand for viewers whom nothing is known of.
    func factors() -> RatingFactors {
        let ratings = byUser.ratings
        let count = settings.factors
        let baseline = settings.isBiased ? nil : RatingBiases(ratings)
        let viewers = FrozenArray<Float>(count: ratings.rowCount * (count + 1)) { target in
            for user in 0..<ratings.rowCount {
                let own = users.pointer(toRow: user)
                for factor in 0..<count { target[user * (count + 1) + factor] = own[factor] }
                target[user * (count + 1) + count] = userBiases[user]
            }
        }
        return RatingFactors(
            mean: Float(mean), viewers: viewers, items: FactorMatrix(copying: items),
            itemBiases: baseline?.items ?? FrozenArray(itemBiases))
    }
}
