import Models

extension RecommenderContract {
    func contents(_ model: any Recommender) -> [UInt8] { SafetensorsFile(model.tensors()).contents }

    func saved() throws -> String? {
        let encoded = ModelArtefact(model, trainedOn: data, codeVersion: "test").encoded()
        let loaded = try ModelArtefact.decode(
            manifest: encoded.manifest, tensors: FrozenArray(encoded.tensors.contents),
            catalogue: PluginCatalogue([plugin])
        ).model
        if loaded.descriptor != model.descriptor { return "another card: \(loaded.descriptor)" }
        if contents(loaded) != contents(model) { return "other bytes" }
        for query in queries where loaded.recommend(for: query, count: 30) != rank(query, 30) {
            return "another answer for \(query.subject)"
        }
        return nil
    }

    /// On data of several pieces of work: the checkerboard is a single one, which one worker does alone.
    func workers() async throws -> String? {
        let data = TrainingSet.randomLikes(users: 700, items: 150)
        let trainer = try plugin.makeTrainer(settings)
        let alone = try await trainer.train(on: data, options: TrainingOptions(workerCount: 1))
        for count in [2, 3, 7] {
            let together = try await trainer.train(on: data, options: TrainingOptions(workerCount: count))
            if contents(together) != contents(alone) { return "\(count) workers make other bytes" }
            if together.descriptor != alone.descriptor { return "\(count) workers make another card" }
        }
        return nil
    }

    func description() -> String? {
        let card = model.descriptor
        if card.algorithm != plugin.name { return "it calls itself \(card.algorithm)" }
        if model.itemCount != data.itemCount || card.itemCount != data.itemCount { return "\(card.itemCount) items" }
        if card.userCount != data.trainedUserCount { return "\(card.userCount) users" }
        if card.dataHash != data.dataHash { return "data \(card.dataHash)" }
        // A blend describes the settings of every base it could have, `base.setting`; its card holds those of its own.
        let described = Set(plugin.settings.map(\.name).filter { !$0.contains(".") })
        return described.isSubset(of: card.settings.keys) ? nil : "settings left out: \(card.settings)"
    }
}
