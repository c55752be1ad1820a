@testable import Models
import TestSupport
import Testing

@Suite struct `An ALS model` {
    private static let settings = ALSSettings(
        factors: 20, sweeps: 5, regularization: 0.5, alpha: 3, frequencyExponent: 0, tolerance: 0)

    @Test func `the checkerboard's withheld film comes first`() async throws {
        let data = TrainingSet.checkerboard()
        let model = try await ALSTrainer(settings: ALSSettings(factors: 8, sweeps: 5, regularization: 1, alpha: 4))
            .trainModel(on: data, options: TrainingOptions(workerCount: 2))
        for user in 0..<data.userCount {
            let slate = model.recommend(for: query(user, data), count: 10)
            #expect(slate.first?.item == ItemNumber(user))
            #expect(slate.count == 10)
        }
    }

    @Test(arguments: [0.0, 1.0])
    func `a folded-in history is the viewer's own row`(frequencyExponent: Double) async throws {
        let data = TrainingSet.randomLikes(users: 200, items: 90)
        let model = try await train(data, frequencyExponent: frequencyExponent)
        let batch = try await model.foldIn(data.positives, workerCount: 2)
        var scratch = RankingScratch()
        var vector: [Float] = []
        for user in 0..<data.userCount {
            model.foldIn(history(user, data), scratch: &scratch, into: &vector)
            let row = user * model.factorCount..<(user + 1) * model.factorCount
            #expect(zip(vector, model.userFactors[row]).map { abs($0 - $1) }.max() ?? 1 < 1e-5)
            #expect(vector.elementsEqual(batch[row]))
        }
    }

    @Test func `an empty history folds into zeros, which personalise nothing`() async throws {
        let data = TrainingSet.randomLikes(users: 30, items: 20)
        let model = try await train(data)
        var query = Query(subject: .folded, vector: [1], eligible: ItemMask(count: 20))
        var scratch = RankingScratch()
        model.foldIn([], scratch: &scratch, into: &query.vector)
        #expect(query.vector == [Float](repeating: 0, count: 20))
        #expect(!model.personalizes(query))
        #expect(model.recommend(for: query, count: 5) == model.popularity.recommend(for: query, count: 5))
    }

    @Test func `unknown viewers and viewers without likes are not personalised`() async throws {
        let data = TrainingSet.fixture(likes: [[0, 1], [], [1, 2]], itemCount: 4)
        let model = try await train(data)
        let eligible = ItemMask(count: 4)
        #expect(model.personalizes(Query(subject: .known(UserNumber(0)), eligible: eligible)))
        #expect(!model.personalizes(Query(subject: .known(UserNumber(1)), eligible: eligible)))
        #expect(!model.personalizes(Query(subject: .known(UserNumber(3)), eligible: eligible)))
        #expect(!model.personalizes(Query(subject: .unknown, eligible: eligible)))
        #expect(!model.personalizes(Query(subject: .folded, vector: [1], eligible: eligible)))
    }

    @Test func `scores of all items are those of the ranking`() async throws {
        let data = TrainingSet.randomLikes(users: 30, items: 40)
        let model = try await train(data)
        var scratch = RankingScratch()
        var scores = [Float](repeating: .nan, count: model.itemCount)
        let query = Query(subject: .known(UserNumber(3)), eligible: ItemMask(count: 40))
        scores.withUnsafeMutableBufferPointer { model.scoreAll(query, scratch: &scratch, into: $0) }
        for place in model.recommend(for: query, count: 40) {
            #expect(abs(place.score - scores[place.item.index]) < 1e-5)
        }
    }

    @Test func `a batch is answered as its queries one by one`() async throws {
        let data = TrainingSet.randomLikes(users: 40, items: 40)
        let model = try await train(data)
        var queries = (0..<40).map { query($0, data) }
        queries.insert(Query(subject: .unknown, eligible: ItemMask(count: 40)), at: 3)
        var scratch = RankingScratch()
        var slates: [[ScoredItem]] = []
        model.rankBatch(queries, count: 6, scratch: &scratch, into: &slates)
        #expect(slates == queries.map { model.recommend(for: $0, count: 6) })
        #expect(slates[3] == model.popularity.recommend(for: queries[3], count: 6))
    }

    @Test func `contributions add up to the folded-in score`() async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let model = try await train(data)
        var scratch = RankingScratch()
        for user in 0..<20 {
            var query = Query(subject: .folded, history: history(user, data), eligible: ItemMask(count: 40))
            model.foldIn(query.history, scratch: &scratch, into: &query.vector)
            for place in model.recommend(for: query, count: 3) {
                let all = model.contributions(to: place.item, query: query, count: 1_000, scratch: &scratch)
                #expect(all.count == query.history.count)
                #expect(abs(all.reduce(0) { $0 + $1.score } - place.score) < 1e-4)
                #expect(zip(all, all.dropFirst()).allSatisfy { $0.precedes($1) })
                let best = model.contributions(to: place.item, query: query, count: 2, scratch: &scratch)
                #expect(best == Array(all.prefix(2)))
            }
        }
    }

    @Test func `similar films are ordered by the cosine of their vectors`() async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let model = try await train(data)
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        var eligible = ItemMask(count: 40)
        eligible.exclude(ItemNumber(7))
        model.findSimilar(to: ItemNumber(3), count: 39, eligible: eligible, scratch: &scratch, into: &slate)
        #expect(slate.count == 38)
        #expect(!slate.contains { $0.item == ItemNumber(3) || $0.item == ItemNumber(7) })
        #expect(zip(slate, slate.dropFirst()).allSatisfy { $0.precedes($1) })
        for place in slate {
            #expect(abs(Double(place.score) - cosine(model, 3, place.item.index)) < 1e-5)
        }
    }

    @Test func `a film of the checkerboard is most like those of its colour`() async throws {
        let model = try await train(.checkerboard())
        var scratch = RankingScratch()
        var slate: [ScoredItem] = []
        model.findSimilar(
            to: ItemNumber(4), count: 10, eligible: ItemMask(count: 50), scratch: &scratch, into: &slate)
        #expect(slate.count == 10)
        #expect(slate.allSatisfy { $0.item.index.isMultiple(of: 2) && $0.item != ItemNumber(4) })
    }

    @Test func `a film nobody liked is like none`() async throws {
        let model = try await train(.fixture(likes: [[0, 1], [1, 2]], itemCount: 4))
        var scratch = RankingScratch()
        var slate: [ScoredItem] = [ScoredItem(item: ItemNumber(0), score: 1)]
        model.findSimilar(to: ItemNumber(3), count: 3, eligible: ItemMask(count: 4), scratch: &scratch, into: &slate)
        #expect(slate.isEmpty)
    }

    @Test func `tensors make an equal model`() async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 40)
        let model = try await train(data)
        let loaded = try #require(
            try ALSPlugin().load(TensorArchive(model.tensors()), descriptor: model.descriptor) as? ALSModel)
        #expect(loaded.descriptor == model.descriptor)
        #expect(loaded.settings == model.settings)
        for user in 0..<data.userCount {
            #expect(
                loaded.recommend(for: query(user, data), count: 7) == model.recommend(for: query(user, data), count: 7))
        }
        var scratch = RankingScratch()
        var before: [Float] = []
        var after: [Float] = []
        model.foldIn(history(5, data), scratch: &scratch, into: &before)
        loaded.foldIn(history(5, data), scratch: &scratch, into: &after)
        #expect(before == after)
    }

    @Test func `an artefact that is not this model is refused`() async throws {
        let model = try await train(.randomLikes(users: 20, items: 10))
        var descriptor = model.descriptor
        descriptor.settings["factors"] = .integer(21)
        let shape = #expect(throws: ArtefactError.self) {
            try ALSModel(TensorArchive(model.tensors()), descriptor: descriptor)
        }
        #expect(shape?.code == .wrongShape)
        descriptor.settings["factors"] = .integer(0)
        let settings = #expect(throws: ArtefactError.self) {
            try ALSModel(TensorArchive(model.tensors()), descriptor: descriptor)
        }
        #expect(settings?.code == .badManifest)
        let broken = model.tensors().map { tensor in
            guard tensor.name == "item_factors" else { return tensor }
            return NamedTensor(tensor.name, shape: tensor.shape, FrozenArray([Float](repeating: .nan, count: 200)))
        }
        let finite = #expect(throws: ArtefactError.self) {
            try ALSModel(TensorArchive(broken), descriptor: model.descriptor)
        }
        #expect(finite?.code == .invalidModel)
    }

    @Test func `settings are checked by name and range`() {
        #expect(throws: SettingError.self) { try ALSPlugin().makeTrainer(["factors": .integer(0)]) }
        #expect(throws: SettingError.self) { try ALSPlugin().makeTrainer(["regularization": .number(0)]) }
        #expect(throws: SettingError.self) { try ALSPlugin().makeTrainer(["lambda": .number(1)]) }
        #expect(throws: Never.self) {
            try ALSPlugin().makeTrainer(["alpha": .integer(40), "tolerance": .number(1e-3)])
        }
    }

    private func train(_ data: TrainingSet, frequencyExponent: Double = 0) async throws -> ALSModel {
        var settings = Self.settings
        settings.frequencyExponent = frequencyExponent
        return try await ALSTrainer(settings: settings).trainModel(on: data, options: TrainingOptions(workerCount: 2))
    }

    private func history(_ user: Int, _ data: TrainingSet) -> [WeightedItem] {
        data.positives.withRow(user) { columns, weights in
            zip(columns, weights).map { WeightedItem(item: ItemNumber(rawValue: $0), weight: $1) }
        }
    }

    private func query(_ user: Int, _ data: TrainingSet) -> Query {
        var query = Query(subject: .known(UserNumber(user)), eligible: ItemMask(count: data.itemCount))
        for liked in history(user, data) { query.eligible.exclude(liked.item) }
        return query
    }

    private func cosine(_ model: ALSModel, _ left: Int, _ right: Int) -> Double {
        let count = model.factorCount
        func product(_ one: Int, _ other: Int) -> Double {
            (0..<count).reduce(0.0) {
                $0 + Double(model.itemFactors[one * count + $1]) * Double(model.itemFactors[other * count + $1])
            }
        }
        return product(left, right) / (product(left, left) * product(right, right)).squareRoot()
    }
}
