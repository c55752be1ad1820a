import Models
import TestSupport
import Testing

/// A model whose numbers were damaged on disk, read without hashing them: it may be refused or answer nonsense, and
/// ends no process.
@Suite struct `A damaged model` {
    @Test(arguments: ["als", "itemcf", "blend"])
    func `answers every kind of question, whichever byte was damaged`(name: String) async throws {
        let data = TrainingSet.checkerboard(users: 6, items: 6)
        let settings: ModelSettings =
            switch name {
            case "als": ["factors": .integer(3)]
            case "blend": ["als.factors": .integer(3)]
            default: [:]
            }
        let trainer = try #require(PluginCatalogue.standard[name]).makeTrainer(settings)
        let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: 1))
        let encoded = ModelArtefact(model, trainedOn: data, codeVersion: "test").encoded()
        let tensors = encoded.tensors.contents
        var usable = 0
        for position in encoded.tensors.header.count..<tensors.count {
            for bit in [6, position % 8] {  // bit 6 of its last byte makes 1 infinite
                var damaged = tensors
                damaged[position] ^= 1 << UInt8(bit)
                let artefact = try? ModelArtefact.decode(
                    manifest: encoded.manifest, tensors: FrozenArray(damaged), catalogue: .standard,
                    verifyChecksum: false)
                guard let artefact else { continue }
                ask(artefact)
                usable += 1
            }
        }
        #expect(usable > 0)
    }

    private func ask(_ artefact: ModelArtefact) {
        let model = artefact.model
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        for user in 0..<artefact.users.count {
            var query = Query(subject: .known(UserNumber(user)), eligible: ItemMask(count: model.itemCount))
            query.history = artefact.seen.withRow(user) { columns, weights in
                zip(columns, weights).filter { $1 > 0 }.map {
                    WeightedItem(item: ItemNumber(rawValue: $0), weight: $1)
                }
            }
            model.rank(query, count: 3, scratch: &scratch, into: &slate)
            query.subject = .folded
            query.personalShare = 0.5
            (model as? any FoldsInUsers)?.foldIn(query.history, scratch: &scratch, into: &query.vector)
            model.rank(query, count: 3, scratch: &scratch, into: &slate)
            #expect(!slate.contains { $0.score.isNaN })
            _ = (model as? any ExplainsItems)?.contributions(
                to: ItemNumber(user), query: query, count: 3, scratch: &scratch)
            (model as? any FindsSimilarItems)?.findSimilar(
                to: ItemNumber(user), count: 3, eligible: query.eligible, scratch: &scratch, into: &slate)
        }
    }
}
