import Models
import TestSupport
import Testing

private func rating(_ user: UserID, _ item: ItemID, _ stars: Double, _ time: Int64) -> Interaction {
    Interaction(user: user, item: item, kind: .rating, value: stars, timestamp: time)
}

@Suite struct `Ratings of a training set` {
    /// (a, 1) is rated twice, (a, 3) only watched, (b, 2) only clicked.
    private let events = [
        rating("a", "1", 5, 1), rating("a", "1", 2, 3), rating("a", "2", 4, 2),
        Interaction(user: "a", item: "3", kind: .watch, value: 20, timestamp: 4),
        Interaction(user: "b", item: "2", kind: .click, value: 1, timestamp: 8), rating("b", "3", 0.5, 9),
    ]

    private func stars(_ matrix: InteractionMatrix) -> [[Int: Float]] {
        (0..<matrix.rowCount).map { row in
            matrix.withRow(row) { columns, weights in
                Dictionary(uniqueKeysWithValues: zip(columns.map { Int($0) }, weights))
            }
        }
    }

    @Test func `the last rating of a film counts, and nothing but ratings`() {
        let set = Preprocessor(InteractionLog(events), movies: [], settings: .keepAll).trainingSet()
        #expect(stars(set.ratings) == [[0: 2, 1: 4], [2: 0.5]])
    }

    @Test func `what a window leaves out is not learned from`() {
        var settings = PreprocessingSettings.keepAll
        settings.window = .days(1)
        let late = events + [rating("c", "1", 3, 86_400 + 4)]
        let set = Preprocessor(InteractionLog(late), movies: [], settings: settings).trainingSet()
        // The first second of the window is 5: of the ratings only (b, 3) and (c, 1) are later. a, whom nothing of is
        // left, comes last.
        #expect(stars(set.ratings) == [[2: 0.5], [0: 3], [:]])
    }

    @Test func `half-lives and rebalancing leave the stars alone`() {
        var settings = PreprocessingSettings.keepAll
        settings.halfLifeDays = 0.0001
        let set = Preprocessor(InteractionLog(events), movies: [], settings: settings).trainingSet()
        #expect(stars(set.ratings) == [[0: 2, 1: 4], [2: 0.5]])
    }

    @Test func `the parts of a split carry their own ratings`() {
        let log = InteractionLog((0..<200).map { rating(UserID("\($0 % 10)"), ItemID("\($0 / 10)"), 3, Int64($0)) })
        let split = Split(log, protocol: .globalTime, settings: .keepAll)
        #expect(split.train.ratings.entryCount == 140 && split.refit.ratings.entryCount == 170)
    }

    @Test func `other stars of equal worth to a model of likes are other data`() {
        func hash(_ stars: Double) -> String {
            Preprocessor(InteractionLog([rating("u", "a", stars, 1)]), movies: [], settings: .keepAll).trainingSet()
                .dataHash
        }
        #expect(hash(4) != hash(5) && hash(1) != hash(2))
    }

    @Test func `a set without ratings has a matrix of its shape`() {
        let set = TrainingSet(
            users: UserVocabulary(["u"]), items: ItemVocabulary(["a", "b"]),
            positives: InteractionMatrix(rows: [[]], columnCount: 2), positiveTimes: FrozenArray([]),
            seen: InteractionMatrix(rows: [[]], columnCount: 2),
            movies: [Movie(id: "a", title: "A"), Movie(id: "b", title: "B")], latest: 0, dataHash: "")
        #expect(set.ratings.rowCount == 1 && set.ratings.columnCount == 2 && set.ratings.entryCount == 0)
    }
}

@Suite struct `Likes as ratings` {
    @Test func `films without stars are given those of a like, in their place`() {
        var query = Query(eligible: ItemMask(count: 9))
        query.history = [1, 4, 8].map { WeightedItem(item: ItemNumber($0)) }
        query.ratings = [RatedItem(item: ItemNumber(0), rating: 2), RatedItem(item: ItemNumber(4), rating: 5)]
        query.takeLikesAsRatings(of: 4.5)
        #expect(query.ratings.map(\.item.index) == [0, 1, 4, 8])
        #expect(query.ratings.map(\.rating) == [2, 4.5, 5, 4.5])
    }
}
