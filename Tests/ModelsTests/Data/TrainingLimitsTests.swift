import Foundation
import Models
import Testing

private let day: Int64 = 86_400

private func rating(_ user: UserID, _ item: ItemID, _ stars: Double = 5, _ time: Int64) -> Interaction {
    Interaction(user: user, item: item, kind: .rating, value: stars, timestamp: time)
}

private func keepingAll(_ change: (inout PreprocessingSettings) -> Void) -> PreprocessingSettings {
    var settings = PreprocessingSettings.keepAll
    change(&settings)
    return settings
}

/// Who likes what, with weights, as "user item weight".
private func likes(_ set: TrainingSet) -> [String] {
    (0..<set.userCount).flatMap { user in
        set.positives.withRow(user) { columns, weights in
            zip(columns, weights).map { column, weight in
                let item = set.items.id(of: ItemNumber(rawValue: column))
                return "\(set.users.id(of: UserNumber(user))) \(item) \(String(format: "%.4f", weight))"
            }
        }
    }
}

@Suite struct `Preprocessing settings` {
    /// The name was made by another program, written after the description of the bytes.
    @Test func `the defaults give the data and the name that they always gave`() {
        let set = Preprocessor(InteractionLog([rating("u", "a", 5, 7)]), movies: [], settings: .keepAll).trainingSet()
        #expect(set.dataHash == "fdb2c22475cde40e614042aaaaa40e3f2b1a1edb51697f8ee8a2310f69840bcd")
    }

    @Test func `a file of an earlier release is read with the defaults`() throws {
        let text = """
            {"positives": {"minimumRating": 4, "minimumWatchMinutes": 10, "fullWatchMinutes": 60, "clickWeight": 0.1},
             "minimumUserInteractions": 5, "minimumItemInteractions": 10}
            """
        let settings = try JSONDecoder().decode(PreprocessingSettings.self, from: Data(text.utf8))
        #expect(settings == PreprocessingSettings())
    }

    @Test func `settings are read as they were written`() throws {
        let settings = keepingAll {
            $0.window = .days(30)
            $0.maximumDailyPerItem = 7
            $0.maximumPerUser = 8
            $0.halfLifeDays = 2.5
            $0.rebalancing = Rebalancing(by: .age, smallest: 0.5, largest: 2)
        }
        let read = try JSONDecoder().decode(PreprocessingSettings.self, from: JSONEncoder().encode(settings))
        #expect(read == settings)
    }

    @Test(arguments: [
        keepingAll { $0.window = .days(0) }, keepingAll { $0.maximumDailyPerItem = 0 },
        keepingAll { $0.maximumPerUser = -1 }, keepingAll { $0.halfLifeDays = 0 },
        keepingAll { $0.rebalancing = Rebalancing(by: .genre, smallest: 2, largest: 4) },
    ])
    func `numbers that make no sense are refused`(_ settings: PreprocessingSettings) throws {
        #expect(!settings.isSound)
        let data = try JSONEncoder().encode(settings)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(PreprocessingSettings.self, from: data) }
    }
}

@Suite struct `Training limits` {
    @Test func `a window lets older events teach nobody, and keeps them as met`() {
        let events = [
            rating("a", "old", 5, 7 * day), rating("a", "edge", 5, 7 * day + 1), rating("b", "old", 5, 8 * day),
            rating("b", "new", 5, 10 * day),
        ]
        let preprocessor = Preprocessor(
            InteractionLog(events), movies: [], settings: keepingAll { $0.window = .days(3) })
        #expect(preprocessor.windowStart == 7 * day + 1)
        let set = preprocessor.trainingSet()
        #expect(likes(set) == ["a edge 1.0000", "b new 1.0000", "b old 1.0000"])
        #expect(set.seen.entryCount == 4 && set.latest == 10 * day)
        #expect(Array(set.seen.weights) == [1, 1, 1, 1])
    }

    @Test func `thresholds count what teaches`() {
        let events = [rating("a", "1", 5, 0), rating("b", "1", 5, 9 * day), rating("b", "2", 5, 9 * day)]
        let set = Preprocessor(
            InteractionLog(events), movies: [], settings: keepingAll { $0.window = .days(1) }
        ).trainingSet()
        #expect(set.trainedUserCount == 1 && set.users.ids == ["b", "a"])
    }

    @Test func `a film takes the earliest of each day, and of one second by the hash of the viewer`() throws {
        let events = [
            rating("a", "f", 5, 10), rating("b", "f", 5, 10), rating("c", "f", 5, 5), rating("d", "f", 5, day),
            Interaction(user: "e", item: "f", kind: .skip, value: 1, timestamp: 1),
        ]
        let first = try #require(["a", "b"].min { StableHash.hash($0) < StableHash.hash($1) })
        let settings = keepingAll { $0.maximumDailyPerItem = 2 }
        let set = Preprocessor(InteractionLog(events), movies: [], settings: settings).trainingSet()
        #expect(likes(set) == ["\(first) f 1.0000", "c f 1.0000", "d f 1.0000"])
        let reversed = Preprocessor(InteractionLog(events.reversed()), movies: [], settings: settings).trainingSet()
        #expect(reversed.dataHash == set.dataHash)
    }

    @Test func `a crowd of one day moves a film no further than the cap`() {
        let honest = (0..<10).map { rating(UserID("v\($0)"), "good", 5, Int64($0) * day) }
        let crowd = (0..<500).map { rating(UserID("bot\($0)"), "bad", 5, 3 * day + Int64($0)) }
        let set = Preprocessor(
            InteractionLog(honest + crowd), movies: [], settings: keepingAll { $0.maximumDailyPerItem = 4 }
        ).trainingSet()
        #expect(set.items.ids == ["bad", "good"])
        #expect(Array(ItemFeatures(set).positiveCounts) == [4, 10])
        #expect(set.trainedUserCount == 14)
    }

    @Test func `a viewer teaches by the most recent films`() throws {
        let events = [
            rating("a", "1", 5, 1), rating("a", "2", 5, 4), rating("a", "3", 2, 5), rating("a", "4", 5, 3),
            rating("b", "1", 5, 1), rating("c", "1", 5, 9), rating("c", "2", 5, 9), rating("c", "3", 5, 9),
        ]
        let settings = keepingAll { $0.maximumPerUser = 2 }
        let set = Preprocessor(InteractionLog(events), movies: [], settings: settings).trainingSet()
        // Film 3 counts among the two of `a`, although it was not liked.
        let tied = ["1", "2", "3"].sorted { StableHash.hash($0) < StableHash.hash($1) }.prefix(2).sorted()
        #expect(likes(set) == ["a 2 1.0000", "b 1 1.0000"] + tied.map { "c \($0) 1.0000" })
    }

    @Test func `likes count half after each half-life, from the newest event of the set`() {
        let events = [rating("a", "1", 5, 0), rating("a", "2", 5, 10 * day), rating("a", "3", 5, 20 * day)]
        let preprocessor = Preprocessor(
            InteractionLog(events), movies: [], settings: keepingAll { $0.halfLifeDays = 10 })
        let set = preprocessor.trainingSet()
        #expect(likes(set) == ["a 1 0.2500", "a 2 0.5000", "a 3 1.0000"])
        #expect(set.seen.weights == set.positives.weights)
        #expect(likes(preprocessor.trainingSet { $0 < 2 }) == ["a 1 0.5000", "a 2 1.0000"])
        // What is asked for is not weighed.
        #expect(Array(preprocessor.positives { _ in true }.weights) == [1, 1, 1])
    }

    @Test(arguments: [SplitProtocol.globalTime, .perUserLast, .perUserRandom(seed: 3)])
    func `a split asks inside the window alone`(splitProtocol: SplitProtocol) {
        let events = (0..<8).flatMap { user in
            (0..<40).map { rating(UserID("\(user)"), ItemID("\(($0 + 5 * user) % 40)"), 5, Int64($0) * day) }
        }
        let split = Split(
            InteractionLog(events), protocol: splitProtocol, settings: keepingAll { $0.window = .days(20) })
        let description = split.description
        #expect(
            description.train.interactions + description.validation.interactions + description.test.interactions == 160)
        #expect(split.train.positives.entryCount == description.train.positives)
        #expect(split.test.entryCount == description.test.positives && split.test.entryCount > 0)
        // The twenty films of before are known to have been met.
        #expect(split.train.seen.entryCount == split.train.positives.entryCount + 160)
        if splitProtocol == .globalTime { #expect(description.validationStart == 34 * day) }
    }
}

@Suite struct `Rebalancing weights` {
    private let viewers = [
        Viewer(id: "a", gender: "M"), Viewer(id: "b", gender: "M"), Viewer(id: "c", gender: "M"),
        Viewer(id: "d", gender: "F"),
    ]

    @Test func `genders count evenly, and the total stays`() {
        let events = ["a", "b", "c", "d", "e"].flatMap {
            [rating(UserID($0), "1", 5, 1), rating(UserID($0), "2", 5, 2)]
        }
        let set = Preprocessor(
            InteractionLog(events), movies: [], viewers: viewers,
            settings: keepingAll { $0.rebalancing = Rebalancing(by: .gender) }
        ).trainingSet()
        // Men 6, women 2, so 4 each: factors 2/3 and 2. Nobody knows e's gender: 1.
        #expect(
            likes(set) == [
                "a 1 0.6667", "a 2 0.6667", "b 1 0.6667", "b 2 0.6667", "c 1 0.6667", "c 2 0.6667", "d 1 2.0000",
                "d 2 2.0000", "e 1 1.0000", "e 2 1.0000",
            ])
    }

    @Test func `a factor stays within its bounds before the mean is put back`() {
        // 19 men and a woman: 10 each would be factors 0.526 and 10; 10 is held at 4, and 20 / 14 puts the mean back.
        let men = (0..<19).map { Viewer(id: UserID("m\($0)"), gender: "M") }
        let events = (men.map(\.id) + ["w"]).map { rating($0, "1", 5, 1) }
        let set = Preprocessor(
            InteractionLog(events), movies: [], viewers: men + [Viewer(id: "w", gender: "F")],
            settings: keepingAll { $0.rebalancing = Rebalancing(by: .gender) }
        ).trainingSet()
        #expect(likes(set).first == "m0 1 0.7519" && likes(set).last == "w 1 5.7143")
    }

    @Test func `a film of several genres is shared between them`() {
        let movies = [
            Movie(id: "1", title: "1", genres: ["Drama"]), Movie(id: "2", title: "2", genres: ["War", "Drama"]),
        ]
        let set = Preprocessor(
            InteractionLog([rating("a", "1", 5, 1), rating("a", "2", 5, 1)]), movies: movies,
            settings: keepingAll { $0.rebalancing = Rebalancing(by: .genre) }
        ).trainingSet()
        // Drama 1.5 and War 0.5, so 1 each: factors 2/3 and 2; film 2 takes their mean.
        #expect(likes(set) == ["a 1 0.6667", "a 2 1.3333"])
    }

    @Test func `without descriptions nothing changes`() {
        let log = InteractionLog([rating("a", "1", 5, 1), rating("b", "2", 5, 1)])
        for dimension in [GroupDimension.gender, .age, .genre] {
            let set = Preprocessor(
                log, movies: [], settings: keepingAll { $0.rebalancing = Rebalancing(by: dimension) }
            ).trainingSet()
            #expect(set.dataHash == Preprocessor(log, movies: [], settings: .keepAll).trainingSet().dataHash)
        }
    }
}
