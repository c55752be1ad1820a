/// Compares every film, or every viewer, with every other.
struct KNNTrainer: Trainer {
    private let settings: KNNSettings
    private let doubt: Double
    private let resolved: ModelSettings

    init(_ settings: KNNSettings, doubt: Double, resolved: ModelSettings) {
        self.settings = settings
        self.doubt = doubt
        self.resolved = resolved
    }

    /// - Complexity: O(Σ ratings² + rows²), divided among the workers: the ratings of each viewer where films are compared,
    ///   of each film where viewers are; rows² memory.
    func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let data = try RatedData(trainingSet, doubt: doubt)
        let users = trainingSet.ratings.prefix(rows: trainingSet.trainedUserCount)
        let rowCount = settings.side == .item ? users.columnCount : users.rowCount
        try check(rowCount)
        let biases = RatingBiases(users, settings.baseline)
        let byUser = users.compared(by: settings, biases), byItem = byUser.transposed()
        let start = ContinuousClock.now
        let step = max(1, rowCount / 20)
        let table = try await SimilarityTable(
            settings.side == .item ? byItem : byUser, settings.side == .item ? byUser : byItem, settings,
            workerCount: options.workerCount
        ) { row in
            guard (row + 1) % step == 0 else { return }
            options.progress(
                TrainingProgress(
                    algorithm: KNNPlugin.name, step: row + 1, stepCount: rowCount,
                    secondsElapsed: (ContinuousClock.now - start) / .seconds(1)))
        }
        let neighbourhood = Neighbourhood(
            settings.side == .item ? users.transposed() : users, table: table, biases: biases, settings: settings)
        return neighbourhood.model(data, card(trainingSet, options))
    }

    private func check(_ rowCount: Int) throws(TrainingError) {
        guard rowCount <= KNNSettings.rowLimit else {
            let rows = settings.side == .item ? "films" : "viewers"
            throw TrainingError(
                .unsuitableModel,
                "every one is compared with every other: \(rowCount) \(rows) are more than the "
                    + "\(KNNSettings.rowLimit) it takes; set knn's side to \(settings.side == .item ? "user" : "item"), "
                    + "or train svd")
        }
    }

    private func card(_ trainingSet: TrainingSet, _ options: TrainingOptions) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: KNNPlugin.name, settings: resolved, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: 0,
            instructionSet: InstructionSet.baseline.rawValue)
    }
}

extension InteractionMatrix {
    /// What similarities are made of: the stars, or their distances from the baseline.
    func compared(by settings: KNNSettings, _ biases: RatingBiases) -> InteractionMatrix {
        guard settings.similarity == .pearsonBaseline else { return self }
        var distances: [Float] = []
        distances.reserveCapacity(entryCount)
        for row in 0..<rowCount {
            for entry in entries(ofRow: row) {
                distances.append(
                    weights[entry]
                        - biases.estimate(user: UserNumber(row), item: ItemNumber(rawValue: columns[entry])))
            }
        }
        let compared = InteractionMatrix(
            rowCount: rowCount, columnCount: columnCount, offsets: offsets, columns: columns,
            weights: FrozenArray(distances))
        guard let compared else { preconditionFailure("the shape is that of a matrix") }
        return compared
    }
}

extension Neighbourhood {
    func model(_ data: RatedData, _ descriptor: ModelDescriptor) -> any Recommender {
        switch settings.side {
        case .item: ItemKNNModel(self, data: data, descriptor: descriptor)
        case .user: UserKNNModel(self, data: data, descriptor: descriptor)
        }
    }
}
