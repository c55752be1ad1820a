/// Turns a log into training data: applies the thresholds once, numbers users and films, and builds matrices of all
/// rows or of a part of them, always over the same numbers.
///
/// Both thresholds are counted on the whole log before anything is left out (one pass, no fixed point). Films below
/// theirs have no number. Users below theirs keep one, after the trained users, so that serving can fold them in.
///
/// The order of things: window, daily cap, cap a viewer, thresholds; and, for each set that is made, decay, rebalancing.
public struct Preprocessor: Sendable {
    /// Viewers in the numbers of the training set: the trained ones first.
    public let users: UserVocabulary
    /// Films that are ranked, in the numbers of the training set.
    public let items: ItemVocabulary
    /// How many viewers are trained on: the first ones.
    public let trainedUserCount: Int
    /// Catalogue entries in item-number order.
    public let movies: [Movie]
    /// The rows of known items, numbered by `users` and `items`, sorted by user and item.
    public let preferences: Preferences
    /// The first second inside the training window; nil when all events teach.
    public let windowStart: Int64?
    let settings: PreprocessingSettings
    /// In user-number order.
    let viewers: [Viewer?]

    /// - Parameters:
    ///   - movies: in any order; a film without an entry is titled by its id.
    ///   - viewers: in any order; needed by rebalancing alone.
    /// - Precondition: the settings are sound.
    /// - Complexity: O(events + movies + viewers), and a sort of the events under a daily cap.
    public init(
        _ log: InteractionLog, movies: [Movie], viewers: [Viewer] = [],
        settings: PreprocessingSettings = PreprocessingSettings()
    ) {
        precondition(settings.isSound, "preprocessing settings out of their range")
        var all = Preferences(log, rule: settings.positives)
        windowStart = settings.window.start(newest: all.timestamps.max() ?? 0)
        if let windowStart { all.leaveOut(before: windowStart) }
        if let limit = settings.maximumDailyPerItem { all.capEachDay(at: limit, of: log) }
        if let limit = settings.maximumPerUser { all.capEachUser(at: limit, of: log) }
        let isCounted = zip(all.isMet, all.isTaught).map { $0 && $1 }
        let userCounts = Self.counts(all.users, isCounted, count: log.users.count)
        let itemCounts = Self.counts(all.items, isCounted, count: log.items.count)
        let isTrained = userCounts.map { $0 >= settings.minimumUserInteractions }
        let userOrder =
            userCounts.indices.filter { isTrained[$0] } + userCounts.indices.filter { !isTrained[$0] }
        let itemOrder = itemCounts.indices.filter { itemCounts[$0] >= settings.minimumItemInteractions }
        users = UserVocabulary(userOrder.lazy.map { log.users.id(of: UserNumber($0)) })
        let items = ItemVocabulary(itemOrder.lazy.map { log.items.id(of: ItemNumber($0)) })
        self.items = items
        trainedUserCount = isTrained.count { $0 }
        self.movies = Self.aligned(movies, with: items)
        self.settings = settings
        self.viewers = Viewer.aligned(settings.rebalancing == nil ? [] : viewers, with: users)
        preferences = Self.renumbered(all, userOrder: userOrder, itemOrder: itemOrder, log: log)
    }

    private static func counts(_ numbers: [Int32], _ isCounted: [Bool], count: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: count)
        for (number, isCounted) in zip(numbers, isCounted) where isCounted { counts[Int(number)] += 1 }
        return counts
    }

    private static func aligned(_ movies: [Movie], with items: ItemVocabulary) -> [Movie] {
        var aligned = items.ids.map { Movie(id: $0, title: $0.rawValue) }
        var isSet = [Bool](repeating: false, count: items.count)
        for movie in movies {
            guard let number = items.number(of: movie.id), !isSet[number.index] else { continue }
            aligned[number.index] = movie
            isSet[number.index] = true
        }
        return aligned
    }

    /// Rows of dropped items are left out; the rows of each user stay together and sorted.
    private static func renumbered(
        _ all: Preferences, userOrder: [Int], itemOrder: [Int], log: InteractionLog
    ) -> Preferences {
        var itemNumbers = [Int32](repeating: -1, count: log.items.count)
        for (number, item) in itemOrder.enumerated() { itemNumbers[item] = Int32(number) }
        var starts = [Int](repeating: 0, count: log.users.count + 1)
        for user in all.users { starts[Int(user) + 1] += 1 }
        for user in 0..<log.users.count { starts[user + 1] += starts[user] }
        var kept = Preferences()
        for (number, user) in userOrder.enumerated() {
            for row in starts[user]..<starts[user + 1] {
                let item = itemNumbers[Int(all.items[row])]
                guard item >= 0 else { continue }
                kept.append(
                    user: Int32(number), item: item, weight: all.weights[row], timestamp: all.timestamps[row],
                    stars: all.isRated[row] ? all.stars[row] : nil, isMet: all.isMet[row], isTaught: all.isTaught[row])
            }
        }
        return kept
    }

    // MARK: Matrices

    /// The training set of everything.
    public func trainingSet() -> TrainingSet { trainingSet { _ in true } }

    /// The training set of the rows of `preferences` that `isIncluded` says, over the same numbers.
    ///
    /// Rows that do not teach are in `seen` alone.
    /// - Complexity: O(rows), and one SHA-256 over the result.
    public func trainingSet(of isIncluded: (Int) -> Bool) -> TrainingSet {
        let rows = (0..<preferences.count).filter(isIncluded)
        let latest = rows.reduce(0) { max($0, preferences.isTaught[$1] ? preferences.timestamps[$1] : 0) }
        let weights = weights(of: rows, latest: latest)
        var seen = MatrixRows(rowCount: users.count)
        var positives = MatrixRows(rowCount: users.count)
        var times: [Int64] = []
        for (row, weight) in zip(rows, weights) {
            seen.append(row: preferences.users[row], column: preferences.items[row], weight: weight)
            guard weight > 0, preferences.isTaught[row] else { continue }
            positives.append(row: preferences.users[row], column: preferences.items[row], weight: weight)
            times.append(preferences.timestamps[row])
        }
        return TrainingSet(
            namedByContent: users, items: items, positives: positives.matrix(columnCount: items.count),
            positiveTimes: FrozenArray(times), seen: seen.matrix(columnCount: items.count), movies: movies,
            latest: latest, trainedUserCount: trainedUserCount,
            ratings: ratings(of: isIncluded))
    }

    /// The positives among the rows that `isIncluded` says, as [users, items]: for asking, so neither decayed nor
    /// rebalanced. What does not teach is not asked for either.
    public func positives(of isIncluded: (Int) -> Bool) -> InteractionMatrix {
        var matrix = MatrixRows(rowCount: users.count)
        for row in 0..<preferences.count where isPositive(row) && isIncluded(row) {
            matrix.append(row: preferences.users[row], column: preferences.items[row], weight: preferences.weights[row])
        }
        return matrix.matrix(columnCount: items.count)
    }

    /// When each entry of `positives(of:)` happened, in seconds since 1970.
    public func positiveTimes(of isIncluded: (Int) -> Bool) -> FrozenArray<Int64> {
        FrozenArray(
            (0..<preferences.count).filter { isPositive($0) && isIncluded($0) }.map { preferences.timestamps[$0] })
    }

    private func isPositive(_ row: Int) -> Bool { preferences.weights[row] > 0 && preferences.isTaught[row] }
}

extension Preprocessor {
    /// The ratings among the rows that `isIncluded` says, as [users, items] on the source's scale: neither decayed nor
    /// rebalanced. What does not teach is left out.
    /// - Complexity: O(rows).
    public func ratings(of isIncluded: (Int) -> Bool) -> InteractionMatrix {
        var matrix = MatrixRows(rowCount: users.count)
        for row in 0..<preferences.count
        where preferences.isRated[row] && preferences.isTaught[row] && isIncluded(row) {
            matrix.append(row: preferences.users[row], column: preferences.items[row], weight: preferences.stars[row])
        }
        return matrix.matrix(columnCount: items.count)
    }
}

/// A matrix under construction, from entries sorted by row and column.
struct MatrixRows {
    private var offsets: [Int64]
    private var columns: [Int32] = []
    private var weights: [Float] = []

    init(rowCount: Int) { offsets = [Int64](repeating: 0, count: rowCount + 1) }

    mutating func append(row: Int32, column: Int32, weight: Float) {
        offsets[Int(row) + 1] += 1
        columns.append(column)
        weights.append(weight)
    }

    /// - Precondition: the entries came sorted, each pair once.
    consuming func matrix(columnCount: Int) -> InteractionMatrix {
        for row in 1..<max(offsets.count, 1) { offsets[row] += offsets[row - 1] }
        guard
            let matrix = InteractionMatrix(
                rowCount: offsets.count - 1, columnCount: columnCount, offsets: FrozenArray(offsets),
                columns: FrozenArray(columns), weights: FrozenArray(weights))
        else { preconditionFailure("entries must come sorted by row and column") }
        return matrix
    }
}
