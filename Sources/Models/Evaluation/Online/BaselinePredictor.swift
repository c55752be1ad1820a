/// Says how many stars a viewer will give.
public protocol RatingPredictor: Sendable {
    /// The stars that the viewer would give the film.
    func prediction(user: UserID, item: ItemID) -> Double
    /// Takes in a rating that was given.
    mutating func learn(user: UserID, item: ItemID, stars: Double)
}

/// Mean and offsets, learnt one rating after another: `μ + b_item + b_user`, each offset shrunk towards 0.
///
/// ```
/// b_item = Σ (r − μ) / (n_item + 25)      b_user = Σ (r − μ − b_item) / (n_user + 10)
/// ```
/// with μ and b_item as they were when the rating came (the shrinkages of Koren 2010, *Factor in the Neighbors*, §2.1).
/// Before the first rating: 3.5. Predictions are cut to 0.5…5.
///
/// Memory: a few words for each viewer and each film.
public struct BaselinePredictor: RatingPredictor {
    /// Sum and count of what is averaged.
    private struct Offset {
        var sum = 0.0
        var count = 0.0

        func value(shrinkage: Double) -> Double { sum / (count + shrinkage) }
    }

    /// Added to how often a film was rated.
    public static let itemShrinkage = 25.0
    /// Added to how often a viewer rated.
    public static let userShrinkage = 10.0
    /// The mean before the first rating.
    public static let firstGuess = 3.5

    private var all = Offset()
    private var items: [ItemID: Offset] = [:]
    private var users: [UserID: Offset] = [:]

    public init() {}

    private var mean: Double { all.count > 0 ? all.sum / all.count : Self.firstGuess }

    private func itemOffset(_ item: ItemID) -> Double { items[item]?.value(shrinkage: Self.itemShrinkage) ?? 0 }

    public func prediction(user: UserID, item: ItemID) -> Double {
        let userOffset = users[user]?.value(shrinkage: Self.userShrinkage) ?? 0
        return min(max(mean + itemOffset(item) + userOffset, 0.5), 5)
    }

    public mutating func learn(user: UserID, item: ItemID, stars: Double) {
        let mean = mean, itemOffset = itemOffset(item)
        users[user, default: Offset()].sum += stars - mean - itemOffset
        users[user]?.count += 1
        items[item, default: Offset()].sum += stars - mean
        items[item]?.count += 1
        all.sum += stars
        all.count += 1
    }
}
