import Models
import TestSupport
import Testing

private func rating(_ user: UserID, _ item: ItemID, _ stars: Double, _ time: Int64) -> Interaction {
    Interaction(user: user, item: item, kind: .rating, value: stars, timestamp: time)
}

@Suite struct `Interaction log` {
    private let events = [
        rating("10", "b", 3, 5), rating("2", "b", 4, 9), rating("10", "a", 5, 7), rating("10", "b", 4, 2),
        rating("x", "10", 1, 1), rating("x", "9", 1, 1),
    ]

    @Test func `the same events give the same log, whatever their order`() {
        let log = InteractionLog(events)
        let reversed = InteractionLog(events.reversed())
        #expect(log.rows == reversed.rows)
        #expect(log.users.ids == ["2", "10", "x"] && log.users.ids == reversed.users.ids)
        #expect(log.items.ids == ["9", "10", "a", "b"])
        #expect((0..<log.count).map { log.interaction(at: $0).timestamp } == [9, 7, 2, 5, 1, 1])
    }

    @Test func `the hash names the content, not its order`() {
        let settings = PreprocessingSettings.keepAll
        let set = Preprocessor(InteractionLog(events), movies: [], settings: settings).trainingSet()
        let shuffled = Preprocessor(InteractionLog(events.shuffled()), movies: [], settings: settings).trainingSet()
        #expect(set.dataHash == shuffled.dataHash)
        #expect(set.dataHash.count == 64)
        var changed = events
        changed[2].timestamp = 8
        let other = Preprocessor(InteractionLog(changed), movies: [], settings: settings).trainingSet()
        #expect(other.dataHash != set.dataHash)
        let titled = Preprocessor(InteractionLog(events), movies: [Movie(id: "a", title: "A")], settings: settings)
        #expect(titled.trainingSet().dataHash != set.dataHash)
    }

    @Test func `nothing at all is a log too`() {
        let set = Preprocessor(InteractionLog([]), movies: []).trainingSet()
        #expect(set.userCount == 0 && set.itemCount == 0 && set.positives.entryCount == 0)
        #expect(Split(InteractionLog([]), protocol: .globalTime).test.entryCount == 0)
    }
}

@Suite struct `Preprocessing` {
    /// a: 5 events on four pairs; the last rating of (a, 1) is low; b met one film.
    private let events = [
        rating("a", "1", 5, 1), rating("a", "1", 2, 3), rating("a", "2", 4, 2),
        Interaction(user: "a", item: "3", kind: .watch, value: 20, timestamp: 4),
        Interaction(user: "a", item: "3", kind: .watch, value: 10, timestamp: 6),
        Interaction(user: "a", item: "4", kind: .skip, value: 1, timestamp: 7),
        Interaction(user: "b", item: "2", kind: .click, value: 1, timestamp: 8),
    ]

    @Test func `the last rating wins, minutes add up, clicks are weak and skips nothing`() {
        let preferences = Preferences(InteractionLog(events), rule: PositiveRule())
        #expect(preferences.users == [0, 0, 0, 0, 1])
        #expect(preferences.items == [0, 1, 2, 3, 1])
        #expect(preferences.weights == [0, 1, 0.5, 0, 0.1])
        #expect(preferences.timestamps == [3, 2, 6, 7, 8])
    }

    @Test func `users below the threshold come last, rare films have no number`() {
        let log = InteractionLog(events + [rating("0", "1", 5, 1), rating("0", "2", 5, 1)])
        let settings = PreprocessingSettings(minimumUserInteractions: 2, minimumItemInteractions: 2)
        let set = Preprocessor(log, movies: [Movie(id: "2", title: "Two")], settings: settings).trainingSet()
        #expect(set.users.ids == ["0", "a", "b"])
        #expect(set.trainedUserCount == 2)
        #expect(set.items.ids == ["1", "2"])
        #expect(set.movies.map(\.title) == ["1", "Two"])
        #expect(Array(set.seen.columns) == [0, 1, 0, 1, 1])
        #expect(Array(set.seen.weights) == [1, 1, 0, 1, 0.1])
        #expect(Array(set.positives.offsets) == [0, 2, 3, 4])
        #expect(Array(set.positiveTimes) == [1, 1, 2, 8])
        #expect(set.latest == 8)
        let features = ItemFeatures(set)
        #expect(Array(features.positiveCounts) == [1, 3] && Array(features.seenCounts) == [2, 3])
    }

    @Test func `genres become flags`() {
        let movies = [Movie(id: "1", title: "A", genres: ["War", "Drama"]), Movie(id: "2", title: "B")]
        let log = InteractionLog([rating("u", "1", 5, 1), rating("u", "2", 5, 1)])
        let features = ItemFeatures(Preprocessor(log, movies: movies, settings: .keepAll).trainingSet())
        #expect(features.genres.ids == ["Drama", "War"])
        #expect(Array(features.genreFlags) == [1, 1, 0, 0])
    }
}

@Suite struct `Splits` {
    /// Twenty films a user, one a second; film 19 is the last.
    private func log(users: Int = 3) -> InteractionLog {
        InteractionLog(
            (0..<users).flatMap { user in
                (0..<20).map { rating(UserID("\(user)"), ItemID("\($0)"), $0 % 4 == 3 ? 2 : 5, Int64(100 + $0)) }
            })
    }

    @Test func `global-time cuts everybody at the same moments`() {
        let split = Split(log(), protocol: .globalTime, settings: .keepAll)
        #expect(split.description.validationStart == 114)
        #expect(split.description.testStart == 117)
        #expect(split.description.train == .init(interactions: 42, positives: 33, users: 3))
        #expect(split.description.validation.interactions == 9)
        #expect(split.description.test == .init(interactions: 9, positives: 6, users: 3))
        // Films 17 and 18 are liked, 19 is not.
        #expect(split.test.withRow(0) { columns, _ in Array(columns) } == [17, 18])
        #expect(split.train.latest == 113 && split.refit.latest == 116)
    }

    @Test func `per-user-last asks for the last positive and trains on what came before`() {
        let split = Split(log(), protocol: .perUserLast, settings: .keepAll)
        #expect(split.test.withRow(1) { columns, _ in Array(columns) } == [18])
        #expect(split.validation.withRow(1) { columns, _ in Array(columns) } == [17])
        #expect(split.train.seen.entryCount(ofRow: 1) == 17)
        #expect(split.refit.seen.entryCount(ofRow: 1) == 18)
    }

    @Test func `per-user-random takes a fifth of each user and is the seed's alone`() {
        let split = Split(log(), protocol: .perUserRandom(seed: 7), settings: .keepAll)
        #expect(split.description.test.interactions == 12)
        #expect(split.description.validation.interactions == 6)
        let again = Split(log(), protocol: .perUserRandom(seed: 7), settings: .keepAll)
        #expect(again.test == split.test && again.train.dataHash == split.train.dataHash)
        let other = Split(log(), protocol: .perUserRandom(seed: 8), settings: .keepAll)
        #expect(other.train.dataHash != split.train.dataHash)
    }

    @Test(arguments: [SplitProtocol.globalTime, .perUserLast, .perUserRandom(seed: 1)])
    func `parts never overlap and together are everything`(splitProtocol: SplitProtocol) {
        let split = Split(log(users: 9), protocol: splitProtocol, settings: .keepAll)
        let description = split.description
        #expect(
            description.train.interactions + description.validation.interactions + description.test.interactions == 180)
        for user in 0..<9 {
            let trained = split.refit.seen.withRow(user) { columns, _ in Set(columns) }
            let asked = split.test.withRow(user) { columns, _ in Set(columns) }
            #expect(trained.isDisjoint(with: asked))
        }
    }

    @Test func `a user below the threshold takes no part`() {
        let events = (0..<20).map { rating("busy", ItemID("\($0)"), 5, Int64($0)) } + [rating("rare", "3", 5, 30)]
        let settings = PreprocessingSettings(minimumUserInteractions: 5, minimumItemInteractions: 1)
        let split = Split(InteractionLog(events), protocol: .globalTime, settings: settings)
        #expect(split.description.userCount == 1)
        #expect(
            split.train.seen.entryCount + split.description.validation.interactions
                + split.description.test.interactions == 20)
        #expect(split.test.entryCount(ofRow: 1) == 0)
    }

    @Test func `a ready-made split keeps its parts; a pair in two of them is trained on`() {
        let train = InteractionLog([rating("a", "1", 5, 0), rating("b", "2", 5, 0)])
        let pair = Interaction(user: "a", item: "2", kind: .click, value: 1, timestamp: 0)
        let test = InteractionLog([pair, rating("b", "2", 5, 0)])
        let split = Split(train: train, validation: nil, test: test)
        #expect(split.test.withRow(0) { columns, weights in (Array(columns), Array(weights)) } == ([1], [1]))
        #expect(split.test.entryCount == 1)
        #expect(split.train.positives.entryCount == 2)
        #expect(split.description.splitProtocol.name == "ready-made")
    }

    @Test func `a later part's rating of a pair is not learned from`() {
        let train = InteractionLog([rating("a", "1", 2, 10), rating("a", "2", 5, 11)])
        let test = InteractionLog([rating("a", "1", 5, 20), rating("a", "3", 5, 21)])
        let split = Split(train: train, validation: nil, test: test)
        #expect(split.train.positives.withRow(0) { columns, _ in Array(columns) } == [1])
        #expect(split.train.seen.withRow(0) { columns, _ in Array(columns) } == [0, 1])
        #expect(split.train.latest == 11)
        #expect(split.test.withRow(0) { columns, _ in Array(columns) } == [2])
    }
}
