import Models
import TestSupport
import Testing

@Suite struct PopularityModelTests {
    /// Item 2 has three likes, 0 and 3 have one, 1 none.
    private let data = TrainingSet.fixture(
        likes: [[2, 0], [2], [2, 3]], disliked: [[], [1]], days: [[0, 90], [0], [0, 100]], itemCount: 4)

    private func numbers(_ slate: [ScoredItem]) -> [Int] { slate.map(\.item.index) }

    @Test func `scores are shares of the largest count`() {
        let model = PopularityModel(counting: data)
        #expect(Array(model.scores) == [1 / 3, 0, 1, 1 / 3])
        #expect(model.order.map(\.index) == [2, 0, 3, 1])
    }

    @Test func `a trend halves a like for each half-life of age`() {
        // Newest day 100, half-life 10 days: item 3 at age 0 counts 1, item 0 at age 10 counts 1/2,
        // item 2 three times 2^-10 = 3/1024.
        let model = PopularityModel(trending: data, RecencySettings(halfLifeDays: 10, smoothing: 0))
        #expect(Array(model.scores) == [0.5, 0, 3.0 / 1024, 1])
        #expect(model.order.map(\.index) == [3, 0, 2, 1])
    }

    @Test func `what was liked of all time counts beside what is liked lately`() {
        // Half a like for each of 4 items is 2, shared out over 5 likes: 0.4 for each like there ever was.
        let model = PopularityModel(trending: data, RecencySettings(halfLifeDays: 10, smoothing: 0.5))
        let sums = [0.5 + 0.4, 0, 3.0 / 1024 + 3 * 0.4, 1 + 0.4]
        #expect(Array(model.scores) == sums.map { Float($0 / 1.4) })
        #expect(model.order.map(\.index) == [3, 2, 0, 1])
    }

    @Test func `after a quiet time one viewer does not lead the list`() {
        // 40 viewers liked item 0 and 20 item 1; a year later one viewer likes item 2.
        let likes = (0..<61).map { $0 < 20 ? [0, 1] : $0 < 40 ? [0] : $0 == 60 ? [2] : [3] }
        let days = likes.map { $0.map { item in item == 2 ? 365 : 0 } }
        let data = TrainingSet.fixture(likes: likes, days: days, itemCount: 30)
        #expect(PopularityModel(trending: data, RecencySettings(halfLifeDays: 7)).order.first == ItemNumber(0))
        let unsmoothed = RecencySettings(halfLifeDays: 7, smoothing: 0)
        #expect(PopularityModel(trending: data, unsmoothed).order.first == ItemNumber(2))
    }

    @Test func `popular in a genre is the list under the genre's mask`() {
        let model = PopularityModel(counting: data)
        var eligible = ItemMask(count: 4)
        eligible.exclude(ItemNumber(2))
        let query = Query(eligible: eligible)
        #expect(numbers(model.recommend(for: query, count: 2)) == [0, 3])
        #expect(numbers(model.recommend(for: query, count: .max)) == [0, 3, 1])
        #expect(model.recommend(for: query, count: 0).isEmpty)
    }

    @Test func `it never personalises`() {
        let model = PopularityModel(counting: data)
        #expect(!model.personalizes(Query(subject: .known(UserNumber(0)), eligible: ItemMask(count: 4))))
    }

    @Test func `times before or after all reason do not trap`() {
        let set = TrainingSet(
            users: UserVocabulary(["u"]), items: ItemVocabulary(["a", "b"]),
            positives: InteractionMatrix(rows: [[(0, 1), (1, 1)]], columnCount: 2),
            positiveTimes: FrozenArray([.min, .max]), seen: InteractionMatrix(rows: [[]], columnCount: 2),
            movies: [Movie(id: "a", title: "A"), Movie(id: "b", title: "B")], latest: 0, dataHash: "")
        #expect(Array(PopularityModel(trending: set, RecencySettings(halfLifeDays: 1, smoothing: 0)).scores) == [0, 1])
    }

    @Test(arguments: [PopularityPlugin(), TrendingPlugin()] as [any ModelPlugin])
    func `nothing liked is an error, not an empty model`(plugin: any ModelPlugin) async throws {
        let empty = TrainingSet.fixture(likes: [[], []], itemCount: 2)
        let trainer = try plugin.makeTrainer([:])
        await #expect(throws: TrainingError.self) {
            try await trainer.train(on: empty, options: TrainingOptions(workerCount: 1))
        }
    }

    @Test func `a wrong setting is told by name`() {
        #expect(throws: SettingError.self) { try TrendingPlugin().makeTrainer(["halfLifeDays": .integer(0)]) }
        #expect(throws: SettingError.self) { try TrendingPlugin().makeTrainer(["smoothing": .integer(-1)]) }
        #expect(throws: SettingError.self) { try PopularityPlugin().makeTrainer(["halfLife": .integer(1)]) }
    }

    @Test func `scores outside 0 to 1 are refused on load`() {
        let card = PopularityModel(counting: data).descriptor
        for bad in [Float.nan, -0.5, 1.5, .infinity] {
            let archive = TensorArchive([NamedTensor("scores", shape: [4], FrozenArray([0, bad, 0, 1]))])
            #expect(throws: ArtefactError.self) { try PopularityPlugin().load(archive, descriptor: card) }
        }
    }
}
