import TestSupport
import Testing

@testable import Models

@Suite struct RatingModelTests {
    private func train(_ plugin: any ModelPlugin, _ settings: ModelSettings = [:], on data: TrainingSet = .tastes)
        async throws -> RatingFactorModel
    {
        let trained = try await plugin.makeTrainer(settings).train(on: data, options: TrainingOptions(workerCount: 2))
        return try #require(trained as? RatingFactorModel)
    }

    private func ask(_ subject: Query.Subject, rated: [RatedItem] = [], of model: any PredictsRatings) -> Query {
        var query = Query(subject: subject, ratings: rated, eligible: ItemMask(count: model.itemCount))
        var scratch = RankingScratch()
        if subject == .folded { query.prepareFolded(for: model, scratch: &scratch) }
        return query
    }

    private func stars(_ query: Query, _ item: Int, of model: any PredictsRatings) -> Float {
        var scratch = RankingScratch()
        return model.predictRating(of: ItemNumber(item), query: query, scratch: &scratch)
    }

    static let plugins: [(any ModelPlugin, ModelSettings)] = [
        (SVDPlugin(), ["factors": .integer(8)]), (SVDppPlugin(), ["factors": .integer(8)]),
        (NMFPlugin(), ["factors": .integer(8)]), (NMFPlugin(), ["factors": .integer(8), "biased": .flag(false)]),
    ]

    @Test(arguments: 0..<plugins.count) func `a taste is learned, for rows and for who comes later`(place: Int)
        async throws
    {
        let (plugin, settings) = Self.plugins[place]
        let model = try await train(plugin, settings)
        #expect(model.ratingScale == 1...5 && model.likeRating == 5)
        let even = [0, 2, 4, 6].map { RatedItem(item: ItemNumber($0), rating: 5) }
        let odd = [1, 3, 5, 7].map { RatedItem(item: ItemNumber($0), rating: 1) }
        let newcomer = (even + odd).sorted { $0.item < $1.item }
        for query in [ask(.known(UserNumber(0)), of: model), ask(.folded, rated: newcomer, of: model)] {
            #expect(model.personalizes(query))
            #expect(stars(query, 8, of: model) > 4 && stars(query, 9, of: model) < 2)
            let list = model.recommend(for: query, count: 20).map(\.item.index)
            #expect(list.count == 20 && list.prefix(8).allSatisfy { $0 % 2 == 0 })
        }
    }

    @Test(arguments: 0..<plugins.count) func `nobody gets a prediction outside the scale, or none`(place: Int)
        async throws
    {
        let (plugin, settings) = Self.plugins[place]
        let model = try await train(plugin, settings)
        let queries = [
            ask(.unknown, of: model), ask(.known(UserNumber(30)), of: model), ask(.folded, of: model),
            ask(.known(UserNumber(0)), of: model), ask(.known(UserNumber(999)), of: model),
        ]
        for query in queries {
            for item in 0..<21 {
                let stars = stars(query, item, of: model)
                #expect(stars >= 1 && stars <= 5)
            }
        }
        // Film 20 was rated by nobody: the mean, 3, and how kind the viewer is.
        #expect(abs(stars(queries[0], 20, of: model) - 3) < 0.1)
        #expect(!model.personalizes(queries[0]) && !model.personalizes(queries[2]))
    }

    /// The gradient of the objective is 0 at its minimum: Σ (r − μ − b_i − b − p·q) · q = penalty · n · p.
    @Test func `a folded-in vector solves the least squares problem`() async throws {
        let model = try await train(SVDPlugin(), ["factors": .integer(6)])
        let rated = [1, 4, 6, 11].map { RatedItem(item: ItemNumber($0), rating: Float(1 + $0 % 5)) }
        let vector = ask(.folded, rated: rated, of: model).vector
        #expect(vector.count == 7)
        let factors = model.factors
        var gradient = vector.map { -model.folding.penalty * Float(rated.count) * $0 }
        for rating in rated {
            factors.items.withRow(rating.item.index) { film in
                let row = Array(film) + [1]
                let estimate = zip(row, vector).reduce(factors.mean + factors.itemBiases[rating.item.index]) {
                    $0 + $1.0 * $1.1
                }
                for place in row.indices { gradient[place] += (rating.rating - estimate) * row[place] }
            }
        }
        #expect(gradient.allSatisfy { abs($0) < 1e-4 })
    }

    /// 40 ratings: more than are summed in one go.
    @Test func `a folded-in vector of NMF has no number below 0, and none that would be better`() async throws {
        let data = TrainingSet.randomLikes(users: 60, items: 50, seed: 3)
        let model = try await train(NMFPlugin(), ["factors": .integer(5)], on: data)
        let rated = (0..<40).map { RatedItem(item: ItemNumber($0), rating: Float(1 + ($0 * 7) % 5)) }
        let vector = ask(.folded, rated: rated, of: model).vector
        #expect(vector.count == 6 && vector.prefix(5).allSatisfy { $0 >= 0 })
        var gradient = vector.map { -model.folding.penalty * 40 * $0 }
        for rating in rated {
            model.factors.items.withRow(rating.item.index) { film in
                let row = Array(film) + [1]
                let estimate = zip(row, vector).reduce(
                    model.factors.mean + model.factors.itemBiases[rating.item.index]
                ) { $0 + $1.0 * $1.1 }
                for place in row.indices { gradient[place] += (rating.rating - estimate) * row[place] }
            }
        }
        // What is above 0 cannot be bettered; what is at 0 would have to go below.
        for (value, slope) in zip(vector, gradient).prefix(5) { #expect(value > 0 ? abs(slope) < 0.05 : slope < 0.05) }
        #expect(abs(gradient[5]) < 0.05)
    }

    @Test func `the factors of NMF are never negative`() async throws {
        let model = try await train(NMFPlugin())
        #expect(model.factors.items.values.allSatisfy { $0 >= 0 })
    }

    @Test func `films that few rated are believed less when ranked`() async throws {
        // Film 0: five times 4 stars. Film 1: once 5 stars. Film 2: rated poorly, so that the mean is below both.
        let stars: [[(item: Int, rating: Float)]] =
            (0..<5).map { _ in [(0, 4), (2, 1)] } + [[(1, 5), (2, 1)]]
        let data = TrainingSet.fixture(
            likes: Array(repeating: [], count: 6), itemCount: 3, stars: stars)
        func first(_ doubt: Double) async throws -> Int? {
            let trained = try await BaselinePlugin().makeTrainer(
                ["doubt": .number(doubt), "itemRegularization": .number(0), "userRegularization": .number(1000)]
            ).train(on: data, options: TrainingOptions(workerCount: 1))
            return trained.recommend(for: Query(eligible: ItemMask(count: 3)), count: 1).first?.item.index
        }
        #expect(try await first(0) == 1)
        #expect(try await first(3) == 0)
    }

    @Test func `without ratings nothing is trained`() async throws {
        let empty = TrainingSet.fixture(likes: [[0]], itemCount: 2, stars: [[]])
        for name in ["baseline", "svd", "svdpp", "nmf", "knn"] {
            let trainer = try #require(PluginCatalogue.standard[name]).makeTrainer([:])
            await #expect(throws: TrainingError.self) {
                _ = try await trainer.train(on: empty, options: TrainingOptions(workerCount: 1))
            }
        }
    }

    @Test(arguments: ["svd", "svdpp", "nmf", "knn"]) func `training can be cancelled`(name: String) async throws {
        let trainer = try #require(PluginCatalogue.standard[name]).makeTrainer([:])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await trainer.train(on: .tastes, options: TrainingOptions(workerCount: 2))
        }
        let outcome = await task.result
        #expect(throws: TrainingError(.cancelled, "training was cancelled; nothing was kept")) { try outcome.get() }
    }

    @Test func `held-back ratings choose the number of epochs`() async throws {
        // Stars at random: every epoch after the first few learns noise.
        var random = SplitMix(seed: 5)
        let stars = (0..<60).map { _ in
            (0..<30).map { (item: $0, rating: Float(Int.random(in: 1...5, using: &random))) }
        }
        let data = TrainingSet.fixture(likes: Array(repeating: [], count: 60), itemCount: 30, stars: stars)
        let steps = Locked<[Int]>([])
        let options = TrainingOptions(workerCount: 1) { progress in steps.withLock { $0.append(progress.stepCount) } }
        let trainer = try SVDPlugin().makeTrainer(["validation": .number(0.2), "factors": .integer(16)])
        _ = try await trainer.train(on: data, options: options)
        let counts = steps.withLock { $0 }
        #expect(Set(counts).count == 1 && counts.count == counts.first && counts.count < 30)
    }

    @Test func `steps that are far too large are refused`() async throws {
        let trainer = try SVDPlugin().makeTrainer(["learningRate": .number(1), "regularization": .number(10)])
        await #expect(throws: TrainingError.self) {
            _ = try await trainer.train(on: .tastes, options: TrainingOptions(workerCount: 1))
        }
    }
}

extension TrainingSet {
    /// 30 viewers and one who rated nothing; even viewers give even films 5 stars and odd ones 1, and the other way
    /// round; each without a few. Nobody rated film 20.
    static let tastes: TrainingSet = {
        let stars = (0..<30).map { user in
            (0..<20).filter { ($0 + user) % 7 != 1 }.map { (item: $0, rating: Float($0 % 2 == user % 2 ? 5 : 1)) }
        }
        return .fixture(likes: Array(repeating: [], count: 31), itemCount: 21, stars: stars + [[]])
    }()
}
