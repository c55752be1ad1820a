import Models
import TestSupport
import Testing

@Suite struct `A model of other numbers` {
    private static let settings: ModelSettings = ["factors": .integer(6), "sweeps": .integer(4)]

    private func train(_ name: String, on set: TrainingSet) async throws -> any Recommender {
        let plugin = try #require(PluginCatalogue.standard[name])
        return try await plugin.makeTrainer(name == "als" ? Self.settings : [:])
            .train(on: set, options: TrainingOptions(workerCount: 1))
    }

    private func evaluate(_ model: any Recommender, on task: EvaluationTask, _ fit: TrainingSet) async throws
        -> ModelEvaluation
    {
        try await Evaluator(Evaluator.Options(workerCount: 1)).evaluate(
            model, on: task, fallback: PopularityModel(counting: fit))
    }

    private func renumbered(_ model: any Recommender, of own: TrainingSet, askedWith fit: TrainingSet)
        -> RenumberedRecommender
    {
        RenumberedRecommender(
            model, users: own.users, items: own.items, seen: own.seen, foldInPrior: 0.5, askedWith: fit)
    }

    @Test(arguments: ["als", "itemcf", "popularity", "blend"])
    func `asked with its own data it answers as by itself`(name: String) async throws {
        let fit = TrainingSet.randomLikes(users: 60, items: 30, seed: 3)
        let heldOut = TrainingSet.randomLikes(users: 60, items: 30, seed: 4).positives
        let task = EvaluationTask(fit: fit, heldOut: heldOut)
        let model = try await train(name, on: fit)
        let direct = try await evaluate(model, on: task, fit)
        let asked = try await evaluate(renumbered(model, of: fit, askedWith: fit), on: task, fit)
        #expect(!direct.warm.viewers.isEmpty)
        #expect(asked.warm.values == direct.warm.values)
    }

    @Test func `films and viewers are found by their ids, whatever their numbers`() async throws {
        // The model knows i0, i1, i2 and liked counts 3, 2, 1; here the same films are numbered 2, 1, 0.
        let own = TrainingSet.fixture(likes: [[0, 1, 2], [0, 1], [0]], itemCount: 3)
        let model = try await train("popularity", on: own)
        let items = ItemVocabulary(["i2", "i1", "i0", "later"].map { ItemID($0) })
        let none = InteractionMatrix(rows: [[]], columnCount: 4)
        let fit = TrainingSet(
            users: UserVocabulary([UserID("new")]), items: items, positives: none, positiveTimes: FrozenArray([]),
            seen: none, movies: items.ids.map { Movie(id: $0, title: $0.rawValue) }, latest: 0, dataHash: "here")
        let asked = renumbered(model, of: own, askedWith: fit)
        let list = asked.recommend(for: Query(eligible: ItemMask(count: 4)), count: 4)
        #expect(list.map { fit.items.id(of: $0.item).rawValue } == ["i0", "i1", "i2"])
        var eligible = ItemMask(count: 4)
        eligible.exclude(ItemNumber(rawValue: 2))
        #expect(asked.recommend(for: Query(eligible: eligible), count: 4).map(\.item.rawValue) == [1, 0])
    }

    @Test func `a viewer who has liked more since is folded in, as in service`() async throws {
        let own = TrainingSet.fixture(likes: [[0, 1], [0, 1, 2], [3, 4], [3, 4, 5]], itemCount: 6)
        let model = try await train("als", on: own)
        let fit = TrainingSet.fixture(likes: [[3, 4], [0, 1, 2], [3, 4], [3, 4, 5]], itemCount: 6)
        let asked = renumbered(model, of: own, askedWith: fit)
        var query = Query(
            subject: .known(UserNumber(0)),
            history: [WeightedItem(item: ItemNumber(3)), WeightedItem(item: ItemNumber(4))],
            eligible: ItemMask(count: 6))
        for item in [3, 4] { query.eligible.exclude(ItemNumber(item)) }
        // u0 liked 0 and 1 when the model was trained; now 3 and 4: what goes with those comes first.
        #expect(asked.recommend(for: query, count: 1).map(\.item.rawValue) == [5])
        var folded = query
        folded.subject = .folded
        var scratch = RankingScratch()
        (model as? any FoldsInUsers)?.foldIn(query.history, scratch: &scratch, into: &folded.vector)
        #expect(asked.recommend(for: query, count: 4) == model.recommend(for: folded, count: 4))
    }
}
