/// Trains the parts one after another.
struct MixTrainer: Trainer {
    private let plan: MixPlan
    /// Whether parts that count nothing are left out of the model.
    private let dropsSilentParts: Bool

    init(_ plan: MixPlan, dropsSilentParts: Bool) {
        self.plan = plan
        self.dropsSilentParts = dropsSilentParts
    }

    func train(on trainingSet: TrainingSet, options: TrainingOptions) async throws(TrainingError) -> any Recommender {
        let card = plan.card(trainingSet, options)
        return try mix(try await plan.train(on: trainingSet, options, skipping: dropsSilentParts), like: card)
    }

    /// The blend of models that are there already, in any order.
    /// - Parameter card: of the data and the seed; its settings become the plan's.
    func mix(
        _ models: [(name: String, model: any Recommender)], like card: ModelDescriptor
    ) throws(TrainingError) -> MixModel {
        let wanted = plan.parts.filter { $0.weight > 0 || !dropsSilentParts }
        var kept: [(name: String, model: any Recommender)] = []
        for part in wanted {
            guard let model = models.first(where: { $0.name == part.plugin.name }) else {
                throw TrainingError(.unsuitableModel, "there is no \(part.plugin.name) model to blend")
            }
            kept.append(model)
        }
        var card = card
        card.settings = plan.settings
        card.settings["parts"] = .text(kept.map(\.name).joined(separator: ","))
        return MixModel(
            try [MixPart](kept, weights: wanted.map { Float($0.weight) }), rule: plan.rule, descriptor: card)
    }
}

extension MixPlan {
    /// The models of the parts.
    func train(
        on trainingSet: TrainingSet, _ options: TrainingOptions, skipping skipsSilent: Bool
    ) async throws(TrainingError) -> [(name: String, model: any Recommender)] {
        var models: [(name: String, model: any Recommender)] = []
        for part in parts where part.weight > 0 || !skipsSilent {
            models.append((part.plugin.name, try await part.trainer.train(on: trainingSet, options: options)))
        }
        return models
    }

    func card(_ trainingSet: TrainingSet, _ options: TrainingOptions) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: algorithm, settings: settings, userCount: trainingSet.trainedUserCount,
            itemCount: trainingSet.itemCount, dataHash: trainingSet.dataHash, seed: options.seed,
            instructionSet: options.instructionSet.rawValue)
    }
}
