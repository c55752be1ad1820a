extension Split {
    /// Parts `log` under `splitProtocol`. What a window or a cap lets teach nobody is asked for by nobody: it is only
    /// known to have been met.
    /// - Precondition: the protocol is not `readyMade`.
    /// - Complexity: O(events), and a sort of the times or of each user's rows.
    public init(
        _ log: InteractionLog, movies: [Movie] = [], viewers: [Viewer] = [], protocol splitProtocol: SplitProtocol,
        settings: PreprocessingSettings = PreprocessingSettings()
    ) {
        let preprocessor = Preprocessor(log, movies: movies, viewers: viewers, settings: settings)
        let preferences = preprocessor.preferences
        let rowCount = preferences.users.firstIndex { Int($0) >= preprocessor.trainedUserCount } ?? preferences.count
        let rows = 0..<rowCount
        switch splitProtocol {
        case .globalTime:
            let times = rows.filter { preferences.isTaught[$0] }.map { preferences.timestamps[$0] }.sorted()
            let cuts = (validation: Self.cut(times, at: 0.70), test: Self.cut(times, at: 0.85))
            let parts = rows.map { row in
                guard preferences.isTaught[row] else { return SplitPart.train }
                let time = preferences.timestamps[row]
                return time >= cuts.test ? .test : time >= cuts.validation ? .validation : .train
            }
            self.init(
                preprocessor, parts, splitProtocol, settings, validationStart: cuts.validation, testStart: cuts.test)
        case .perUserLast:
            self.init(preprocessor, Self.lastPositives(preprocessor, rows), splitProtocol, settings)
        case .perUserRandom(let seed):
            self.init(preprocessor, Self.drawn(preprocessor, rows, seed: seed), splitProtocol, settings)
        case .readyMade:
            preconditionFailure("a ready-made split comes in parts: use init(train:validation:test:)")
        }
    }

    /// The time at which the part after `share` of all rows begins; rows of one second are never parted.
    private static func cut(_ sortedTimes: [Int64], at share: Double) -> Int64 {
        guard !sortedTimes.isEmpty else { return 0 }
        return sortedTimes[min(Int(share * Double(sortedTimes.count)), sortedTimes.count - 1)]
    }

    /// Each user's rows by time: from the last positive on test, from the last but one on validation.
    /// A user with fewer than three positives trains only.
    ///
    /// Rows of one second stand in an order drawn from the outside ids: people rate many films in one sitting, and by
    /// item number the films imported last, which few have met, would be asked for.
    private static func lastPositives(_ preprocessor: Preprocessor, _ rows: Range<Int>) -> [SplitPart] {
        let preferences = preprocessor.preferences
        let draw = Draw(preprocessor, seed: 0)
        var parts = [SplitPart](repeating: .train, count: rows.count)
        for user in userRanges(preferences, rows) {
            let ordered = draw.keys(of: user).sorted {
                (preferences.timestamps[$0.row], $0.key, $0.row) < (preferences.timestamps[$1.row], $1.key, $1.row)
            }.map(\.row)
            let positives = ordered.indices.filter { preferences.weights[ordered[$0]] > 0 }
            guard positives.count >= 3 else { continue }
            for position in positives[positives.count - 2]..<ordered.count {
                parts[ordered[position]] = position >= positives[positives.count - 1] ? .test : .validation
            }
        }
        return parts
    }

    /// Each user's rows in an order drawn from the seed and the outside ids, so that it does not depend on numbering.
    private static func drawn(_ preprocessor: Preprocessor, _ rows: Range<Int>, seed: UInt64) -> [SplitPart] {
        let preferences = preprocessor.preferences
        let draw = Draw(preprocessor, seed: seed)
        var parts = [SplitPart](repeating: .train, count: rows.count)
        for user in userRanges(preferences, rows) {
            let drawn = draw.keys(of: user).sorted { ($0.key, $0.row) < ($1.key, $1.row) }
            let testCount = Int((0.2 * Double(drawn.count)).rounded())
            let validationCount = Int((0.1 * Double(drawn.count)).rounded())
            for (position, drawn) in drawn.prefix(testCount + validationCount).enumerated() {
                parts[drawn.row] = position < testCount ? .test : .validation
            }
        }
        return parts
    }

    /// The run of rows of each user.
    private static func userRanges(_ preferences: Preferences, _ rows: Range<Int>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = rows.lowerBound
        while start < rows.upperBound {
            var end = start + 1
            while end < rows.upperBound, preferences.users[end] == preferences.users[start] { end += 1 }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }
}

/// Gives each row a random key that a seed and the outside ids determine.
private struct Draw {
    private let preprocessor: Preprocessor
    private let seed: UInt64
    /// [items]
    private let itemHashes: [UInt64]

    init(_ preprocessor: Preprocessor, seed: UInt64) {
        self.preprocessor = preprocessor
        self.seed = seed
        itemHashes = preprocessor.items.ids.map { StableHash.hash($0.rawValue) }
    }

    /// Of the rows that teach.
    /// - Parameter rows: of one user.
    func keys(of rows: Range<Int>) -> [(key: UInt64, row: Int)] {
        let preferences = preprocessor.preferences
        let id = preprocessor.users.id(of: UserNumber(rawValue: preferences.users[rows.lowerBound]))
        let userHash = StableHash.mix(StableHash.hash(id.rawValue) ^ StableHash.mix(seed))
        return rows.filter { preferences.isTaught[$0] }.map {
            (StableHash.mix(userHash ^ itemHashes[Int(preferences.items[$0])]), $0)
        }
    }
}

extension Split {
    /// - Parameter parts: for the first rows of the preprocessor's preferences; later rows take no part.
    init(
        _ preprocessor: Preprocessor, _ parts: [SplitPart], _ splitProtocol: SplitProtocol,
        _ settings: PreprocessingSettings, validationStart: Int64? = nil, testStart: Int64? = nil
    ) {
        func belongs(_ row: Int, to wanted: SplitPart...) -> Bool { row < parts.count && wanted.contains(parts[row]) }
        train = preprocessor.trainingSet { belongs($0, to: .train) }
        refit = preprocessor.trainingSet { belongs($0, to: .train, .validation) }
        validation = preprocessor.positives { belongs($0, to: .validation) }
        test = preprocessor.positives { belongs($0, to: .test) }
        testTimes = preprocessor.positiveTimes { belongs($0, to: .test) }
        description = SplitDescription(
            splitProtocol: splitProtocol, settings: settings, userCount: preprocessor.trainedUserCount,
            itemCount: preprocessor.items.count, train: Self.part(.train, parts, preprocessor.preferences),
            validation: Self.part(.validation, parts, preprocessor.preferences),
            test: Self.part(.test, parts, preprocessor.preferences), validationStart: validationStart,
            testStart: testStart)
    }

    private static func part(_ wanted: SplitPart, _ parts: [SplitPart], _ preferences: Preferences)
        -> SplitDescription.Part
    {
        var part = SplitDescription.Part()
        var lastUser: Int32 = -1
        for row in parts.indices where parts[row] == wanted && preferences.isTaught[row] {
            part.interactions += 1
            if preferences.weights[row] > 0 { part.positives += 1 }
            if preferences.users[row] != lastUser { part.users += 1 }
            lastUser = preferences.users[row]
        }
        return part
    }
}
