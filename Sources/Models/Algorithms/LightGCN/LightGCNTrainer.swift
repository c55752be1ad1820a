/// Trains `LightGCNModel` (He et al. 2020, "LightGCN: Simplifying and Powering Graph Convolution Network for
/// Recommendation"): vectors are learned whose means over the neighbourhoods of the graph rank likes before what is not
/// liked (BPR), by Adam.
///
/// Some likes are held out to tell when to stop; in the end the best vectors are smoothed over the whole graph, those likes
/// included. The bytes depend on data, settings, seed and instruction set, not on the number of workers.
public struct LightGCNTrainer: Trainer {
    /// What it trains with.
    public var settings: LightGCNSettings

    /// A trainer with these settings.
    public init(settings: LightGCNSettings = LightGCNSettings()) { self.settings = settings }

    /// - Complexity: O(4 · layers · likes · factors) for each batch of an epoch, divided among the workers.
    @concurrent
    public func train(
        on trainingSet: TrainingSet, options: TrainingOptions
    ) async throws(TrainingError) -> any Recommender {
        let positives = trainingSet.positives.prefix(rows: trainingSet.trainedUserCount)
        guard positives.entryCount > 0 else {
            throw TrainingError(.emptyData, "no film was liked by anybody; import ratings first or lower the threshold")
        }
        let start = try earlier(LightGCNModel.self, for: trainingSet, options)
        let held = StoppingLikes(positives, share: settings.validation, after: start?.rows, seed: options.seed)
        var fitting = LightGCNFitting(held, settings: settings, options: options)
        if let start { fitting.begin(from: start.model, start.rows) }
        let base = try await fitting.run()
        let graph = held.isEmpty ? fitting.graph : NormalizedGraph(positives)
        return try await model(GraphSteps(graph, width: settings.factors), base, trainingSet, options)
    }

    /// Smooths the learned vectors once more, over the whole graph.
    private func model(
        _ steps: GraphSteps, _ base: GraphVectors, _ trainingSet: TrainingSet, _ options: TrainingOptions
    ) async throws(TrainingError) -> LightGCNModel {
        let share = 1 / Float(settings.layers + 1)
        let rooms = (steps.zeros(settings.factors), steps.zeros(settings.factors))
        let inner =
            settings.layers == 1
            ? base
            : try await steps.sum(base, count: settings.layers - 1, scale: 1, rooms: rooms, options: options)
        let sums = inner.items.matrix()
        let folding = FrozenArray<Float>(count: sums.values.count) { target in
            for place in target.indices {
                let degree = steps.graph.itemDegrees[place / settings.factors]
                target[place] = degree > 0 ? sums.values[place] * share / Float(degree.squareRoot()) : 0
            }
        }
        let mean = try await steps.sum(base, count: settings.layers, scale: share, rooms: rooms, options: options)
        return LightGCNModel(
            serving: FactorServing(
                users: mean.users.matrix(), items: mean.items.matrix(),
                popularity: PopularityModel(counting: trainingSet), instructionSet: options.instructionSet),
            folding: FactorMatrix(folding, rowCount: sums.rowCount, factorCount: settings.factors),
            learned: LightGCNModel.LearnedVectors(base), descriptor: card(trainingSet, options))
    }

    private func card(_ trainingSet: TrainingSet, _ options: TrainingOptions) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: LightGCNPlugin.name, settings: settings.modelSettings,
            userCount: trainingSet.trainedUserCount, itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash,
            seed: options.seed, instructionSet: options.instructionSet.rawValue, startedFrom: options.start?.version)
    }
}

extension LightGCNTrainer: StartsWarm {
    public func objection(to model: any Recommender) -> String? {
        if let objection = objection(to: model.descriptor, algorithm: LightGCNPlugin.name, factors: settings.factors) {
            return objection
        }
        guard let model = model as? LightGCNModel, model.learned == nil else { return nil }
        return "its artefact was written before learned vectors were kept; train it once without a start"
    }
}

/// The epochs of a run, and when they end.
struct LightGCNFitting {
    let graph: NormalizedGraph
    private let held: StoppingLikes
    private let likes: LikeOrder
    private let state: LightGCNRun
    private let settings: LightGCNSettings
    private let options: TrainingOptions
    private var best: (gain: Double, base: GraphVectors)?
    private var disappointments = 0

    /// Steps between two judgements, at least.
    private static let stepsPerJudgement = 40

    init(_ held: StoppingLikes, settings: LightGCNSettings, options: TrainingOptions) {
        self.held = held
        self.settings = settings
        self.options = options
        graph = NormalizedGraph(held.rest)
        likes = LikeOrder(held.rest, seed: options.seed)
        state = LightGCNRun(graph, settings: settings, options: options)
    }

    /// Puts the vectors of an earlier model in the place of random ones.
    func begin(from model: LightGCNModel, _ rows: SharedRows) {
        guard let learned = model.learned else { return }
        let graph = graph
        LentRows(matrix: learned.users, rows: rows.users)
            .copy(to: state.base.users.pointer(toRow:)) { graph.userDegrees[$0] > 0 }
        LentRows(matrix: learned.items, rows: rows.items)
            .copy(to: state.base.items.pointer(toRow:)) { graph.itemDegrees[$0] > 0 }
    }

    /// The vectors that ranked the held-out likes best, or the last ones.
    mutating func run() async throws(TrainingError) -> GraphVectors {
        let start = ContinuousClock.now
        let stepsPerEpoch = (likes.count + settings.batch - 1) / settings.batch
        let epochsPerJudgement = (Self.stepsPerJudgement + stepsPerEpoch - 1) / max(1, stepsPerEpoch)
        for epoch in 1...settings.epochs {
            let loss = try await runEpoch(epoch) / Double(likes.count)
            guard loss.isFinite else {
                throw TrainingError(
                    .diverged, "the loss is no longer finite after epoch \(epoch); lower lightgcn.learningRate")
            }
            let elapsed = (ContinuousClock.now - start) / .seconds(1)
            options.progress(
                TrainingProgress(
                    algorithm: LightGCNPlugin.name, step: epoch, stepCount: settings.epochs, loss: loss,
                    secondsElapsed: elapsed, rate: Double(epoch * likes.count) / max(elapsed, 1e-9)))
            if !held.isEmpty, epoch % epochsPerJudgement == 0, try await isExhausted() { break }
        }
        return best?.base ?? state.base
    }

    /// Judges the vectors as they are; true when patience is at its end.
    private mutating func isExhausted() async throws(TrainingError) -> Bool {
        let vectors = try await state.layerMean()
        let gain = try await held.meanGain(
            users: vectors.users.matrix(), items: vectors.items.matrix(), options: options)
        if gain > best?.gain ?? -1 {
            best = (gain, state.base.copied())
            disappointments = 0
        } else {
            disappointments += 1
        }
        return disappointments >= settings.patience
    }

    private func runEpoch(_ epoch: Int) async throws(TrainingError) -> Double {
        let order = likes.shuffled(epoch: epoch)
        var loss = 0.0
        for first in stride(from: 0, to: order.count, by: settings.batch) {
            let entries = order[first..<min(first + settings.batch, order.count)]
            loss += try await state.step(draw(entries, epoch))
        }
        return loss
    }

    /// Each like with a film its viewer does not like; one for whom there is none is left out.
    private func draw(_ entries: ArraySlice<Int32>, _ epoch: Int) -> [RankedPair] {
        var batch: [RankedPair] = []
        batch.reserveCapacity(entries.count)
        for entry in entries {
            let user = likes.user(of: entry)
            var random = likes.random(epoch: epoch, entry: entry)
            guard let other = likes.stranger(to: user, &random) else { continue }
            batch.append(
                RankedPair(
                    user: user, liked: held.rest.columns[Int(entry)], other: other,
                    weight: held.rest.weights[Int(entry)]))
        }
        return batch
    }
}
